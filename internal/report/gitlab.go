package report

import (
	"fmt"
	"io"
)

// gitlabIssue is an entry of a GitLab Code Quality report.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

var gitlabSeverities = [...]string{Info: "info", Warning: "minor", Failure: "major"}

// writeGitLab writes a GitLab Code Quality report. It has no place for errors;
// they are on standard error and in the exit code.
func writeGitLab(w io.Writer, r *Report, _ *Options) error {
	issues := []gitlabIssue{}
	seen := map[string]int{}
	for _, f := range r.Findings {
		fingerprint := f.Fingerprint
		if n := seen[fingerprint]; n > 0 {
			fingerprint = fmt.Sprintf("%s-%d", fingerprint, n) // GitLab drops equal ones
		}
		seen[f.Fingerprint]++
		issues = append(issues, gitlabIssue{
			Description: f.Message,
			CheckName:   f.Rule,
			Fingerprint: fingerprint,
			Severity:    gitlabSeverities[f.Severity],
			Location:    gitlabLocation{Path: f.File, Lines: gitlabLines{Begin: f.Start.Line}},
		})
	}
	return encode(w, issues)
}
