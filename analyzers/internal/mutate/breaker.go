package mutate

import (
	"go/ast"
	"strings"
)

// sticking makes a circuit breaker that never clears the counts it goes by.
func sticking() []*Operator {
	return one("stickybreaker", "drop the interval", func(f *Func) []Site {
		var found []Site
		for _, settings := range all[*ast.CompositeLit](f) {
			if settings.Type == nil || !strings.HasSuffix(f.text(settings.Type), "gobreaker.Settings") || !f.countsAll(settings) {
				continue
			}
			for i, element := range settings.Elts {
				if strings.HasPrefix(f.text(element), "Interval:") && i+1 < len(settings.Elts) {
					found = append(found, Site{At: element, Edits: []Edit{{element.Pos(), settings.Elts[i+1].Pos(), ""}}})
				}
			}
		}
		return found
	})
}

// countsAll reports whether settings go by total counts alone, as far as the
// literal shows how.
func (f *Func) countsAll(settings *ast.CompositeLit) bool {
	text := f.text(settings)
	return strings.Contains(text, "counts.Total") && !strings.Contains(text, "counts.Consecutive") && !strings.Contains(text, "(counts)")
}
