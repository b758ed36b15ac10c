package lingeringwriter

import (
	"go/ast"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// shorten adds a short BatchTimeout to a literal.
func shorten(pass *rule.Pass, lit *ast.CompositeLit) []rule.Fix {
	edits, ok := fix.AddDuration(pass.Pass, lit, "BatchTimeout", 10, "Millisecond")
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Send after 10 milliseconds", Edits: edits}}
}
