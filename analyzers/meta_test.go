package analyzers_test

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
)

// TestLibraries checks that each rule's fixtures reach one of the libraries
// that the rule says it is about.
func TestLibraries(t *testing.T) {
	t.Parallel()
	for _, r := range analyzers.Rules() {
		if len(r.Libraries) == 0 {
			continue
		}
		if slices.Contains(r.Libraries, "") || !slices.Equal(r.Libraries, unique(r.Libraries)) {
			t.Errorf("%s: libraries %q are empty or repeat themselves", r.Name, r.Libraries)
		}
		cmd := exec.Command("go", "list", "-deps", "./"+r.Name+"/...")
		cmd.Dir = "testdata"
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", r.Name, err)
		}
		if !r.Applies(strings.Fields(string(out))) {
			t.Errorf("%s does not apply to its own fixtures", r.Name)
		}
	}
}

func unique(list []string) []string {
	var kept []string
	for _, word := range list {
		if !slices.Contains(kept, word) {
			kept = append(kept, word)
		}
	}
	return kept
}

// TestLogs checks that each pattern of a rule's symptom is one that the rule's
// documentation mentions, so that who is led to the rule by a line of a log
// finds it there.
func TestLogs(t *testing.T) {
	t.Parallel()
	for _, r := range analyzers.Rules() {
		text := strings.Join(strings.Fields(r.Doc.Symptom+" "+r.Doc.Cause), " ")
		for _, log := range r.Logs {
			pattern, err := regexp.Compile(log)
			if err != nil {
				t.Errorf("%s: %v", r.Name, err)
			} else if pattern.MatchString("") {
				t.Errorf("%s: %q matches every line", r.Name, log)
			} else if prefix, _ := pattern.LiteralPrefix(); len(prefix) < 4 {
				t.Errorf("%s: %q does not begin with literal text, which makes it slow", r.Name, log)
			} else if !pattern.MatchString(text) {
				t.Errorf("%s: sections Symptom and Cause have nothing like %q", r.Name, log)
			}
		}
	}
}
