package report

import (
	"encoding/json"
	"io"
)

// WriteJSON writes the report as indented JSON. Lists are never null.
func (r *Report) WriteJSON(w io.Writer) error {
	out := *r
	out.Version = 1
	out.Errors = list(r.Errors)
	out.Findings = make([]Finding, len(r.Findings))
	for i, f := range r.Findings {
		f.Path, f.Fixes = list(f.Path), list(f.Fixes)
		out.Findings[i] = f
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
