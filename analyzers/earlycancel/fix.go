package earlycancel

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// dropTimeout offers to go on with the context that the cancelled one was
// derived from, if both have the same name and the statements stand together:
//
//	ctx, cancel := context.WithTimeout(ctx, time.Second)
//	defer cancel()
func dropTimeout(pass *rule.Pass, deferred fix.Site, cause dead.Cause) []rule.Fix {
	made, ok := cause.Ctx.(*ssa.Extract)
	if !ok || made.Parent() != cause.At.Parent() || !usedOnce(made.Tuple.(*ssa.Call)) {
		return nil
	}
	derived, ok := fix.CallAt(pass.Pass, made.Tuple.Pos())
	if !ok || len(derived.Call.Args) == 0 {
		return nil
	}
	from, ok := derived.Call.Args[0].(*ast.Ident)
	id := derived.Assigned(0)
	if !ok || id == nil || id.Name != from.Name {
		return nil // the statements that follow name another context
	}
	first, block := derived.Stmt()
	second, _ := deferred.Stmt()
	i := slices.Index(block, first)
	if i < 0 || i+1 >= len(block) || block[i+1] != second || !importsStay(pass, first) {
		return nil
	}
	file := pass.Fset.File(first.Pos())
	line := file.Line(second.End())
	if line >= file.LineCount() || i > 0 && file.Line(block[i-1].End()) == file.Line(first.Pos()) {
		return nil
	}
	return []rule.Fix{{
		Message: "Leave it to the caller's context",
		Edits:   []analysis.TextEdit{{Pos: file.LineStart(file.Line(first.Pos())), End: file.LineStart(line + 1)}},
	}}
}

// usedOnce reports whether a cancel function is deferred and that is all.
func usedOnce(derived *ssa.Call) bool {
	cancel := value.Result(derived, 1)
	return cancel != nil && len(*cancel.Referrers()) == 1
}

// importsStay reports whether every package that a statement names is named
// elsewhere in its file too.
func importsStay(pass *rule.Pass, stmt ast.Stmt) bool {
	needed := map[types.Object]bool{}
	names(pass, stmt, func(pkg types.Object, _ token.Pos) { needed[pkg] = true })
	i := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return f.FileStart <= stmt.Pos() && stmt.Pos() <= f.FileEnd })
	if i < 0 {
		return false
	}
	names(pass, pass.Files[i], func(pkg types.Object, pos token.Pos) {
		if pos < stmt.Pos() || stmt.End() < pos {
			delete(needed, pkg)
		}
	})
	return len(needed) == 0
}

// names calls visit for each mention of an imported package in a node.
func names(pass *rule.Pass, n ast.Node, visit func(pkg types.Object, pos token.Pos)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if pkg, ok := pass.TypesInfo.Uses[id].(*types.PkgName); ok {
				visit(pkg, id.Pos())
			}
		}
		return true
	})
}
