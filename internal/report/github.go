package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// githubCommands are the workflow commands that annotate a pull request.
var githubCommands = [...]string{Info: "notice", Warning: "warning", Failure: "error"}

// Workflow commands escape what would end them; properties are also separated
// by commas and end at a colon.
var (
	githubMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeGitHub writes workflow commands of GitHub Actions: one annotation per
// finding, with the path below the message, and one per error.
func writeGitHub(w io.Writer, r *Report, o *Options) error {
	out, sources := bufio.NewWriter(w), newSources(o)
	for _, f := range r.Findings {
		message := f.Message
		for _, step := range f.Path {
			message += "\n" + place(step.Range) + " " + step.Message
		}
		if f.Help != "" {
			message += "\n" + f.Help
		}
		fmt.Fprintf(out, "::%s file=%s,%s,title=%s::%s\n", githubCommands[f.Severity], githubProperty.Replace(f.File),
			githubRange(sources, f.Range), githubProperty.Replace(f.Rule), githubMessage.Replace(message))
	}
	for _, e := range r.Errors {
		fmt.Fprintf(out, "::error title=%s::%s\n", githubProperty.Replace("govlint: "+e.Package), githubMessage.Replace(e.Message))
	}
	return out.Flush()
}

// githubRange returns the properties for a place. Columns are allowed within
// one line only; endColumn is the last one that belongs to the range.
func githubRange(s *sources, r Range) string {
	lines := fmt.Sprintf("line=%d,endLine=%d", r.Start.Line, r.End.Line)
	if r.Start.Line != r.End.Line {
		return lines
	}
	start := s.runes(r.File, r.Start)
	return fmt.Sprintf("%s,col=%d,endColumn=%d", lines, start, max(s.runes(r.File, r.End)-1, start))
}
