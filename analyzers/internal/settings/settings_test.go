package settings_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/settings"
)

// TestFlags sets the analyzer's flags like go vet does. It is the only test
// that does, because flags are for the whole process.
func TestFlags(t *testing.T) {
	current := func() settings.Settings {
		t.Helper()
		result, err := settings.Analyzer.Run(&analysis.Pass{})
		if err != nil {
			t.Fatal(err)
		}
		return *result.(*settings.Settings)
	}
	if s := current(); s.Tests || s.Suffix || len(s.Deep) > 0 {
		t.Errorf("the default is %+v", s)
	}
	for name, value := range map[string]string{"tests": "true", "suffix": "true", "deep": "corp.example/*,other.example/x"} {
		if err := settings.Analyzer.Flags.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if s := current(); !s.Tests || !s.Suffix || !slices.Equal(s.Deep, []string{"corp.example/*", "other.example/x"}) {
		t.Errorf("got %+v", s)
	}
	for _, list := range []string{"lostspan", "lostnext,lostspan"} {
		if err := settings.Analyzer.Flags.Set("on", list); err != nil {
			t.Fatal(err)
		}
	}
	if s := current(); !s.Runs("lostspan") || !s.Runs("lostnext") || s.Runs("doublespanend") {
		t.Errorf("%v run", s.On)
	}
	const text = `{"deep":["a.example"],"rules":{"settings":{"lostspan":{"severity":"info"}}}}`
	for range 2 { // of two linters
		if err := settings.Analyzer.Flags.Set("settings", text); err != nil {
			t.Fatal(err)
		}
	}
	if s := current(); !s.Tests || !s.Suffix || s.Runs("doublespanend") || !s.IsDeep("a.example") || !s.IsDeep("other.example/x") || s.Severity["lostspan"] != "info" {
		t.Errorf("got %+v", s)
	}
	for _, wrong := range []string{`{"deep":["b.example"]}`, "{", "rule: []"} {
		if err := settings.Analyzer.Flags.Set("settings", wrong); err == nil {
			t.Errorf("no error for settings %s", wrong)
		}
	}
	if err := settings.Analyzer.Flags.Set("config", "missing.yaml"); err == nil {
		t.Error("no error for a missing file")
	}
	if err := settings.Analyzer.Flags.Set("tests", "perhaps"); err == nil {
		t.Error("no error for a flag that is neither true nor false")
	}
}

func TestAnalyzer(t *testing.T) {
	if err := analysis.Validate([]*analysis.Analyzer{settings.Analyzer}); err != nil {
		t.Error(err)
	}
}
