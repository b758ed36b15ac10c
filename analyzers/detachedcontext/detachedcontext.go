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
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
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
	finder, handlers := scope.In(pass.Pass, pass.Summary.ContextParent), handler.In(pass.Pkg)
	seen := map[*ssa.Call]bool{}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			check(pass, finder, handlers, call, seen)
		}
	}
	return nil
}

// check reports a call that waits under a fresh context. Seen are the makings
// of contexts that have been reported.
func check(pass *rule.Pass, finder *scope.Finder, handlers *handler.Finder, call *ssa.Call, seen map[*ssa.Call]bool) {
	ctx := pass.Summary.Awaits(&call.Call)
	if ctx == nil {
		ctx = unknown(pass, handlers, call)
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

func report(pass *rule.Pass, call *ssa.Call, root summary.Root, live scope.Live) {
	site, ok := fix.CallAt(pass.Pass, root.Calls[0].Pos())
	if !ok {
		return
	}
	user, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	made, effect, safe := types.ExprString(site.Call), "it goes on when the request is over", live.Only
	if pass.Summary.Awaits(&call.Call) == nil {
		effect = "what that one carries is lost"
		safe = safe && catalog.TODO.Calls(&root.Calls[0].Call) // it says itself that another context is meant
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
			Message: "Use " + live.Expr + " instead of " + made, Safe: safe,
			Edits: []analysis.TextEdit{edit},
		}}
	}
	pass.Report(finding)
}
