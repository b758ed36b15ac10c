package report

import "io"

// The types of the Reviewdog Diagnostic Format that we use. Its columns count
// bytes, as ours do.
type (
	rdResult struct {
		Source      rdSource       `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"relatedLocations,omitempty"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start Position `json:"start"`
		End   Position `json:"end"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
)

var rdSeverities = [...]string{Info: "INFO", Warning: "WARNING", Failure: "ERROR"}

// writeRDJSON writes the Reviewdog Diagnostic Format. It has no place for
// errors; they are on standard error and in the exit code.
func writeRDJSON(w io.Writer, r *Report, o *Options) error {
	sources := newSources(o)
	result := rdResult{Source: rdSource{Name: r.Tool.Name, URL: homepage}, Diagnostics: []rdDiagnostic{}}
	for _, f := range r.Findings {
		d := rdDiagnostic{
			Message:     f.Message,
			Location:    rdPlace(f.Range),
			Severity:    rdSeverities[f.Severity],
			Code:        rdCode{Value: f.Rule, URL: f.Help},
			Suggestions: rdSuggestions(sources, f),
		}
		for _, step := range f.Path {
			d.Related = append(d.Related, rdRelated{Message: step.Message, Location: rdPlace(step.Range)})
		}
		result.Diagnostics = append(result.Diagnostics, d)
	}
	return encode(w, result)
}

func rdPlace(r Range) rdLocation {
	return rdLocation{Path: r.File, Range: rdRange{Start: r.Start, End: r.End}}
}

// rdSuggestions returns the fixes in the file of the finding. Reviewers accept
// suggestions one by one, so that a fix of several edits has to be one.
func rdSuggestions(s *sources, f Finding) []rdSuggestion {
	var suggestions []rdSuggestion
	for _, fix := range f.Fixes {
		if e, ok := s.replacement(fix); ok && e.File == f.File {
			suggestions = append(suggestions, rdSuggestion{Range: rdRange{Start: e.Start, End: e.End}, Text: e.Text})
		}
	}
	return suggestions
}
