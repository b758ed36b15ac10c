package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"github.com/govlint/govlint/analyzers"
)

// vetOptions are the flags and the argument with which the go command calls
// its tool.
type vetOptions struct {
	configs configs
	unit    string // file that describes the package
	json    bool
	fix     bool
	diff    bool
	context int
}

// flags returns the flag set of the tool: one flag for each rule, whose value
// chosen keeps, and a few more.
func (o *vetOptions) flags(rules []*analyzers.Rule, chosen map[*analyzers.Rule]bool) *flag.FlagSet {
	f := flag.NewFlagSet("govlint", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	for _, r := range rules {
		f.BoolFunc(r.Name, fmt.Sprintf("enable %q analysis", r.Name), func(value string) error {
			on, err := strconv.ParseBool(value)
			chosen[r] = on
			return err
		})
	}
	f.StringVar(&o.configs.file, "config", "", "read the configuration from this file, an absolute name")
	f.BoolVar(&o.configs.tests, "tests", false, "report in _test.go files too")
	f.BoolVar(&o.configs.selection.Preview, "preview", false, "run preview rules too")
	f.BoolVar(&o.json, "json", false, "emit JSON output")
	f.BoolVar(&o.fix, "fix", false, "apply all suggested fixes")
	f.BoolVar(&o.diff, "diff", false, "with -fix, don't update the files, but print a unified diff")
	f.IntVar(&o.context, "c", -1, "display offending line with this many lines of context")
	return f
}

// parseVet returns the options that the tool's arguments mean.
func parseVet(rules []*analyzers.Rule, args []string) (*vetOptions, error) {
	o := &vetOptions{}
	chosen := map[*analyzers.Rule]bool{}
	f := o.flags(rules, chosen)
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() != 1 {
		return nil, fmt.Errorf("govlint: want one .cfg file, as go vet -vettool gives it, not %q", f.Args())
	}
	if o.configs.file != "" && !filepath.IsAbs(o.configs.file) {
		return nil, fmt.Errorf("govlint: -config %s: want an absolute name, because go vet runs govlint in the directory of each package", o.configs.file)
	}
	o.unit = f.Arg(0)
	o.configs.rules, o.configs.suffix = rules, true
	choose(&o.configs.selection, rules, chosen)
	return o, nil
}

// choose makes a selection of the rules' flags. As in go vet, if any rule is
// chosen then these run and no others; a rule can also be turned off.
func choose(s *analyzers.Selection, rules []*analyzers.Rule, chosen map[*analyzers.Rule]bool) {
	for _, r := range rules {
		if on, named := chosen[r]; on {
			s.Only = append(s.Only, r.Name)
		} else if named {
			s.Disable = append(s.Disable, r.Name)
		}
	}
}

// vetFlag describes a flag to the go command.
type vetFlag struct {
	Name  string
	Bool  bool
	Usage string
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// vetFlags prints the flags that go vet passes on. It knows -fix itself.
func (a *app) vetFlags() error {
	list := []vetFlag{}
	f := (&vetOptions{}).flags(a.rules, map[*analyzers.Rule]bool{})
	f.VisitAll(func(f *flag.Flag) {
		if f.Name != "fix" {
			list = append(list, vetFlag{Name: f.Name, Bool: isBool(f), Usage: f.Usage})
		}
	})
	data, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s\n", data)
	return err
}
