// Package plugin makes govlint a linter of golangci-lint, as a module plugin.
// Import it for its effect: it registers the linter "govlint" with all rules,
// and one linter for each group of rules, such as "govlint-otel".
package plugin

import (
	"encoding/json"
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
)

func init() {
	registerAll(analyzers.Rules(), register.Plugin)
}

// registerAll registers a linter for all rules, and one for each group.
func registerAll(rules []*analyzers.Rule, plugin func(name string, constructor register.NewPlugin)) {
	names := analyzers.Names(rules)
	plugin("govlint", constructor(rules, names))
	for _, group := range analyzers.Groups(rules) {
		var members []*analyzers.Rule
		for _, r := range rules {
			if string(r.Group) == group {
				members = append(members, r)
			}
		}
		plugin("govlint-"+group, constructor(members, names))
	}
}

// linter is one entry in golangci-lint's configuration.
type linter struct {
	rules  []*analyzers.Rule // that run
	shared string            // settings that all entries have in common, or ""
}

// constructor returns what golangci-lint calls with the settings from its
// configuration. Their structure is that of .govlint.yaml, which itself is not
// read here, because golangci-lint's cache would not see that it changes.
func constructor(rules []*analyzers.Rule, names *config.Names) register.NewPlugin {
	return func(conf any) (register.LinterPlugin, error) {
		settings, err := register.DecodeSettings[json.RawMessage](conf)
		if err != nil {
			return nil, fmt.Errorf("govlint: %w", err)
		}
		c, err := config.Parse(settings, names)
		if err != nil {
			return nil, fmt.Errorf("govlint: settings: %w", err)
		}
		selected, err := analyzers.Select(rules, analyzers.Selection{Configured: &c.Rules})
		if err != nil {
			return nil, fmt.Errorf("govlint: %w", err)
		}
		shared, err := shared(settings)
		return &linter{selected, shared}, err
	}
}

// shared returns the settings without the choice of rules.
func shared(settings json.RawMessage) (string, error) {
	var keys map[string]any
	if err := json.Unmarshal(settings, &keys); err != nil {
		return "", err
	}
	delete(keys, "version")
	if rules, ok := keys["rules"].(map[string]any); ok {
		delete(rules, "enable")
		delete(rules, "disable")
		if len(rules) == 0 {
			delete(keys, "rules")
		}
	}
	if len(keys) == 0 {
		return "", nil
	}
	text, err := json.Marshal(keys)
	return string(text), err
}

// BuildAnalyzers returns the analyzers of the chosen rules. All linters of a
// run share their settings, which have to be the same where there are any.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	flags := &analyzers.SettingsAnalyzer.Flags
	if err := flags.Set("suffix", "true"); err != nil {
		return nil, err
	}
	if l.shared != "" {
		if err := flags.Set("settings", l.shared); err != nil {
			return nil, fmt.Errorf("govlint: %w", err)
		}
	}
	var list []*analysis.Analyzer
	for _, r := range l.rules {
		if err := flags.Set("on", r.Name); err != nil {
			return nil, err
		}
		list = append(list, r.Analyzer)
	}
	return list, nil
}

// GetLoadMode says that rules need types.
func (l *linter) GetLoadMode() string { return register.LoadModeTypesInfo }
