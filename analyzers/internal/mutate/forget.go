package mutate

import (
	"go/ast"
	"strings"
)

// forgetting are the operators that leave a server waiting for more requests.
func forgetting() []*Operator {
	return []*Operator{
		streamOperator("lostclosesend", "drop the close", (*stream).dropClose),
		streamOperator("lostclosesend", "close too late", (*stream).closeLate),
	}
}

// waits reports whether the function receives until the server has finished:
// only the receive's error leaves the loop, and io.EOF is a success.
func (s *stream) waits() bool {
	if len(s.receives) != 1 || len(s.closes) != 1 || len(s.sends) != 1 || len(s.ends) > 0 {
		return false
	}
	recv := s.receives[0]
	loop, ok := s.loop(recv).(*ast.ForStmt)
	if !ok || s.in(s.sends[0], loop) || s.in(s.closes[0], loop) || s.busy(loop) {
		return false
	}
	succeeds := false
	for _, exit := range s.exits(loop) {
		branch := s.branch(exit)
		if branch == nil || !strings.Contains(s.text(branch.Cond), "err") {
			return false
		}
		if strings.Contains(s.text(branch.Cond), "io.EOF") {
			succeeds = s.succeeds(exit)
		}
	}
	return succeeds
}

// busy reports whether the loop does more than receive.
func (s *stream) busy(loop *ast.ForStmt) bool {
	return loop.Cond != nil || len(within[*ast.SelectStmt](loop)) > 0 || strings.Contains(s.text(loop), "status.")
}

// exits returns the statements that leave a loop.
func (s *stream) exits(loop *ast.ForStmt) []ast.Stmt {
	var found []ast.Stmt
	for _, ret := range within[*ast.ReturnStmt](loop.Body) {
		found = append(found, ret)
	}
	for _, b := range within[*ast.BranchStmt](loop.Body) {
		if b.Tok.String() != "continue" {
			found = append(found, b)
		}
	}
	return found
}

// branch returns the if statement that a statement depends on.
func (s *stream) branch(stmt ast.Stmt) *ast.IfStmt {
	branch, _ := s.tree.parent[s.tree.parent[stmt]].(*ast.IfStmt)
	return branch
}

// succeeds reports whether a way out of a loop is one without an error.
func (s *stream) succeeds(exit ast.Stmt) bool {
	ret, ok := exit.(*ast.ReturnStmt)
	return !ok || len(ret.Results) == 0 || s.text(ret.Results[len(ret.Results)-1]) == "nil"
}

func (s *stream) dropClose() []Site {
	if !s.waits() {
		return nil
	}
	stmt := s.stmt(s.closes[0])
	if branch, ok := s.tree.parent[stmt].(*ast.IfStmt); ok && branch.Init == stmt {
		stmt = branch
	}
	site := Site{At: stmt, Edits: []Edit{remove(stmt)}}
	switch stmt.(type) {
	case *ast.ReturnStmt:
		site.Edits = []Edit{replace(stmt, "return nil")}
	case *ast.DeferStmt:
		if s.body(stmt) == s.body(s.receives[0]) {
			return nil // it holds the stream open on purpose
		}
	}
	return []Site{site}
}

// closeLate defers the close, so that it comes after the wait.
func (s *stream) closeLate() []Site {
	if !s.waits() || s.loop(s.sends[0]) == nil || s.body(s.closes[0]) != s.body(s.receives[0]) {
		return nil
	}
	stmt := s.stmt(s.closes[0])
	if branch, ok := s.tree.parent[stmt].(*ast.IfStmt); ok && branch.Init == stmt {
		stmt = branch
	}
	if _, deferred := stmt.(*ast.DeferStmt); deferred {
		return nil
	}
	return []Site{{At: stmt, Edits: []Edit{replace(stmt, "defer "+s.text(s.closes[0]))}}}
}
