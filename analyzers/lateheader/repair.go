package lateheader

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/respond"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// repair offers to return behind a refusal, or to move what comes too late above
// what sends the header.
func repair(pass *rule.Pass, w ssa.Value, begun, late *ssa.Call) []rule.Fix {
	act := pass.Summary.Response.Does(late, w)
	if act&respond.Status != 0 && refuses(begun) {
		return leave(pass, begun)
	}
	if act&respond.Body != 0 || flow.InCycle(late.Block()) {
		return nil
	}
	senders := sendersBefore(pass, w, late)
	if act&respond.Status != 0 && slices.ContainsFunc(senders, func(call *ssa.Call) bool {
		return pass.Summary.Response.Does(call, w)&respond.Status != 0
	}) {
		return nil // which of the two is meant is not known
	}
	return raise(pass, senders, late)
}

// refuses reports whether a call sends the status of an error, and no more.
func refuses(call *ssa.Call) bool {
	if !call.Call.IsInvoke() || call.Call.Method.Name() != "WriteHeader" {
		return false
	}
	code, ok := call.Call.Args[0].(*ssa.Const)
	return ok && code.Value != nil && constant.Compare(code.Value, token.GEQ, constant.MakeInt64(400))
}

// leave returns behind a call that ends its block.
func leave(pass *rule.Pass, begun *ssa.Call) []rule.Fix {
	site, ok := fix.CallAt(pass.Pass, begun.Pos())
	if !ok || begun.Parent().Signature.Results().Len() > 0 {
		return nil
	}
	edit, ok := site.InsertBehind("return")
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Return after the refusal", Edits: []analysis.TextEdit{edit}}}
}

// sendersBefore returns the calls that send the header and may come before a
// call.
func sendersBefore(pass *rule.Pass, w ssa.Value, late *ssa.Call) []*ssa.Call {
	var found []*ssa.Call
	for call := range flow.Instrs[*ssa.Call](late.Parent()) {
		if call != late && pass.Summary.Response.Does(call, w)&respond.Begun != 0 && precedes(call, late) {
			found = append(found, call)
		}
	}
	return found
}

// precedes reports whether one call may come before another.
func precedes(call, later *ssa.Call) bool {
	if call.Block() == later.Block() {
		instrs := call.Block().Instrs
		return slices.Index(instrs, ssa.Instruction(call)) < slices.Index(instrs, ssa.Instruction(later))
	}
	return flow.Reaches(call.Block().Succs, later.Block())
}

// raise moves a call above the first statement of its block in which the header
// is sent, if nothing but their order changes.
func raise(pass *rule.Pass, senders []*ssa.Call, late *ssa.Call) []rule.Fix {
	site, ok := fix.CallAt(pass.Pass, late.Pos())
	if !ok {
		return nil
	}
	stmt, block := site.Stmt()
	alone, ok := stmt.(*ast.ExprStmt)
	if !ok || ast.Unparen(alone.X) != site.Call {
		return nil
	}
	last := slices.Index(block, stmt)
	first := last
	for _, sender := range senders {
		i := slices.IndexFunc(block[:last], func(s ast.Stmt) bool { return s.Pos() <= sender.Pos() && sender.Pos() < s.End() })
		if i < 0 {
			return nil // sent somewhere else
		}
		first = min(first, i)
	}
	passed := block[first:last]
	if len(passed) == 0 || fix.Leaves(passed...) || needs(pass, site.Call, passed) {
		return nil
	}
	edits, ok := fix.MoveUp(pass.Pass, stmt, block[first])
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Move it above what sends the header", Edits: edits}}
}

// needs reports whether a call may mean something else above the statements: it
// uses a variable that they declare or change, or calls more than plain
// functions.
func needs(pass *rule.Pass, call *ast.CallExpr, passed []ast.Stmt) bool {
	changed := changedIn(pass, passed)
	found := false
	ast.Inspect(call, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || changed[pass.TypesInfo.Uses[n]]
		case *ast.CallExpr:
			found = found || n != call && !isPlain(pass, n)
		case *ast.FuncLit, *ast.UnaryExpr:
			unary, ok := n.(*ast.UnaryExpr)
			found = found || !ok || unary.Op == token.ARROW
		}
		return !found
	})
	return found
}

// changedIn returns the variables that statements declare, assign to or take
// the address of.
func changedIn(pass *rule.Pass, stmts []ast.Stmt) map[types.Object]bool {
	changed := map[types.Object]bool{}
	add := func(e ast.Expr) {
		if id := base(e); id != nil {
			changed[pass.TypesInfo.ObjectOf(id)] = true
		}
	}
	for _, stmt := range stmts {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, target := range n.Lhs {
					add(target)
				}
			case *ast.ValueSpec:
				for _, name := range n.Names {
					add(name)
				}
			case *ast.IncDecStmt:
				add(n.X)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					add(n.X)
				}
			}
			return true
		})
	}
	delete(changed, nil)
	return changed
}

// base returns the variable that an expression is a part of, or nil.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// plain are the methods and packages of functions whose results depend on their
// arguments alone.
var (
	plainMethods  = symbol.Of("(net/http.ResponseWriter).Header")
	plainPackages = []string{"fmt", "strconv", "strings"}
)

func isPlain(pass *rule.Pass, call *ast.CallExpr) bool {
	if tv := pass.TypesInfo.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	return plainMethods.Has(fn) || fn.Signature().Recv() == nil && slices.Contains(plainPackages, fn.Pkg().Path())
}
