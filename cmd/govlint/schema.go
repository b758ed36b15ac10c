package main

import (
	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
)

// schema is the command that prints the JSON schema of configuration files.
func (a *app) schema(args []string) error {
	if len(args) > 0 {
		return usagef("schema takes no arguments; it prints the JSON schema of %s", config.Name)
	}
	text, err := analyzers.Schema(a.rules)
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(text)
	return err
}
