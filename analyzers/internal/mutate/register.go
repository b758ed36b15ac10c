package mutate

import (
	"go/ast"
	"go/types"
	"strings"
)

// ignoring has functions that are given a registry of Prometheus register with
// the default one.
func ignoring() []*Operator {
	return one("repeatedregister", "ignore the registry", func(f *Func) []Site {
		var found []Site
		for _, call := range f.named("MustRegister") {
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				continue
			}
			given, ok := f.object(sel.X).(*types.Var)
			if !ok || !strings.Contains(given.Type().String(), "client_golang/prometheus.Regist") || len(f.mentions(given)) != 2 {
				continue // looked at as well, or no parameter
			}
			if f.signature(f.body(call)) == nil || !parameter(f.signature(f.body(call)), given) {
				continue
			}
			found = append(found, Site{At: call, Edits: []Edit{replace(sel.X, "prometheus")}})
		}
		return found
	})
}

func parameter(sig *types.Signature, v *types.Var) bool {
	for p := range sig.Params().Variables() {
		if p == v {
			return true
		}
	}
	return false
}
