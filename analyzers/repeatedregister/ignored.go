package repeatedregister

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// ignored returns the registry that a function is given where a call in it
// registers with the default one; nil if there is none.
func ignored(call *ssa.Call) *ssa.Parameter {
	callee := symbol.Callee(&call.Call)
	if callee == nil || callee.Signature().Recv() != nil || !catalog.MustRegister.Has(callee) && !catalog.AutoCollectors.Has(callee) {
		return nil
	}
	return registerer(call.Parent())
}

// reportIgnored reports a call that does not use the registry that its function
// is given.
func reportIgnored(pass *rule.Pass, call *ssa.Call, given *ssa.Parameter) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " registers with the default registry, not with " + given.Name() +
			": whoever calls again with another one panics",
		Fixes: useGiven(pass, site, given.Object(), symbol.Callee(&call.Call).Name() == "MustRegister"),
	})
}

// registerer returns the parameter with the registry that a function is given;
// nil if there is none, or if the function looks at which one it is.
func registerer(fn *ssa.Function) *ssa.Parameter {
	for _, p := range fn.Params {
		if isRegistry(p.Type()) && p.Name() != "_" && p.Name() != "" && !compared(p) {
			return p
		}
	}
	return nil
}

func isRegistry(t types.Type) bool {
	const path = "github.com/prometheus/client_golang/prometheus"
	return symbol.Is(t, path, "Registerer") || symbol.Is(t, path, "Registry")
}

// compared reports whether a parameter is compared, as with nil, or captured by
// a closure that may do so.
func compared(p *ssa.Parameter) bool {
	for _, use := range *p.Referrers() {
		switch use.(type) {
		case *ssa.BinOp, *ssa.Store:
			return true
		}
	}
	return false
}

// useGiven offers to register with the registry that the function is given.
func useGiven(pass *rule.Pass, site fix.Site, given types.Object, must bool) []rule.Fix {
	sel, ok := site.Call.Fun.(*ast.SelectorExpr)
	if !ok || !symbol.Visible(pass.Pkg, given, site.Call.Pos()) {
		return nil
	}
	with := given.Name()
	if !must {
		with = types.ExprString(sel.X) + ".With(" + with + ")"
	}
	return []rule.Fix{{Message: "Register with " + given.Name(), Edits: []analysis.TextEdit{fix.Replace(sel.X, with)}}}
}
