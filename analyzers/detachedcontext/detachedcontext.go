package detachedcontext

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the detachedcontext rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: []string{"context"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.FreshContexts) {
		return nil
	}
	finder := scope.In(pass.Pass, pass.Summary.ContextParent)
	seen := map[*ssa.Call]bool{}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			check(pass, finder, call, seen)
		}
	}
	return nil
}

// check reports a call that waits under a fresh context. Seen are the makings
// of contexts that have been reported.
func check(pass *rule.Pass, finder *scope.Finder, call *ssa.Call, seen map[*ssa.Call]bool) {
	ctx := pass.Summary.Awaits(&call.Call)
	if ctx == nil {
		ctx = provisional(&call.Call)
	}
	if ctx == nil {
		return
	}
	root := pass.Summary.ContextRoot(ctx)
	if root.Kind != summary.Detached {
		return
	}
	fresh := root.Calls[0]
	if seen[fresh] || fresh.Parent() != call.Parent() || !catalog.FreshContexts.Calls(&fresh.Call) || !scope.Private(root.Calls) {
		return // made elsewhere, or for more than this
	}
	live, ok := finder.At(fresh)
	if !ok || live.Endless || finder.Apart(live, call) || finder.Apart(live, fresh) {
		return
	}
	seen[fresh] = true
	report(pass, call, root, live)
}

// provisional returns the context.TODO() that a method of an interface is given
// directly. What the method does is not known, but the code says itself that
// this is not the context it should be.
func provisional(call *ssa.CallCommon) ssa.Value {
	if !call.IsInvoke() || len(call.Args) == 0 || value.ErrorResult(call.Signature()) < 0 {
		return nil
	}
	made, ok := call.Args[0].(*ssa.Call)
	if !ok || !catalog.TODO.Calls(&made.Call) {
		return nil
	}
	return made
}

func report(pass *rule.Pass, call *ssa.Call, root summary.Root, live scope.Live) {
	site, ok := fix.CallAt(pass.Pass, root.Calls[0].Pos())
	if !ok {
		return
	}
	user, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	made, effect := types.ExprString(site.Call), "it goes on when the request is over"
	if pass.Summary.Awaits(&call.Call) == nil {
		effect = "what that one carries is lost"
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s gets %s although %s is in scope: %s", types.ExprString(user.Call.Fun), made, live.Expr, effect),
		Path: []rule.Step{
			{Pos: live.Var.Pos(), End: live.Var.Pos() + token.Pos(len(live.Var.Name())), Message: live.Expr + " is in scope"},
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "a context is made that descends from none"},
			{Pos: user.Call.Pos(), End: user.Call.End(), Message: types.ExprString(user.Call.Fun) + " runs under it"},
		},
	}
	if edit, ok := scope.Reattach(pass.Pass, site, live.Expr); ok {
		finding.Fixes = []rule.Fix{{
			Message: "Use " + live.Expr + " instead of " + made, Safe: live.Only,
			Edits: []analysis.TextEdit{edit},
		}}
	}
	pass.Report(finding)
}
