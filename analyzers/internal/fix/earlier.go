package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// DeferEarlier returns the edits that move a deferred call of a function, such as
// x.Close of the variable x that takes the i-th result, from further down in the
// block of the call to where InsertAfter puts code. Once says that two calls of the
// function would be one too many.
//
// It returns false if the move makes a difference to more than the ways out in
// between: other calls are deferred there, which would run before and not after;
// or a variable gets another value, so that something else is called.
func (s Site) DeferEarlier(i int, function string, once bool) ([]analysis.TextEdit, bool) {
	id := s.Assigned(i)
	stmt, block := s.Stmt()
	if id == nil || stmt == nil {
		return nil, false
	}
	x := s.pass.TypesInfo.ObjectOf(id)
	rest := block[slices.Index(block, stmt)+1:]
	at := slices.IndexFunc(rest, func(other ast.Stmt) bool { return s.defers(other, x, function) })
	if at < 0 {
		return nil, false
	}
	edits, ok := s.MoveHere(rest[at])
	if !ok {
		return nil, false
	}
	between := s.usesIn(rest[:at])
	called := slices.ContainsFunc(between.calls, func(call *ast.CallExpr) bool { return s.belongs(call, x, function) })
	switch {
	case between.defers, once && (called || between.bare[x]):
		return nil, false
	case strings.Count(function, ".") > 1 && between.bare[x]:
		return nil, false // whoever has x may put something else into its field
	}
	for _, v := range s.variables(rest[at]) {
		if between.assigned[v] || v.Pos() > edits[0].Pos {
			return nil, false
		}
	}
	return edits, true
}

// MoveHere returns the edits that move the lines of a later statement of the
// block, with the comments that are part of it, to where InsertAfter puts code. It
// returns false if there is no such place in front of it, or if anything else
// stands on these lines.
func (s Site) MoveHere(stmt ast.Stmt) ([]analysis.TextEdit, bool) {
	insert, ok := s.InsertAfter("")
	remove, alone := RemoveStatement(s.pass, stmt)
	if !ok || !alone {
		return nil, false
	}
	file := s.pass.Fset.File(stmt.Pos())
	first := commented(s.pass, file, file.Line(stmt.Pos()))
	remove.Pos = file.LineStart(first)
	insert.NewText = []byte(text(s.pass, remove.Pos, remove.End))
	if below := file.Line(remove.End); below < file.LineCount() && blank(s.pass, file, first-1) && blank(s.pass, file, below) {
		remove.End = file.LineStart(below + 1) // of two blank lines, one stays
	}
	return []analysis.TextEdit{insert, remove}, remove.Pos > insert.Pos && len(insert.NewText) > 0
}

// commented returns the line on which the comments right above a line begin, or
// the line itself.
func commented(pass *analysis.Pass, file *token.File, line int) int {
	for line > 1 && strings.HasPrefix(strings.TrimSpace(text(pass, file.LineStart(line-1), file.LineStart(line))), "//") {
		line--
	}
	return line
}

// blank reports whether there is nothing on a line, which is not the file's last.
func blank(pass *analysis.Pass, file *token.File, line int) bool {
	return strings.TrimSpace(text(pass, file.LineStart(line), file.LineStart(line+1))) == ""
}

// defers reports whether a statement defers nothing but a call of a function that
// belongs to the variable x, possibly in a literal.
func (s Site) defers(stmt ast.Stmt, x types.Object, function string) bool {
	deferred, ok := stmt.(*ast.DeferStmt)
	if !ok {
		return false
	}
	call := deferred.Call
	if literal, ok := call.Fun.(*ast.FuncLit); ok {
		if call = onlyCall(literal.Body); call == nil || len(deferred.Call.Args) > 0 {
			return false
		}
	} else if slices.ContainsFunc(call.Args, computed) {
		return false // what it computes further up may be something else
	}
	return s.belongs(call, x, function)
}

// computed reports whether an expression is more than a name or a literal.
func computed(e ast.Expr) bool {
	switch ast.Unparen(e).(type) {
	case *ast.Ident, *ast.BasicLit:
		return false
	}
	return true
}

// belongs reports whether a call is one of a function of the variable x.
func (s Site) belongs(call *ast.CallExpr, x types.Object, function string) bool {
	id := root(call.Fun)
	return id != nil && s.pass.TypesInfo.ObjectOf(id) == x && Source(s.pass, call.Fun) == function
}

