package main

import (
	"flag"
	"fmt"
)

const helpText = `Govlint finds mistakes in Go microservices.

Usage:

    govlint [flags] [packages]    lint packages (default ./...)
    govlint rules                 list the rules, and say which apply to this module
    govlint explain RULE          say what a rule finds, why it matters and how to fix it
    govlint diagnose [FILE...]    lead from the lines of a log to rules, and to findings that may be the cause
    govlint init                  write a configuration, settings of golangci-lint and a CI workflow
    govlint gopls [ARGUMENTS]     run gopls for an editor, with our findings and fixes beside its own;
                                  -check says whether that would work here
    govlint schema                print the JSON schema of .govlint.yaml
    govlint cache dir|clean       print where results are cached, or remove them
    govlint version               print the version
    govlint help [COMMAND|RULE]   print this text, the flags of a command, or what explain does
    go vet -vettool=$(which govlint) [packages]

Lists of rules take names of rules, names of groups and "all", separated by
commas. Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 packages that could
not be analysed.

Results are cached in the directory that govlint cache dir prints. GOVLINT_CACHE
names another one, or is off. Machines share results through the program that
GOCACHEPROG names, as they do those of the go command.

Flags:

`

// help is the command that says how to use the others.
func (a *app) help(args []string) error {
	if len(args) == 1 {
		if f, ok := commandFlags()[args[0]]; ok {
			f.SetOutput(a.stdout)
			fmt.Fprintf(a.stdout, "Flags of govlint %s:\n\n", args[0])
			f.PrintDefaults()
			return nil
		}
	}
	if len(args) > 0 {
		return a.explain(args)
	}
	fmt.Fprint(a.stdout, helpText)
	f := (&options{}).flags()
	f.SetOutput(a.stdout)
	f.PrintDefaults()
	return nil
}

// commandFlags returns the flags of the commands that have some of their own.
func commandFlags() map[string]*flag.FlagSet {
	return map[string]*flag.FlagSet{
		"rules":    (&rulesOptions{}).flags(),
		"init":     (&initOptions{}).flags(),
		"diagnose": (&diagnoseOptions{}).flags(),
		"gopls":    goplsFlags(),
	}
}
