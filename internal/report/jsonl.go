package report

import (
	"encoding/json"
	"io"
)

// writeJSONL writes one JSON object per line: each finding as in the JSON
// format, then each error as {"error": …}.
func writeJSONL(w io.Writer, r *Report, _ *Options) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range r.Findings {
		f.Path, f.Fixes = list(f.Path), list(f.Fixes)
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	for _, e := range r.Errors {
		if err := enc.Encode(map[string]Error{"error": e}); err != nil {
			return err
		}
	}
	return nil
}

// encode writes v as indented JSON.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
