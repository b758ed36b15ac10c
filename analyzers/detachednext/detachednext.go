package detachednext

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the detachednext rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Libraries: append(catalog.Chains(), symbol.Packages(catalog.GinNext)...),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	shapes := chain.Reached(pass.Pkg, catalog.Middleware)
	if len(shapes) == 0 && !symbol.Imports(pass.Pkg, catalog.GinNext) {
		return nil // no library with a chain
	}
	for _, fn := range pass.Funcs() {
		checkGin(pass, fn)
		if link, ok := chain.Of(fn, shapes); ok {
			checkCalls(pass, link)
		}
	}
	return nil
}

// checkCalls reports the calls of next with a context that descends from no
// request.
func checkCalls(pass *rule.Pass, link *chain.Link) {
	for _, call := range link.Calls() {
		arg, carrier := link.Carrier(call)
		if arg < 0 {
			continue // hands on no context, or one we cannot follow
		}
		root := pass.Summary.ContextRoot(carrier)
		if root.Kind != summary.Detached {
			continue
		}
		pos, end := argRange(pass, call, arg)
		report(pass, detachment{link.Body, link.Object().Name(), root, pos, end})
	}
}

// argRange returns the place of a call's argument.
func argRange(pass *rule.Pass, call ssa.CallInstruction, arg int) (pos, end token.Pos) {
	lparen := call.Pos()
	if _, deferred := call.(*ssa.Defer); deferred {
		lparen = fix.Lparen(pass.Pass, lparen)
	}
	site, ok := fix.CallAt(pass.Pass, lparen)
	if !ok || arg >= len(site.Call.Args) {
		return call.Pos(), token.NoPos
	}
	return site.Call.Args[arg].Pos(), site.Call.Args[arg].End()
}

// detachment is a place where a handler's body hands on a context that
// descends from no request.
type detachment struct {
	body     *ssa.Function
	next     string // what receives the context
	root     summary.Root
	pos, end token.Pos
}

func report(pass *rule.Pass, d detachment) {
	origin := d.root.Calls[0]
	name := calleeName(pass, origin)
	steps := []rule.Step{rule.StepAt(origin, name+"() returns a context that no request can cancel")}
	for _, call := range d.root.Calls[1:] {
		steps = append(steps, rule.StepAt(call, calleeName(pass, call)+" derives from it"))
	}
	finding := rule.Finding{
		Pos:     d.pos,
		End:     d.end,
		Message: fmt.Sprintf("%s is called with a context that is detached from the request: it comes from %s()", d.next, name),
		Path:    append(steps, rule.Step{Pos: d.pos, End: d.end, Message: d.next + " is called with it"}),
	}
	if f, ok := reattach(pass, d.body, d.root); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

// calleeName returns the called function as the source names it.
func calleeName(pass *rule.Pass, call *ssa.Call) string {
	if site, ok := fix.CallAt(pass.Pass, call.Pos()); ok {
		return types.ExprString(site.Call.Fun)
	}
	return call.Call.Value.Name()
}
