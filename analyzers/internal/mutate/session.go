package mutate

import (
	"go/ast"
	"strings"
)

// retiring leaves the loop of a consumer group's sessions behind the first, in a
// goroutine that nothing waits for and that tells nobody when it is over.
func retiring() []*Operator {
	return one("singleconsume", "leave the loop behind the first session", func(f *Func) []Site {
		var found []Site
		if text := f.text(f.Decl); strings.Contains(text, "<-") || strings.Contains(text, ".Wait(") || strings.Contains(text, "close(") {
			return nil
		}
		for _, start := range all[*ast.GoStmt](f) {
			body, ok := start.Call.Fun.(*ast.FuncLit)
			if !ok || len(body.Body.List) != 1 {
				continue
			}
			loop, ok := body.Body.List[0].(*ast.ForStmt)
			if ok && f.consumes(loop) && !strings.Contains(f.text(loop), "continue") {
				found = append(found, Site{At: loop, Edits: []Edit{{loop.Body.Rbrace, loop.Body.Rbrace, "break\n"}}})
			}
		}
		return found
	})
}

func (f *Func) consumes(loop *ast.ForStmt) bool {
	found := false
	ast.Inspect(loop, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && f.callee(call) == "(github.com/IBM/sarama.ConsumerGroup).Consume"
		return !found
	})
	return found
}
