package main

import (
	"fmt"
	"strings"

	"github.com/govlint/govlint/analyzers"
)

// explain is the command that prints a rule's documentation.
func (a *app) explain(args []string) error {
	if len(args) != 1 || strings.HasPrefix(args[0], "-") {
		return usagef("usage: govlint explain RULE")
	}
	r, err := analyzers.Lookup(a.rules, args[0])
	if err != nil {
		return usageError{err}
	}
	fmt.Fprintf(a.stdout, "%s: %s\n\nGroup %s, severity %s, %s, fix: %s, since %s\n",
		r.Name, r.Doc.Title, r.Group, r.Severity, r.Status, r.Fix, r.Since)
	for _, section := range r.Doc.Sections() {
		fmt.Fprintf(a.stdout, "\n%s\n\n%s\n", section.Name, indent(section.Text))
	}
	fmt.Fprintf(a.stdout, "\n%s\n", r.URL())
	return nil
}

// indent sets text off by four spaces; empty lines stay empty.
func indent(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "    " + line
		}
	}
	return strings.Join(lines, "\n")
}
