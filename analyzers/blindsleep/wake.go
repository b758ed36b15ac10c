package blindsleep

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// carries reports whether a value, or what an address holds, is a context or
// carries one.
func carries(v ssa.Value) bool {
	t := v.Type()
	if _, ok := catalog.ContextOf(t); ok {
		return true
	}
	pointer, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, ok = catalog.ContextOf(pointer.Elem())
	return ok
}

// wake replaces a sleep that is a statement of its own by a select that also
// waits for the end of the context.
func wake(pass *rule.Pass, s sleep, l *loop, live scope.Live) (rule.Fix, bool) {
	site, ok := fix.CallAt(pass.Pass, s.call.Pos())
	if !ok {
		return rule.Fix{}, false
	}
	stmt, _ := site.Stmt()
	alone, ok := stmt.(*ast.ExprStmt)
	if !ok || s.call == s.at && ast.Unparen(alone.X) != site.Call || fix.HasComment(pass.Pass, stmt) {
		return rule.Fix{}, false
	}
	selector, ok := site.Call.Fun.(*ast.SelectorExpr)
	if !ok {
		return rule.Fix{}, false // time is imported with a dot
	}
	leave, ok := leaving(pass, s.at.Parent(), live.Expr)
	if !ok {
		return rule.Fix{}, false
	}
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	text := strings.Join([]string{
		"select {",
		"case <-" + live.Expr + ".Done():",
		"\t" + leave,
		"case <-" + types.ExprString(selector.X) + ".After(" + fix.Source(pass.Pass, site.Call.Args[0]) + "):",
		"}",
	}, "\n"+indent)
	return rule.Fix{
		Message: "Wait for " + live.Expr + " too",
		Safe:    live.Only && (leave != "return" || !l.followed()),
		Edits:   []analysis.TextEdit{fix.Replace(stmt, text)},
	}, true
}

// leaving returns the statement that leaves fn because its context has ended.
// It returns false if it can not tell its caller.
func leaving(pass *rule.Pass, fn *ssa.Function, ctx string) (string, bool) {
	results := fn.Signature.Results()
	if results.Len() == 0 {
		return "return", true
	}
	if !symbol.IsError(results.At(results.Len() - 1).Type()) {
		return "", false
	}
	text := "return "
	for i := range results.Len() - 1 {
		zero := fix.Zero(results.At(i).Type())
		if zero == "" {
			return "", false
		}
		text += zero + ", "
	}
	return text + ctx + ".Err()", true
}

// followed reports whether code behind the loop does more than to return.
func (l *loop) followed() bool {
	for _, block := range l.blocks {
		for _, succ := range block.Succs {
			if l.has[succ] {
				continue
			}
			for _, instr := range succ.Instrs {
				switch instr.(type) {
				case *ssa.Return, *ssa.RunDefers:
				default:
					return true
				}
			}
		}
	}
	return false
}
