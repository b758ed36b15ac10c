package foreignspanend

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// leave removes the deferred end of a span that the function needs for other
// things as well, and that is the only span it has to do with.
func leave(pass *rule.Pass, end ssa.CallInstruction, from fix.Site) []rule.Fix {
	d, deferred := end.(*ssa.Defer)
	id := from.Assigned(0)
	if !deferred || id == nil || starts(d.Parent()) || uses(pass, pass.TypesInfo.ObjectOf(id)) < 2 {
		return nil
	}
	site, ok := fix.CallAt(pass.Pass, fix.Lparen(pass.Pass, d.Pos()))
	if !ok {
		return nil
	}
	stmt, _ := site.Stmt()
	if _, ok := stmt.(*ast.DeferStmt); !ok {
		return nil
	}
	edit, ok := fix.RemoveStatement(pass.Pass, stmt)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Leave the end to the caller", Safe: true, Edits: []analysis.TextEdit{edit}}}
}

// starts reports whether a function begins a span that it may have meant.
func starts(fn *ssa.Function) bool {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if catalog.SpanStart.Calls(call.Common()) {
			return true
		}
	}
	return false
}

func uses(pass *rule.Pass, obj types.Object) int {
	n := 0
	for _, used := range pass.TypesInfo.Uses {
		if used == obj {
			n++
		}
	}
	return n
}