// onlyCall returns the call that is all a block does, apart from dropping what it
// returns, or nil.
func onlyCall(block *ast.BlockStmt) *ast.CallExpr {
	if len(block.List) != 1 {
		return nil
	}
	var call ast.Expr
	switch stmt := block.List[0].(type) {
	case *ast.ExprStmt:
		call = stmt.X
	case *ast.AssignStmt:
		if id, ok := stmt.Lhs[0].(*ast.Ident); ok && len(stmt.Lhs) == 1 && id.Name == "_" {
			call = stmt.Rhs[0]
		}
	}
	found, _ := call.(*ast.CallExpr)
	return found
}

// root returns the variable that an expression such as x.f.g begins with, or nil.
func root(e ast.Expr) *ast.Ident {
	for {
		switch at := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = at.X
		case *ast.StarExpr:
			e = at.X
		case *ast.IndexExpr:
			e = at.X
		case *ast.Ident:
			return at
		default:
			return nil
		}
	}
}

// variables returns the local variables that a statement uses and does not
// declare.
func (s Site) variables(stmt ast.Stmt) []*types.Var {
	var found []*types.Var
	ast.Inspect(stmt, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := s.pass.TypesInfo.Uses[id].(*types.Var)
		if ok && !v.IsField() && v.Parent() != s.pass.Pkg.Scope() && (v.Pos() < stmt.Pos() || v.Pos() > stmt.End()) {
			found = append(found, v)
		}
		return true
	})
	return found
}

// uses is what some statements do.
type uses struct {
	assigned map[types.Object]bool // the variable is, or part of it, or its address is taken
	bare     map[types.Object]bool // the variable is used other than for a field or a method
	calls    []*ast.CallExpr
	defers   bool
}

func (s Site) usesIn(stmts []ast.Stmt) *uses {
	u := &uses{assigned: map[types.Object]bool{}, bare: map[types.Object]bool{}}
	selected := map[ast.Expr]bool{}
	for _, stmt := range stmts {
		u.defers = u.defers || defersIn(stmt)
		ast.Inspect(stmt, func(n ast.Node) bool {
			for _, target := range targets(n) {
				if id := root(target); id != nil {
					u.assigned[s.pass.TypesInfo.ObjectOf(id)] = true
				}
			}
			switch n := n.(type) {
			case *ast.CallExpr:
				u.calls = append(u.calls, n)
			case *ast.SelectorExpr:
				selected[n.X] = true
			case *ast.Ident:
				if !selected[n] {
					u.bare[s.pass.TypesInfo.ObjectOf(n)] = true
				}
			}
			return true
		})
	}
	return u
}

// targets returns the expressions that a node assigns, or takes the address of.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		return []ast.Expr{n.Key, n.Value}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	}
	return nil
}

// Settled reports whether what a name denotes, a variable of a function, has the
// same value at an earlier place of that function: it is visible there, nothing
// behind that place or in another literal assigns it, and nobody has its address.
func Settled(pass *analysis.Pass, id *ast.Ident, earlier token.Pos) bool {
	_, visible := pass.Pkg.Scope().Innermost(earlier).LookupParent(id.Name, earlier)
	v, ok := visible.(*types.Var)
	if !ok || v != pass.TypesInfo.Uses[id] || v.Parent() == pass.Pkg.Scope() {
		return false
	}
	settled := true
	var literal token.Pos // the end of the last one that the place is not in
	ast.Inspect(FileAt(pass, earlier), func(n ast.Node) bool {
		if l, ok := n.(*ast.FuncLit); ok && (earlier < l.Pos() || l.End() <= earlier) {
			literal = max(literal, l.End())
		}
		_, address := n.(*ast.UnaryExpr)
		for _, target := range targets(n) {
			if at := root(target); at != nil && pass.TypesInfo.ObjectOf(at) == v {
				settled = settled && !address && at.Pos() < earlier && at.Pos() >= literal
			}
		}
		return settled
	})
	return settled
}

// defersIn reports whether a statement defers a call to the end of its function.
func defersIn(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		_, literal := n.(*ast.FuncLit)
		_, deferred := n.(*ast.DeferStmt)
		found = found || deferred
		return !literal
	})
	return found
}
