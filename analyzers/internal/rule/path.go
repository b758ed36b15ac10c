package rule

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
)

// Branches returns the steps of a path's decisions, naming each condition as
// the source has it. Decisions without a condition in the source, such as
// those of a select, are left out.
func Branches(fn *ssa.Function, path []flow.Branch) []Step {
	var steps []Step
	for _, b := range path {
		cond := condition(fn, b.If)
		if cond == nil {
			continue
		}
		steps = append(steps, Step{Pos: cond.Pos(), End: cond.End(), Message: decision(b, cond)})
	}
	return steps
}

// decision says which way the branch went.
func decision(b flow.Branch, cond ast.Expr) string {
	text := types.ExprString(cond)
	if _, compares := b.If.Cond.(*ssa.BinOp); compares {
		if _, written := cond.(*ast.BinaryExpr); !written {
			// A case of a switch with a tag.
			if b.Taken {
				return "case " + text + " is taken"
			}
			return "case " + text + " is not taken"
		}
	}
	if b.Taken != negated(b.If, cond) {
		return text + " is true"
	}
	return text + " is false"
}

// condition returns the source expression that decides the branch.
func condition(fn *ssa.Function, branch *ssa.If) ast.Expr {
	pos := branch.Cond.Pos()
	if !pos.IsValid() || fn.Syntax() == nil {
		return nil
	}
	if p, ok := branch.Cond.(*ssa.Parameter); ok {
		return tested(fn, branch, p.Name())
	}
	var found ast.Expr
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		if expr, ok := n.(ast.Expr); ok && found == nil && operator(expr) == pos {
			found = expr // the outermost: a selector, not its last name
		}
		return true
	})
	return found
}

// tested returns the place where a branch tests a parameter: SSA has only the
// place where it is declared. Of several tests it is the first one behind what
// is done before the branch.
func tested(fn *ssa.Function, branch *ssa.If, name string) ast.Expr {
	before := token.NoPos
	for block := branch.Block(); block != nil && !before.IsValid(); block = block.Idom() {
		for _, instr := range block.Instrs {
			if _, ok := instr.(*ssa.Phi); !ok {
				before = max(before, instr.Pos())
			}
		}
	}
	var found ast.Expr
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			found = cmp.Or(found, identIn(n.Cond, name, before))
		case *ast.ForStmt:
			found = cmp.Or(found, identIn(n.Cond, name, before))
		}
		return found == nil
	})
	return found
}

// identIn returns the use of a name as an operand of a condition behind pos.
func identIn(cond ast.Expr, name string, pos token.Pos) ast.Expr {
	switch cond := cond.(type) {
	case *ast.Ident:
		if cond.Name == name && cond.Pos() > pos {
			return cond
		}
	case *ast.ParenExpr:
		return identIn(cond.X, name, pos)
	case *ast.UnaryExpr:
		return identIn(cond.X, name, pos)
	case *ast.BinaryExpr:
		if cond.Op == token.LAND || cond.Op == token.LOR {
			return cmp.Or(identIn(cond.X, name, pos), identIn(cond.Y, name, pos))
		}
	}
	return nil
}

// operator returns the position that SSA gives the value of expr.
func operator(expr ast.Expr) token.Pos {
	switch expr := expr.(type) {
	case *ast.BinaryExpr:
		return expr.OpPos
	case *ast.UnaryExpr:
		return expr.OpPos
	case *ast.CallExpr:
		return expr.Lparen
	case *ast.SelectorExpr:
		return expr.Sel.Pos()
	case *ast.StarExpr:
		return expr.Star
	case *ast.Ident, *ast.BasicLit:
		return expr.Pos()
	case *ast.IndexExpr:
		return expr.Lbrack
	}
	return token.NoPos
}

// negated reports whether the branch tests the opposite of the expression.
func negated(branch *ssa.If, cond ast.Expr) bool {
	not, ok := branch.Cond.(*ssa.UnOp)
	if !ok || not.Op != token.NOT {
		return false
	}
	_, isNot := cond.(*ast.UnaryExpr)
	return !isNot
}

// Range returns the source range of the expression or statement that an
// instruction stands for, or its position alone.
func Range(fn *ssa.Function, instr ssa.Instruction) (pos, end token.Pos) {
	pos = instr.Pos()
	if branch, ok := instr.(*ssa.If); ok {
		pos = askedAt(branch.Cond)
	}
	if fn.Syntax() == nil || !pos.IsValid() {
		return pos, token.NoPos
	}
	var found ast.Node
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.Lparen == pos {
				found = n
			}
		case *ast.KeyValueExpr:
			if n.Colon == pos {
				found = n
			}
		case *ast.ReturnStmt, *ast.DeferStmt, *ast.GoStmt:
			if n.Pos() == pos {
				found = n
			}
		}
		return true
	})
	if found == nil {
		return pos, token.NoPos
	}
	return found.Pos(), found.End()
}

// StepAt returns the step of a path that an instruction is.
func StepAt(instr ssa.Instruction, message string) Step {
	pos, end := Range(instr.Parent(), instr)
	return Step{Pos: pos, End: end, Message: message}
}

// askedAt returns the place of a condition: of the select, if that asks which
// of its cases has been taken.
func askedAt(cond ssa.Value) token.Pos {
	if pos := cond.Pos(); pos.IsValid() {
		return pos
	}
	if test, ok := cond.(*ssa.BinOp); ok {
		if index, ok := test.X.(*ssa.Extract); ok {
			return index.Tuple.Pos()
		}
	}
	return token.NoPos
}

// PiledUp is how a message ends about lives that end by a defer in an endless loop.
const PiledUp = " by a defer in an endless loop, when the function returns"

// LifePath returns the path of a problem with a life: where it begins, what
// the branches decide, where it goes wrong.
func LifePath(l lifecycle.Life, p lifecycle.Problem, begins, wrong string) []Step {
	fn := l.Call.Parent()
	steps := []Step{StepAt(l.Call, begins)}
	if p.At == nil {
		return steps
	}
	if p.Kind == lifecycle.Deferred {
		wrong = "this waits for the function to return"
	}
	last := StepAt(p.At, wrong)
	if !last.Pos.IsValid() {
		last.Pos = fn.Syntax().End() - 1 // the closing brace
	}
	return append(append(steps, Branches(fn, p.Path)...), last)
}
