// Package finding turns what rules report into the model that hosts print.
package finding

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/internal/report"
)

// Convert returns the findings in the result of a rule's analyzer. Other
// analyzers have none.
func Convert(pass *analysis.Pass, result any, _ []analysis.Diagnostic) []report.Finding {
	reported, ok := result.(*rule.Report)
	if !ok || len(reported.Findings) == 0 {
		return nil
	}
	source := report.NewSource(pass)
	var findings []report.Finding
	var starts, ends []token.Pos
	for _, f := range reported.Findings {
		findings = append(findings, convert(source, pass.Pkg.Path(), reported.Rule, f))
		starts, ends = append(starts, f.Pos), append(ends, f.End)
	}
	source.Fingerprints(findings, starts, ends)
	return findings
}

func convert(source *report.Source, path string, r *rule.Rule, f rule.Finding) report.Finding {
	severity := r.Severity
	if f.Severity != nil {
		severity = *f.Severity
	}
	converted := report.Finding{
		Rule:     r.Name,
		Group:    string(r.Group),
		Severity: severities[severity],
		Message:  f.Message,
		Package:  path,
		Range:    source.Range(f.Pos, f.End),
		Help:     r.URL(),
	}
	for _, step := range f.Path {
		converted.Path = append(converted.Path, report.Step{Message: step.Message, Range: source.Range(step.Pos, step.End)})
	}
	for _, fix := range f.Fixes {
		if edits, ok := source.Edits(fix.Edits); ok {
			converted.Fixes = append(converted.Fixes, report.Fix{Message: fix.Message, Safe: fix.Safe, Edits: edits})
		}
	}
	return converted
}

var severities = map[rule.Severity]report.Severity{
	rule.Info:    report.Info,
	rule.Warning: report.Warning,
	rule.Error:   report.Failure,
}
