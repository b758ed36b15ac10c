package lingeringwriter

import (
	"bytes"
	"go/ast"
	"go/format"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

const wrapped = "package p\n\nvar _ = "

// shorten adds a short BatchTimeout to a literal, and lines its fields up.
func shorten(pass *rule.Pass, lit *ast.CompositeLit) []rule.Fix {
	if len(lit.Elts) == 0 || fix.HasComment(pass.Pass, lit) {
		return nil
	}
	name, edit, ok := fix.Import(pass.Pass, lit.Pos(), "time", "time")
	if !ok {
		return nil
	}
	last := lit.Elts[len(lit.Elts)-1]
	separator := ", "
	if line := pass.Fset.Position(lit.Lbrace).Line; line != pass.Fset.Position(lit.Rbrace).Line {
		separator = ",\n"
	}
	source, end := fix.Source(pass.Pass, lit), last.End()-lit.Pos()
	source = source[:end] + separator + "BatchTimeout: 10 * " + name + ".Millisecond" + source[end:]
	text, err := format.Source([]byte(wrapped + source + "\n"))
	if err != nil {
		return nil
	}
	lined := string(bytes.TrimSpace(bytes.TrimPrefix(text, []byte(wrapped))))
	edits := []analysis.TextEdit{fix.Replace(lit, strings.ReplaceAll(lined, "\n", "\n"+indent(pass, lit)))}
	if edit != nil {
		edits = append(edits, *edit)
	}
	return []rule.Fix{{Message: "Send after 10 milliseconds", Edits: edits}}
}

// indent returns the white space that the literal's last line begins with.
func indent(pass *rule.Pass, lit *ast.CompositeLit) string {
	if pass.Fset.Position(lit.Lbrace).Line == pass.Fset.Position(lit.Rbrace).Line {
		return ""
	}
	return strings.Repeat("\t", pass.Fset.Position(lit.Rbrace).Column-1)
}
