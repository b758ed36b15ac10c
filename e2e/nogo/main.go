// Command nogo runs govlint's rules the way Bazel's rules_go does: each rule
// is imported by its package path, and its variable Analyzer goes to a driver
// of golang.org/x/tools. Nothing else of govlint is used.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// Set at build time. Variant makes two builds differ; config names a file in
// the form that the rule nogo takes as its attribute config.
var variant, config string

func main() {
	if config != "" {
		if err := configure(config); err != nil {
			log.Fatal(err)
		}
	}
	unitchecker.Main(rules...)
}

// configure sets flags as nogo does: those of the analyzers that it is given,
// and of those that they require themselves.
func configure(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var configs map[string]struct {
		Flags map[string]string `json:"analyzer_flags"`
	}
	if err := json.Unmarshal(data, &configs); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, rule := range rules {
		for _, a := range append([]*analysis.Analyzer{rule}, rule.Requires...) {
			for name, value := range configs[a.Name].Flags {
				if err := a.Flags.Set(name, value); err != nil {
					return fmt.Errorf("%s: %s: %w", file, a.Name, err)
				}
			}
		}
	}
	return nil
}
