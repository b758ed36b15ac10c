package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/rule"
)

func nothing(*rule.Pass) error { return nil }

func TestNew(t *testing.T) {
	r := rule.New(doc, meta, nothing)
	if err := analysis.Validate([]*analysis.Analyzer{r.Analyzer}); err != nil {
		t.Error(err)
	}
	if r.Name != "toyrule" || r.Analyzer.Name != "toyrule" || r.Analyzer.URL != rule.Home+"#toyrule" {
		t.Errorf("name %s, analyzer %s at %s", r.Name, r.Analyzer.Name, r.Analyzer.URL)
	}
	if r.Doc.Title != "reports calls of bad" {
		t.Errorf("title %q", r.Doc.Title)
	}
	var names []string
	for _, s := range r.Doc.Sections() {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, " "); got != "Scene Symptom Cause Fix Verify Limits" {
		t.Errorf("sections %s", got)
	}
	if want := "Someone calls bad:\n\n\tbad()"; r.Doc.Scene != want {
		t.Errorf("scene %q", r.Doc.Scene)
	}
	if r.Doc.Limits != "None." {
		t.Errorf("limits %q", r.Doc.Limits)
	}
	if summary, _, _ := strings.Cut(r.Analyzer.Doc, "\n"); summary != "toyrule reports calls of bad" {
		t.Errorf("doc begins with %q", summary)
	}
	if !strings.Contains(r.Analyzer.Doc, "\nSymptom: It hurts.\n") {
		t.Errorf("doc is %s", r.Analyzer.Doc)
	}
}

func TestTitleOverSeveralLines(t *testing.T) {
	r := rule.New(strings.Replace(doc, "reports calls of bad.", "reports\n// calls of bad.", 1), meta, nothing)
	if r.Doc.Title != "reports calls of bad" {
		t.Errorf("title %q", r.Doc.Title)
	}
}

func TestNewPanics(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"section missing", "// # Symptom\n//\n// It hurts.\n//\n", "", "toyrule: section Symptom is missing in doc.go"},
		{"section empty", "// It hurts.\n//\n", "", "toyrule: section Symptom is missing in doc.go"},
		{"last section missing", "// # Limits\n//\n// None.\n", "", "toyrule: section Limits is missing in doc.go"},
		{"unknown section", "# Symptom", "# Symptoms", `toyrule: unknown section "Symptoms" in doc.go`},
		{"not Go", "package toyrule", "packages toyrule", "doc.go:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, test.want) {
					t.Errorf("got %s, want %s", got, test.want)
				}
			}()
			rule.New(strings.Replace(doc, test.old, test.new, 1), meta, nothing)
		})
	}
}

func TestMarkdown(t *testing.T) {
	got := rule.Markdown("Someone calls bad:\n\n\tbad()\n\nSee [context.WithCancel].\n  - one\n  - two")
	for _, want := range []string{"Someone calls bad:", "\tbad()", "context.WithCancel", "  - one"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestNames(t *testing.T) {
	if got := fmt.Sprint(rule.Info, rule.Warning, rule.Error); got != "info warning error" {
		t.Error(got)
	}
	if got := fmt.Sprint(rule.Stable, rule.Preview, rule.Policy); got != "stable preview policy" {
		t.Error(got)
	}
	if got := fmt.Sprint(rule.NoFix, rule.Suggestion, rule.Safe); got != "none suggestion safe" {
		t.Error(got)
	}
}
