package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// reportOptions returns what formats need to write to w.
func (a *app) reportOptions(o *options, rules []*analyzers.Rule, w io.Writer) *report.Options {
	read := func(name string) ([]byte, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(o.relativeTo, name)
		}
		return os.ReadFile(name)
	}
	options := &report.Options{Dir: o.relativeTo, Color: o.colored(w), Read: read}
	for _, r := range rules {
		options.Rules = append(options.Rules, reportRule(r))
	}
	options.Diff = func(fix report.Fix) (string, error) {
		p := patch.New([]report.Finding{{Fixes: []report.Fix{fix}}}, patch.Options{Unsafe: true, Read: read})
		if len(p.Skipped) > 0 {
			return "", errors.New(p.Skipped[0].Reason)
		}
		var diff strings.Builder
		err := p.Diff(&diff, func(file string) (before, after string) { return "a/" + file, "b/" + file })
		return diff.String(), err
	}
	return options
}

// severities has the severity in reports for that of rules.
var severities = map[string]report.Severity{
	report.Info.String():    report.Info,
	report.Warning.String(): report.Warning,
	report.Failure.String(): report.Failure,
}

func reportRule(r *analyzers.Rule) report.Rule {
	converted := report.Rule{
		Name:     r.Name,
		Group:    string(r.Group),
		Status:   r.Status.String(),
		Severity: severities[r.Severity.String()],
		Title:    r.Doc.Title,
		Help:     r.URL(),
	}
	for _, s := range r.Doc.Sections() {
		converted.Sections = append(converted.Sections, report.Section(s))
	}
	return converted
}

// printStats says what the run cost.
func (a *app) printStats(r *report.Report) {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Fprintf(a.stderr, "govlint: %d packages, %d rules, %d findings, %d errors in %.1fs with %d MB of memory\n",
		r.Stats.Packages, r.Stats.Rules, len(r.Findings), len(r.Errors), r.Stats.Seconds, memory.Sys>>20)
}
