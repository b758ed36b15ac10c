package mutate

import (
	"go/ast"
	"strings"
)

// hurried are the operators that commit a Kafka message too early.
func hurried() []*Operator {
	return one("earlycommit", "commit first", func(f *Func) []Site {
		var found []Site
		for _, call := range f.named("CommitMessages", "MarkMessage", "CommitRecords") {
			commit := f.stmt(call)
			if check, ok := f.tree.parent[commit].(*ast.IfStmt); ok {
				commit = check
			}
			list, i := f.siblings(commit)
			if i < 1 || f.processed(list[i-1]) == "" || !strings.Contains(f.text(commit), f.processed(list[i-1])) {
				continue
			}
			found = append(found, Site{At: list[i-1], Edits: []Edit{before(list[i-1], f.text(commit)), remove(commit)}})
		}
		return found
	})
}

// processed returns the message that a statement hands, itself or its value, to
// a function whose error it checks, or "".
func (f *Func) processed(stmt ast.Stmt) string {
	check, ok := stmt.(*ast.IfStmt)
	if !ok || f.text(check.Cond) != "err != nil" {
		return ""
	}
	assign, ok := check.Init.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 {
		return ""
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	message := call.Args[len(call.Args)-1]
	if sel, ok := message.(*ast.SelectorExpr); ok && sel.Sel.Name == "Value" {
		message = sel.X
	}
	t := f.TypesInfo.TypeOf(message).String()
	if !strings.HasSuffix(t, "kafka-go.Message") && !strings.HasSuffix(t, "sarama.ConsumerMessage") && !strings.HasSuffix(t, "kgo.Record") {
		return ""
	}
	return f.text(message)
}
