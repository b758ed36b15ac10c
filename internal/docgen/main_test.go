package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/corpus"
)

const root = "../.."

func TestFilesAreCurrent(t *testing.T) {
	files, err := render(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		have, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want) {
			t.Errorf("%s is stale: run make docs", name)
		}
	}
}

func TestChapterPerRule(t *testing.T) {
	var text bytes.Buffer
	write(&text, analyzers.Rules(), nil)
	for _, r := range analyzers.Rules() {
		if n := strings.Count(text.String(), "\n## "+r.Name+"\n"); n != 1 {
			t.Errorf("%d chapters about %s, want 1", n, r.Name)
		}
	}
}

func TestPrecision(t *testing.T) {
	for _, test := range []struct {
		count corpus.Count
		want  string
	}{
		{corpus.Count{}, "none yet"},
		{corpus.Count{True: 3}, "3 of 3 true"},
		{corpus.Count{True: 3, False: 1, Unclear: 2}, "3 of 6 true"},
	} {
		if got := precision(test.count); got != test.want {
			t.Errorf("precision(%+v) is %q, want %q", test.count, got, test.want)
		}
	}
}

func TestMarkdownKeepsCode(t *testing.T) {
	got := markdown("End it:\n\n\tdefer span.End()\n\nSee [context.Context].")
	for _, want := range []string{"\tdefer span.End()", "https://pkg.go.dev/context#Context"} {
		if !strings.Contains(got, want) {
			t.Errorf("markdown lacks %q:\n%s", want, got)
		}
	}
}
