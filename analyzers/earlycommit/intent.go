package earlycommit

import (
	"go/ast"
	"go/token"
	"regexp"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

var onPurpose = regexp.MustCompile(`(?i)at[- ]most[- ]once`)

// atMostOnce reports whether a comment in or above the declaration that a
// function is in says that messages may be lost.
func atMostOnce(pass *rule.Pass, fn *ssa.Function) bool {
	for _, file := range pass.Files {
		if fn.Pos() < file.FileStart || file.FileEnd < fn.Pos() {
			continue
		}
		from, to := around(file, fn.Pos())
		for _, comment := range file.Comments {
			if from <= comment.Pos() && comment.End() <= to && onPurpose.MatchString(comment.Text()) {
				return true
			}
		}
	}
	return false
}

// around returns the range of the declaration at pos, with its comment.
func around(file *ast.File, pos token.Pos) (from, to token.Pos) {
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || pos < fn.Pos() || fn.End() < pos {
			continue
		}
		if fn.Doc != nil {
			return fn.Doc.Pos(), fn.End()
		}
		return fn.Pos(), fn.End()
	}
	return token.NoPos, token.NoPos
}

// commitsItself reports whether the package configures readers of kafka-go, and
// all of them with a group: ReadMessage commits then.
func commitsItself(pass *rule.Pass) bool {
	found, grouped := false, true
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if ok && symbol.Is(pass.TypesInfo.TypeOf(lit), "github.com/segmentio/kafka-go", "ReaderConfig") {
				found = true
				grouped = grouped && hasGroup(lit)
			}
			return true
		})
	}
	return found && grouped
}

// hasGroup reports whether a configuration names a group.
func hasGroup(lit *ast.CompositeLit) bool {
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		empty, literal := pair.Value.(*ast.BasicLit)
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "GroupID" {
			return !literal || empty.Value != `""`
		}
	}
	return false
}
