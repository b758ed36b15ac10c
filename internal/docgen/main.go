// Docgen writes what can be told from the rules themselves: docs/rules.md, and
// the example of a configuration for golangci-lint.
//
// Run it from the root of the project: go run ./internal/docgen
package main

import (
	"bytes"
	"fmt"
	"go/doc/comment"
	"io"
	"os"
	"strings"

	"github.com/govlint/govlint/analyzers"
)

const page = "docs/rules.md"

const intro = `# Rules

<!-- Written by make docs from analyzers/*/doc.go. Edit those. -->

A **stable** rule is on by default. A **preview** rule waits until its findings
on real code have been judged. A **policy** rule is a matter of taste and stays
opt-in. A **safe** fix cannot change what correct code does and is applied by
` + "`-fix`" + `; a **suggestion** is only offered. The commands under Verify are
run in ` + "`analyzers/testdata`" + `.

`

// files are what is written, relative to the root of the project.
var files = map[string]func(io.Writer, []*analyzers.Rule){
	page:    write,
	example: writeExample,
}

func main() {
	for name, write := range files {
		var text bytes.Buffer
		write(&text, analyzers.Rules())
		if err := os.WriteFile(name, text.Bytes(), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "docgen:", err)
			os.Exit(1)
		}
	}
}

// write writes the page: a table of the rules, then a chapter for each.
func write(w io.Writer, rules []*analyzers.Rule) {
	io.WriteString(w, intro)
	fmt.Fprint(w, "| Rule | Group | Severity | Status | Fix |\n|---|---|---|---|---|\n")
	for _, r := range rules {
		fmt.Fprintf(w, "| [%s](#%[1]s) | %s | %s | %s | %s |\n", r.Name, r.Group, r.Severity, r.Status, r.Fix)
	}
	for _, r := range rules {
		chapter(w, r)
	}
}

// chapter writes one rule. Its heading is the anchor that URLs point to.
func chapter(w io.Writer, r *analyzers.Rule) {
	fmt.Fprintf(w, "\n## %s\n\n%s.\n\n", r.Name, upper(r.Doc.Title))
	fmt.Fprintf(w, "Group %s, severity %s, %s, fix: %s, since %s.\n", r.Group, r.Severity, r.Status, r.Fix, r.Since)
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
