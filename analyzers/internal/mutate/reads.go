package mutate

import "go/ast"

// rereading goes on where a loop over a reader is left.
func rereading() []*Operator { return continuing("spinningread", (*Func).reads) }

// reads reports whether a statement reads a message from what certainly ends:
// a websocket, or a Kafka reader with the context of an exported function.
func (f *Func) reads(assign *ast.AssignStmt) bool {
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	switch f.callee(call) {
	case "(*github.com/gorilla/websocket.Conn).ReadMessage":
		return true
	case "(*github.com/segmentio/kafka-go.Reader).ReadMessage", "(*github.com/segmentio/kafka-go.Reader).FetchMessage":
		return f.Decl.Name.IsExported() && f.text(call.Args[0]) == "ctx"
	}
	return false
}
