package mixedatomic

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/atomics"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the mixedatomic rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Runtime, Severity: rule.Error, Fix: rule.NoFix,
	Libraries: []string{"sync/atomic"},
	Logs: []string{
		`sync/atomic: store of inconsistently typed value into Value`,
		`sync/atomic: store of nil value into Value`,
	},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	first := map[any]atomics.Store{}
	for _, fn := range pass.FuncsAndInit() {
		for store := range atomics.Stores(fn) {
			switch {
			case store.Type == nil:
				report(pass, store, "panics: %s is given nil", nil)
			case types.IsInterface(store.Type):
				checkInterface(pass, store)
			case symbol.Generic(store.Type):
			default:
				if before, ok := first[store.Var]; ok {
					checkType(pass, store, before)
				} else {
					first[store.Var] = store
					checkOthers(pass, store)
				}
			}
		}
	}
	return nil
}

func checkType(pass *rule.Pass, store, before atomics.Store) {
	if types.Identical(store.Type, before.Type) {
		return
	}
	step := rule.StepAt(before.Call, "this stores "+name(pass, before.Type))
	report(pass, store, "panics if %s has a value: this stores "+name(pass, store.Type)+", another place "+name(pass, before.Type), nil, step)
}

// checkOthers compares a store with those of the packages below.
func checkOthers(pass *rule.Pass, store atomics.Store) {
	if store.Name == "" {
		return
	}
	for _, other := range pass.Summary.Program().Atomics {
		if v, ok := store.Var.(types.Object); ok && other.Variable == store.Name && other.Type != store.Type.String() && v.Pkg() != pass.Pkg {
			report(pass, store, "panics if %s has a value: this stores "+name(pass, store.Type)+", another package "+other.Type, nil)
			return
		}
	}
}

// checkInterface reports what may have several types.
func checkInterface(pass *rule.Pass, store atomics.Store) {
	severity := rule.Info
	switch {
	case symbol.IsError(store.Type):
		severity = rule.Warning
	case store.Type.Underlying().(*types.Interface).NumMethods() == 0 || symbol.Generic(store.Type):
		return
	}
	if atomics.First(store) || atomics.Once(store) {
		return // there is no other value
	}
	report(pass, store, "panics for a value of another type than the first: %s is given any "+name(pass, store.Type), &severity)
}

func name(pass *rule.Pass, t types.Type) string {
	return types.TypeString(t, types.RelativeTo(pass.Pkg))
}

func report(pass *rule.Pass, store atomics.Store, format string, severity *rule.Severity, path ...rule.Step) {
	site, ok := fix.CallAt(pass.Pass, store.Call.Pos())
	if !ok {
		return
	}
	selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(), Severity: severity, Path: path,
		Message: types.ExprString(selector) + " " + fmt.Sprintf(format, types.ExprString(selector.X)),
	})
}
