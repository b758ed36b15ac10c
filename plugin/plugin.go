// Package plugin makes govlint a linter of golangci-lint, as a module plugin.
// Import it for its effect: it registers the linter "govlint" with all rules,
// and one linter for each group of rules, such as "govlint-otel".
package plugin

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
)

func init() {
	registerAll(analyzers.Rules(), register.Plugin)
}

// registerAll registers a linter for all rules, and one for each group.
func registerAll(rules []*analyzers.Rule, plugin func(name string, constructor register.NewPlugin)) {
	plugin("govlint", constructor(rules))
	for _, group := range analyzers.Groups(rules) {
		var members []*analyzers.Rule
		for _, r := range rules {
			if string(r.Group) == group {
				members = append(members, r)
			}
		}
		plugin("govlint-"+group, constructor(members))
	}
}

// Settings are what linters.settings.custom.govlint.settings may have.
type Settings struct {
	Tests   bool     `json:"tests"`   // report in _test.go files too; also in what other govlint linters report
	Preview bool     `json:"preview"` // run preview rules too
	Enable  []string `json:"enable"`  // rules or groups to run beside those that are on by default
	Disable []string `json:"disable"` // rules or groups not to run
}

// linter is one entry in golangci-lint's configuration.
type linter struct {
	rules    []*analyzers.Rule
	settings Settings
}

// constructor returns what golangci-lint calls with the settings from its
// configuration. An unknown setting or rule is an error.
func constructor(rules []*analyzers.Rule) register.NewPlugin {
	return func(conf any) (register.LinterPlugin, error) {
		settings, err := register.DecodeSettings[Settings](conf)
		if err != nil {
			return nil, fmt.Errorf("govlint: %w", err)
		}
		selected, err := analyzers.Select(rules, analyzers.Selection{
			Enable: settings.Enable, Disable: settings.Disable, Preview: settings.Preview,
		})
		if err != nil {
			return nil, fmt.Errorf("govlint: %w", err)
		}
		return &linter{rules: selected, settings: settings}, nil
	}
}

// BuildAnalyzers returns the analyzers of the chosen rules. All linters of a
// run share their settings, so tests is on for all if it is on for one.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	flags := &analyzers.SettingsAnalyzer.Flags
	if err := flags.Set("suffix", "true"); err != nil {
		return nil, err
	}
	if l.settings.Tests {
		if err := flags.Set("tests", "true"); err != nil {
			return nil, err
		}
	}
	var list []*analysis.Analyzer
	for _, r := range l.rules {
		list = append(list, r.Analyzer)
	}
	return list, nil
}

// GetLoadMode says that rules need types.
func (l *linter) GetLoadMode() string { return register.LoadModeTypesInfo }
