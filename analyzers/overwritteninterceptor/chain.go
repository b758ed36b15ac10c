package overwritteninterceptor

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/options"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// chain returns the fix that makes the options of fn add up. One that comes
// from elsewhere may stay: it runs before those of the chain.
func chain(pass *rule.Pass, fn *ssa.Function, items []options.Item, slot catalog.Slot) (rule.Fix, bool) {
	var edits []analysis.TextEdit
	foreign := 0
	for _, item := range items {
		if !made(item, slot) {
			foreign++
			continue
		}
		site, ok := fix.CallAt(pass.Pass, item.Call.Pos())
		if !ok {
			return rule.Fix{}, false
		}
		selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
		if !ok {
			return rule.Fix{}, false // imported with a dot
		}
		edits = append(edits, fix.Replace(selector.Sel, slot.Chain))
	}
	return rule.Fix{
		Message: "Use " + slot.Chain + ": interceptors that were lost now run",
		Safe:    true,
		Edits:   edits,
	}, foreign < 2 && len(edits) > 0
}
