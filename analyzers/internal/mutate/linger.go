package mutate

import (
	"go/ast"
	"strings"
)

// lingering drops the time that messages may wait from a Kafka writer.
func lingering() []*Operator {
	return one("lingeringwriter", "drop the BatchTimeout", func(f *Func) []Site {
		var found []Site
		for _, lit := range all[*ast.CompositeLit](f) {
			if t := f.TypesInfo.TypeOf(lit); t == nil || !strings.HasPrefix(t.String(), "github.com/segmentio/kafka-go.Writer") {
				continue
			}
			for _, element := range lit.Elts {
				pair, ok := element.(*ast.KeyValueExpr)
				if ok && f.text(pair.Key) == "BatchTimeout" {
					found = append(found, Site{At: pair, Edits: []Edit{replace(pair, "Logger: nil")}})
				}
			}
		}
		return found
	})
}
