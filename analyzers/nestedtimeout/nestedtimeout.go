package nestedtimeout

import (
	_ "embed"
	"fmt"
	"go/constant"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the nestedtimeout rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Info,
	Logs: []string{`context deadline exceeded`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var withTimeout = symbol.Of("context.WithTimeout", "context.WithTimeoutCause")

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, withTimeout) {
		return nil
	}
	for call := range pass.Calls(withTimeout) {
		check(pass, call)
	}
	return nil
}

// check compares a timeout with those that its context is derived from.
func check(pass *rule.Pass, child *ssa.Call) {
	own, ok := timeout(child)
	if !ok {
		return
	}
	ctx := child.Call.Args[0]
	for range 16 {
		ctx = dead.Origin(ctx)
		if made, ok := ctx.(*ssa.Extract); ok {
			parent, isCall := made.Tuple.(*ssa.Call)
			if outer, isConst := timeout(parent); isCall && isConst && outer < own && flow.Outermost(parent.Parent()) == flow.Outermost(child.Parent()) {
				report(pass, child, parent, own, outer)
				return
			}
		}
		if ctx = pass.Summary.ContextParent(ctx); ctx == nil {
			return
		}
	}
}

// timeout returns the constant timeout that a call sets.
func timeout(call *ssa.Call) (time.Duration, bool) {
	if call == nil || !withTimeout.Calls(&call.Call) {
		return 0, false
	}
	c, ok := value.Origin(call.Call.Args[1]).(*ssa.Const)
	if !ok || c.Value == nil {
		return 0, false
	}
	n, exact := constant.Int64Val(c.Value)
	return time.Duration(n), exact
}

func report(pass *rule.Pass, child, parent *ssa.Call, own, outer time.Duration) {
	site, ok := fix.CallAt(pass.Pass, child.Pos())
	from, okFrom := fix.CallAt(pass.Pass, parent.Pos())
	if !ok || !okFrom {
		return // made by the compiler
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("a timeout of %s is never reached: %s is derived from a context that ends after %s", own, site.Name(0, "the context"), outer),
		Path: []rule.Step{
			{Pos: from.Call.Pos(), End: from.Call.End(), Message: "the parent ends after " + outer.String()},
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "and with it what is derived here"},
		},
	})
}
