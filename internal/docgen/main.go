// Docgen writes what can be told from the rules themselves: docs/rules.md, the
// example of a configuration for golangci-lint, the JSON schema of ours, and the
// list of rules whose directives staleignore judges, and the table of rules in the
// README.
//
// Run it from the root of the project: go run ./internal/docgen
package main

import (
	"bytes"
	"fmt"
	"go/doc/comment"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/corpus"
)

const (
	page     = "docs/rules.md"
	schema   = "docs/govlint.schema.json"
	findings = "corpus/findings.yaml"
)

const intro = `# Rules

<!-- Written by make docs from analyzers/*/doc.go. Edit those. -->

A **stable** rule is on by default. A **preview** rule waits until its findings
on real code have been judged. A **policy** rule is a matter of taste and stays
opt-in. A **safe** fix cannot change what correct code does and is applied by
` + "`-fix`" + `; a **suggestion** is only offered. The commands under Verify are
run in ` + "`analyzers/testdata`" + `. **Judged** counts what the rule reports on the
real repositories of corpus/repos.yaml, all of which is read.

`

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "docgen:", err)
		os.Exit(1)
	}
}

// run writes the files of the project whose root is given.
func run(root string) error {
	texts, err := render(root)
	if err != nil {
		return err
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(root, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// render returns what the files hold, by their names relative to the root.
func render(root string) (map[string][]byte, error) {
	rules := analyzers.Rules()
	counts, err := judged(root, rules)
	if err != nil {
		return nil, err
	}
	schemaText, err := analyzers.Schema(rules)
	if err != nil {
		return nil, err
	}
	overview, err := writeOverview(root, rules)
	if err != nil {
		return nil, err
	}
	var rulesPage, golangci, list bytes.Buffer
	write(&rulesPage, rules, counts)
	writeExample(&golangci, rules)
	writeJudging(&list, rules)
	return map[string][]byte{page: rulesPage.Bytes(), example: golangci.Bytes(), schema: schemaText, judging: list.Bytes(), readme: overview}, nil
}

// judged returns what has been judged of each rule.
func judged(root string, rules []*analyzers.Rule) (map[string]corpus.Count, error) {
	text, err := os.ReadFile(filepath.Join(root, findings))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
	}
	entries, err := corpus.Parse(text, names)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", findings, err)
	}
	counts := map[string]corpus.Count{}
	for _, c := range corpus.Stats(entries) {
		counts[c.Rule] = c
	}
	return counts, nil
}

// write writes the page: a table of the rules by group, then a chapter for each.
func write(w io.Writer, rules []*analyzers.Rule, counts map[string]corpus.Count) {
	io.WriteString(w, intro)
	fmt.Fprint(w, "| Rule | Reports | Severity | Status | Fix | Judged |\n|---|---|---|---|---|---|\n")
	for _, g := range groups {
		for i, r := range in(g.name, rules) {
			if i == 0 {
				fmt.Fprintf(w, "| **%s** | | | | | |\n", g.title)
			}
			fmt.Fprintf(w, "| [%s](#%[1]s) | %s | %s | %s | %s | %s |\n", r.Name, strings.TrimPrefix(r.Doc.Title, "reports "), r.Severity, r.Status, r.Fix, precision(counts[r.Name]))
		}
	}
	for _, r := range rules {
		chapter(w, r, counts[r.Name])
	}
}

// precision says how many of the findings that were read are true.
func precision(c corpus.Count) string {
	if c.Total() == 0 {
		return "none yet"
	}
	return fmt.Sprintf("%d of %d true", c.True, c.Total())
}

// chapter writes one rule. Its heading is the anchor that URLs point to.
func chapter(w io.Writer, r *analyzers.Rule, count corpus.Count) {
	fmt.Fprintf(w, "\n## %s\n\n%s.\n\n", r.Name, upper(r.Doc.Title))
	fmt.Fprintf(w, "Group %s, severity %s, %s, fix: %s, judged: %s, since %s.\n", r.Group, r.Severity, r.Status, r.Fix, precision(count), r.Since)
	for _, s := range r.Doc.Sections() {
		fmt.Fprintf(w, "\n### %s\n\n%s\n", s.Name, markdown(s.Text))
	}
}

// markdown renders doc comment text.
func markdown(text string) string {
	var parser comment.Parser
	printer := comment.Printer{HeadingLevel: 4, DocLinkBaseURL: "https://pkg.go.dev"}
	return strings.TrimRight(string(printer.Markdown(parser.Parse(text))), "\n")
}

func upper(sentence string) string {
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}
