package mutate

import (
	"go/ast"
	"strings"
)

// expiring are the operators that shut down in a context that has ended.
func expiring() []*Operator {
	return []*Operator{
		{Rule: "deadshutdown", Name: "derive from the ended context", Sites: (*Func).deriveLate},
	}
}

// deriveLate gives a context that is made behind <-ctx.Done(), in the same
// block, to ctx's end. The statements that follow shut something down.
func (f *Func) deriveLate() []Site {
	var found []Site
	for _, call := range all[*ast.CallExpr](f) {
		name := f.callee(call)
		if name != "context.WithoutCancel" && name != "context.Background" {
			continue
		}
		list, i := f.siblings(f.stmt(call))
		if i < 1 {
			continue
		}
		ended := f.waitedFor(list[i-1])
		if ended == "" || !f.shutsDown(list[i+1:]) || name == "context.WithoutCancel" && f.text(call.Args[0]) != ended {
			continue
		}
		found = append(found, Site{At: call, Edits: []Edit{replace(call, ended)}})
	}
	return found
}

// waitedFor returns the context whose end a statement waits for, or "".
func (f *Func) waitedFor(stmt ast.Stmt) string {
	text, waits := strings.CutPrefix(f.text(stmt), "<-")
	ctx, done := strings.CutSuffix(text, ".Done()")
	if !waits || !done {
		return ""
	}
	return ctx
}

func (f *Func) shutsDown(list []ast.Stmt) bool {
	for _, stmt := range list {
		if _, deferred := stmt.(*ast.DeferStmt); !deferred && strings.Contains(f.text(stmt), ".Shutdown(") {
			return true
		}
	}
	return false
}
