package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/govlint/govlint/analyzers"
)

// listRules is the command "rules": what govlint can find.
func (a *app) listRules(args []string) error {
	f := flag.NewFlagSet("govlint rules", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	format := f.String("format", "text", "output format, text or json")
	if err := f.Parse(args); err != nil {
		return usagef("rules: %w", err)
	} else if f.NArg() > 0 {
		return usagef("rules takes no arguments; govlint explain %s tells more", f.Arg(0))
	}
	switch *format {
	case "text":
		return a.listText()
	case "json":
		return a.listJSON()
	}
	return usagef("unknown format %q (want text or json)", *format)
}

func (a *app) listText() error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, r := range a.rules {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\tfix: %s\t%s\n", r.Name, r.Group, r.Severity, r.Status, r.Fix, r.Doc.Title)
	}
	return w.Flush()
}

// ruleJSON is a rule in the JSON format of the list.
type ruleJSON struct {
	Name     string `json:"name"`
	Group    string `json:"group"`
	Severity string `json:"severity"`
	Status   string `json:"status"`
	Fix      string `json:"fix"`
	Since    string `json:"since"`
	Title    string `json:"title"`
	Help     string `json:"help"`
}

func (a *app) listJSON() error {
	rules := []ruleJSON{}
	for _, r := range a.rules {
		rules = append(rules, describe(r))
	}
	enc := json.NewEncoder(a.stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(rules)
}

func describe(r *analyzers.Rule) ruleJSON {
	return ruleJSON{
		Name:     r.Name,
		Group:    string(r.Group),
		Severity: r.Severity.String(),
		Status:   r.Status.String(),
		Fix:      r.Fix.String(),
		Since:    r.Since,
		Title:    r.Doc.Title,
		Help:     r.URL(),
	}
}
