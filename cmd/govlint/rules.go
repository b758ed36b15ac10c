package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"text/tabwriter"

	"github.com/govlint/govlint/analyzers"
)

// rulesOptions are the flags of the command "rules".
type rulesOptions struct{ dir, format string }

func (o *rulesOptions) flags() *flag.FlagSet {
	f := flagSet("rules")
	f.StringVar(&o.dir, "C", "", "run as if started in `directory`")
	f.StringVar(&o.format, "format", "text", "output `format`, text or json")
	return f
}

// listRules is the command "rules": what govlint can find, and which of it in
// the module around the working directory.
func (a *app) listRules(ctx context.Context, args []string) error {
	o := &rulesOptions{}
	f := o.flags()
	if err := f.Parse(args); err != nil {
		return usagef("rules: %w (see govlint help rules)", err)
	} else if f.NArg() > 0 {
		return usagef("rules takes no arguments; govlint explain %s tells more", f.Arg(0))
	}
	print, ok := map[string]func([]ruleJSON) error{"text": a.listText, "json": a.listJSON}[o.format]
	if !ok {
		return usagef("rules: unknown format %q (want text or json)", o.format)
	}
	rules := []ruleJSON{}
	for _, r := range a.rules {
		rules = append(rules, describe(r))
	}
	if err := a.findApplying(ctx, o.dir, rules); err != nil {
		return err
	}
	return print(rules)
}

// findApplying says of rules whether they apply to the module around a
// directory, if there is one.
func (a *app) findApplying(ctx context.Context, dir string, rules []ruleJSON) error {
	m, err := findModule(ctx, dir)
	if m == nil || err != nil {
		return err
	}
	for i, r := range a.rules {
		applies := m.applies(r)
		rules[i].Applies = &applies
	}
	return nil
}

func (a *app) listText(rules []ruleJSON) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, r := range rules {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\tfix: %s\t", r.Name, r.Group, r.Severity, r.Status, r.Fix)
		if r.Applies != nil {
			fmt.Fprintf(w, "%s\t", map[bool]string{true: "applies", false: "not here"}[*r.Applies])
		}
		fmt.Fprintf(w, "%s\n", r.Title)
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

	// Libraries are prefixes of import paths; code that reaches none of them
	// gives the rule nothing to report. None means any code.
	Libraries []string `json:"libraries,omitempty"`
	Logs      []string `json:"logs,omitempty"`    // regular expressions of log lines
	Applies   *bool    `json:"applies,omitempty"` // to the module here, if there is one
}

func (a *app) listJSON(rules []ruleJSON) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(rules)
}

func describe(r *analyzers.Rule) ruleJSON {
	return ruleJSON{
		Name:      r.Name,
		Group:     string(r.Group),
		Severity:  r.Severity.String(),
		Status:    r.Status.String(),
		Fix:       r.Fix.String(),
		Since:     r.Since,
		Title:     r.Doc.Title,
		Help:      r.URL(),
		Libraries: r.Libraries,
		Logs:      r.Logs,
	}
}
