package report

import (
	"cmp"
	"embed"
	"go/doc/comment"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed html
var htmlFiles embed.FS

// page is what the template of the HTML report shows.
type page struct {
	Report     *Report
	Summary    string
	Style      template.CSS
	Script     template.JS
	Findings   []card
	Help       []ruleHelp
	Severities []facet
	Rules      []facet
	Packages   []facet
}

// card is a finding, with all that is shown of it.
type card struct {
	Finding
	Number   int
	Title    string // of its rule
	Excerpts []excerpt
	Previews []preview
}

// preview is a fix and what it would change.
type preview struct {
	Fix
	Lines  []diffLine
	Reason string // why there are no lines
}

type diffLine struct{ Class, Text string }

// ruleHelp is the documentation of a rule.
type ruleHelp struct {
	Rule
	Parts []helpPart
}

type helpPart struct {
	Name string
	Text template.HTML
}

// facet is a value by which findings can be filtered.
type facet struct {
	Name  string
	Count int
}

// writeHTML writes one self-contained page with filters, where each finding is
// drawn on its source.
func writeHTML(w io.Writer, r *Report, o *Options) error {
	t, err := template.ParseFS(htmlFiles, "html/report.gohtml")
	if err != nil {
		return err
	}
	style, err := htmlFiles.ReadFile("html/report.css")
	if err != nil {
		return err
	}
	script, err := htmlFiles.ReadFile("html/report.js")
	if err != nil {
		return err
	}
	p := page{Report: r, Summary: summary(r), Style: template.CSS(style), Script: template.JS(script)}
	p.fill(r, o)
	return t.Execute(w, p)
}

func (p *page) fill(r *Report, o *Options) {
	x := newExcerpter(newSources(o))
	for i, f := range r.Findings {
		c := card{Finding: f, Number: i + 1, Excerpts: x.excerpts(f)}
		for _, fix := range f.Fixes {
			c.Previews = append(c.Previews, previewOf(fix, o))
		}
		if at := slices.IndexFunc(o.Rules, func(r Rule) bool { return r.Name == f.Rule }); at >= 0 {
			c.Title = sentence(o.Rules[at].Title)
		}
		p.Findings = append(p.Findings, c)
	}
	p.Rules = facets(r.Findings, func(f Finding) string { return f.Rule })
	p.Packages = facets(r.Findings, func(f Finding) string { return f.Package })
	for s := Failure; s >= Info; s-- {
		p.Severities = append(p.Severities, facet{Name: s.String()})
		for _, f := range r.Findings {
			if f.Severity == s {
				p.Severities[len(p.Severities)-1].Count++
			}
		}
	}
	for _, rule := range o.Rules {
		if slices.ContainsFunc(p.Rules, func(f facet) bool { return f.Name == rule.Name }) {
			p.Help = append(p.Help, helpOf(rule))
		}
	}
}

// facets counts the findings for each value, sorted by value.
func facets(findings []Finding, value func(Finding) string) []facet {
	var all []facet
	for _, f := range findings {
		name := value(f)
		i, ok := slices.BinarySearchFunc(all, name, func(f facet, name string) int { return cmp.Compare(f.Name, name) })
		if !ok {
			all = slices.Insert(all, i, facet{Name: name})
		}
		all[i].Count++
	}
	return all
}

func helpOf(r Rule) ruleHelp {
	help := ruleHelp{Rule: r}
	var parser comment.Parser
	printer := comment.Printer{HeadingLevel: 4}
	for _, s := range r.Sections {
		// The printer escapes what the text has of HTML.
		help.Parts = append(help.Parts, helpPart{s.Name, template.HTML(printer.HTML(parser.Parse(s.Text)))})
	}
	return help
}

func previewOf(fix Fix, o *Options) preview {
	p := preview{Fix: fix}
	diff, err := o.Diff(fix)
	if err != nil {
		p.Reason = err.Error()
		return p
	}
	for line := range strings.Lines(diff) {
		line = strings.TrimRight(line, "\r\n")
		p.Lines = append(p.Lines, diffLine{diffClass(line), line})
	}
	return p
}

// diffClass returns how a line of a unified diff is shown.
func diffClass(line string) string {
	switch {
	case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
		return "file"
	case strings.HasPrefix(line, "@@"):
		return "hunk"
	case strings.HasPrefix(line, "+"):
		return "add"
	case strings.HasPrefix(line, "-"):
		return "del"
	}
	return ""
}

// StepPlace says where a step is, in as few words as will do.
func (c card) StepPlace(s Step) string {
	at := place(s.Range)
	return at[strings.LastIndexByte(strings.TrimSuffix(at, ":"), '/')+1 : len(at)-1]
}
