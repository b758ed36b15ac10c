package instrument

import (
	"strings"

	"github.com/govlint/govlint/analyzers/internal/literal"
)

// CollectorName returns the name in the options of one of Prometheus'
// collectors, if all of its parts are constant.
func CollectorName(options *literal.Struct) (string, bool) {
	var parts []string
	for _, field := range []string{"Namespace", "Subsystem", "Name"} {
		v, known := options.Field(field)
		if !known {
			return "", false
		}
		if v == nil {
			continue
		}
		text := literal.Text(v)
		if strings.Contains(text, literal.Gap) {
			return "", false
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "_"), len(parts) > 0
}
