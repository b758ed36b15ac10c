package mutate

import "go/ast"

// mistaking asks Nacos for an instance of the wrong kind.
func mistaking() []*Operator {
	return []*Operator{{Rule: "nacosinstance", Name: "deregister a persistent instance", Sites: func(f *Func) []Site {
		var found []Site
		for _, call := range f.named("DeregisterInstance") {
			for _, pair := range all[*ast.KeyValueExpr](f) {
				if f.in(pair, call) && f.text(pair) == "Ephemeral: true" {
					found = append(found, Site{At: pair, Edits: []Edit{replace(pair.Value, "false")}})
				}
			}
		}
		return found
	}}}
}
