package mutate

import (
	"go/ast"
	"strings"
)

// aliasing are the operators that let memory of a pooled object escape.
func aliasing() []*Operator {
	return one("pooledalias", "drop the copy", func(f *Func) []Site {
		if !strings.Contains(f.text(f.Decl), ".Put(buf)") && !strings.Contains(f.text(f.Decl), "defer put(buf)") {
			return nil
		}
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			if f.callee(call) == "bytes.Clone" && strings.HasSuffix(f.text(call.Args[0]), ".Bytes()") {
				found = append(found, Site{At: call, Edits: []Edit{replace(call, f.text(call.Args[0]))}})
			}
		}
		return found
	})
}
