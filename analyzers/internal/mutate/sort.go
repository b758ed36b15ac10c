package mutate

import (
	"go/ast"
	"strings"
)

// shuffling are the operators that leave the order of keys to a map.
func shuffling() []*Operator {
	return []*Operator{{Rule: "unorderedsort", Name: "sort by a map", Sites: sortByMap}}
}

// sortByMap writes the bson.D of a $sort as a bson.M.
func sortByMap(f *Func) []Site {
	var found []Site
	for _, lit := range all[*ast.CompositeLit](f) {
		if lit.Type == nil {
			continue
		}
		name, ok := strings.CutSuffix(f.text(lit.Type), ".D")
		if !ok || len(lit.Elts) < 2 || !strings.Contains(f.text(f.tree.parent[f.tree.parent[lit]]), `"$sort"`) {
			continue
		}
		edits := []Edit{replace(lit.Type, name+".M")}
		for _, element := range lit.Elts {
			pair, ok := element.(*ast.CompositeLit)
			if !ok || len(pair.Elts) != 2 {
				edits = nil
				break
			}
			edits = append(edits, replace(pair, part(f, pair.Elts[0])+": "+part(f, pair.Elts[1])))
		}
		if edits != nil {
			found = append(found, Site{At: lit, Edits: edits})
		}
	}
	return found
}

// part returns the source of a field's value, with or without its name.
func part(f *Func, e ast.Expr) string {
	if pair, ok := e.(*ast.KeyValueExpr); ok {
		e = pair.Value
	}
	return f.text(e)
}
