package plugin

import (
	"os"
	"path/filepath"
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

var few = []*analyzers.Rule{
	rule("doublespanend", "otel", false),
	rule("lostnext", "grpc", false),
	rule("lostspan", "otel", false),
	rule("newrule", "otel", true),
}

// rules returns settings that choose rules.
func rules(lists map[string]any) map[string]any { return map[string]any{"rules": lists} }

func TestRegistration(t *testing.T) {
	var names []string
	registerAll(few, func(name string, _ register.NewPlugin) { names = append(names, name) })
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
	registerAll(few, func(name string, p register.NewPlugin) { entry[name] = p })
	for _, test := range []struct {
		entry    string
		settings map[string]any
		want     string // analyzers
		err      string
	}{
		{"govlint", nil, "doublespanend lostnext lostspan", ""},
		{"govlint-otel", nil, "doublespanend lostspan", ""},
		{"govlint", rules(map[string]any{"disable": []string{"otel"}, "enable": []string{"newrule"}}), "lostnext newrule", ""},
		{"govlint", rules(map[string]any{"enable": []string{"newrule"}}), "doublespanend lostnext lostspan newrule", ""},
		{"govlint-otel", rules(map[string]any{"disable": []string{"grpc", "lostspan"}}), "doublespanend", ""},
		{"govlint", rules(map[string]any{"disable": []string{"lostpan"}}), "", `govlint: settings: rules.disable[0]: unknown rule or group "lostpan" (did you mean "lostspan"?)`},
		{"govlint", map[string]any{"disable": []string{"lostspan"}}, "", `govlint: settings: unknown key "disable"`},
		{"govlint", map[string]any{"tests": "yes"}, "", "tests: want true or false, not yes"},
		{"govlint", map[string]any{"version": 2}, "", "version: want 1"},
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

// TestShared checks that settings reach the rules through the flags of the
// settings analyzer, and that linters cannot disagree about them.
func TestShared(t *testing.T) {
	names := analyzers.Names(few)
	build := func(settings map[string]any) error {
		t.Helper()
		linter, err := constructor(few, names)(settings)
		if err != nil {
			t.Fatal(err)
		}
		_, err = linter.BuildAnalyzers()
		return err
	}
	settings := map[string]any{"tests": true, "exclude": []string{"a/**"}, "rules": map[string]any{"disable": []string{"lostnext"}}}
	for range 2 {
		if err := build(settings); err != nil {
			t.Fatal(err)
		}
	}
	if err := build(nil); err != nil {
		t.Error(err)
	}
	if err := build(rules(map[string]any{"enable": []string{"newrule"}})); err != nil {
		t.Error(err)
	}
	if err := build(map[string]any{"tests": false}); err == nil || !strings.Contains(err.Error(), "another linter has different ones") {
		t.Errorf("error is %v", err)
	}
	result, err := analyzers.SettingsAnalyzer.Run(&analysis.Pass{})
	if err != nil {
		t.Fatal(err)
	}
	s := result.(*analyzers.Settings)
	if !s.Tests || !s.Suffix || !s.Runs("lostspan") || !s.Runs("newrule") || s.Runs("norecovery") {
		t.Errorf("settings are %+v", s)
	}
	if dir, err := os.Getwd(); err != nil || !s.Excluded(filepath.Join(dir, "a", "x.go")) {
		t.Errorf("a file below the working directory is not excluded (%v)", err)
	}
}
