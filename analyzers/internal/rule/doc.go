package rule

import (
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
)

// Doc is a rule's documentation: the doc comment of its package, split at its
// headings. The sections are Markdown-free Go doc comment text.
type Doc struct {
	name    string
	Title   string // first sentence, without "Package x", such as "reports sql.Rows that some path never closes"
	Scene   string // the trigger
	Symptom string // what people see in production
	Cause   string // the chain from the code to the symptom
	Fix     string
	Verify  string // the command that reproduces the symptom
	Limits  string // what the rule is silent about on purpose
}

// Section is a named part of a rule's documentation.
type Section struct{ Name, Text string }

// Sections returns the named parts in their fixed order.
func (d *Doc) Sections() []Section {
	return []Section{
		{"Scene", d.Scene}, {"Symptom", d.Symptom}, {"Cause", d.Cause},
		{"Fix", d.Fix}, {"Verify", d.Verify}, {"Limits", d.Limits},
	}
}

// Text returns the documentation as plain text: the title as a summary line in
// the form that the analysis framework expects, then the sections.
func (d *Doc) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", d.name, d.Title)
	for _, s := range d.Sections() {
		fmt.Fprintf(&b, "\n%s: %s\n", s.Name, s.Text)
	}
	return b.String()
}

// parseDoc reads the package comment of a doc.go file.
func parseDoc(source string) (*Doc, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return nil, err
	}
	d := &Doc{name: file.Name.Name}
	title, rest, _ := strings.Cut(file.Doc.Text(), "\n# ")
	d.Title = strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(title), "Package "+d.name+" "), ".")), " ")

	targets := map[string]*string{
		"Scene": &d.Scene, "Symptom": &d.Symptom, "Cause": &d.Cause,
		"Fix": &d.Fix, "Verify": &d.Verify, "Limits": &d.Limits,
	}
	for _, part := range strings.Split(rest, "\n# ") {
		heading, text, _ := strings.Cut(part, "\n")
		target, ok := targets[strings.TrimPrefix(heading, "# ")]
		if !ok {
			return nil, fmt.Errorf("%s: unknown section %q in doc.go", d.name, heading)
		}
		*target = strings.TrimSpace(text)
	}
	for _, s := range d.Sections() {
		if s.Text == "" {
			return nil, fmt.Errorf("%s: section %s is missing in doc.go", d.name, s.Name)
		}
	}
	return d, nil
}

// Markdown renders a section's text as Markdown.
func Markdown(text string) string {
	var p comment.Parser
	pr := comment.Printer{HeadingLevel: 4}
	return strings.TrimSpace(string(pr.Markdown(p.Parse(text))))
}
