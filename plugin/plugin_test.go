package plugin

import (
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
)

// rule returns a rule that does nothing.
func rule(name, group string, preview bool) *analyzers.Rule {
	r := &analyzers.Rule{Name: name, Analyzer: &analysis.Analyzer{Name: name}}
	switch group {
	case "otel":
		r.Group = "otel"
	case "grpc":
		r.Group = "grpc"
	}
	if preview {
		r.Status++
	}
	return r
}

var rules = []*analyzers.Rule{
	rule("doublespanend", "otel", false),
	rule("lostnext", "grpc", false),
	rule("lostspan", "otel", false),
	rule("newrule", "otel", true),
}

func TestRegistration(t *testing.T) {
	var names []string
	registerAll(rules, func(name string, _ register.NewPlugin) { names = append(names, name) })
	if want := []string{"govlint", "govlint-grpc", "govlint-otel"}; !slices.Equal(names, want) {
		t.Errorf("linters are %v, want %v", names, want)
	}
	if _, err := register.GetPlugin("govlint"); err != nil {
		t.Error(err)
	}
	for _, group := range analyzers.Groups(analyzers.Rules()) {
		if _, err := register.GetPlugin("govlint-" + group); err != nil {
			t.Error(err)
		}
	}
}

func TestSettings(t *testing.T) {
	entry := map[string]register.NewPlugin{}
	registerAll(rules, func(name string, p register.NewPlugin) { entry[name] = p })
	for _, test := range []struct {
		entry    string
		settings map[string]any
		want     string // analyzers
		err      string
	}{
		{"govlint", nil, "doublespanend lostnext lostspan", ""},
		{"govlint-otel", nil, "doublespanend lostspan", ""},
		{"govlint", map[string]any{"preview": true}, "doublespanend lostnext lostspan newrule", ""},
		{"govlint", map[string]any{"disable": []string{"otel"}, "enable": []string{"newrule"}}, "lostnext", ""},
		{"govlint", map[string]any{"enable": []string{"newrule"}}, "doublespanend lostnext lostspan newrule", ""},
		{"govlint", map[string]any{"disable": []string{"lostpan"}}, "", `govlint: unknown rule or group "lostpan" (did you mean "lostspan"?)`},
		{"govlint", map[string]any{"disabled": []string{"lostspan"}}, "", `unknown field "disabled"`},
		{"govlint", map[string]any{"tests": "yes"}, "", "cannot unmarshal string"},
	} {
		linter, err := entry[test.entry](test.settings)
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s %v: error is %v, want %s", test.entry, test.settings, err, test.err)
			}
			continue
		} else if err != nil {
			t.Errorf("%s %v: %v", test.entry, test.settings, err)
			continue
		}
		list, err := linter.BuildAnalyzers()
		var names []string
		for _, a := range list {
			names = append(names, a.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != test.want {
			t.Errorf("%s %v: analyzers are %s (%v), want %s", test.entry, test.settings, got, err, test.want)
		}
		if mode := linter.GetLoadMode(); mode != register.LoadModeTypesInfo {
			t.Errorf("load mode is %s", mode)
		}
	}
}

// TestFlags checks that settings reach the rules through the flags of the
// settings analyzer.
func TestFlags(t *testing.T) {
	flags := &analyzers.SettingsAnalyzer.Flags
	t.Cleanup(func() {
		for _, name := range []string{"tests", "suffix"} {
			if err := flags.Set(name, "false"); err != nil {
				t.Error(err)
			}
		}
	})
	linter, err := constructor(rules)(map[string]any{"tests": true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := linter.BuildAnalyzers(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tests", "suffix"} {
		if value := flags.Lookup(name).Value.String(); value != "true" {
			t.Errorf("-%s is %s", name, value)
		}
	}
}
