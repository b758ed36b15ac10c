package mutate

import "go/ast"

// hurrying asks Consul for less than the agent's minimum.
func hurrying() []*Operator {
	return []*Operator{{Rule: "consulcheck", Name: "deregister after seconds", Sites: func(f *Func) []Site {
		var found []Site
		for _, pair := range all[*ast.KeyValueExpr](f) {
			if f.text(pair.Key) == "DeregisterCriticalServiceAfter" && f.text(pair.Value) != `""` {
				found = append(found, Site{At: pair, Edits: []Edit{replace(pair.Value, `"30s"`)}})
			}
		}
		return found
	}}}
}
