package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
)

func TestFilesAreCurrent(t *testing.T) {
	for name, write := range files {
		have, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		write(&want, analyzers.Rules())
		if !bytes.Equal(have, want.Bytes()) {
			t.Errorf("%s is stale: run make docs", name)
		}
	}
}

func TestChapterPerRule(t *testing.T) {
	var text bytes.Buffer
	write(&text, analyzers.Rules())
	for _, r := range analyzers.Rules() {
		if n := strings.Count(text.String(), "\n## "+r.Name+"\n"); n != 1 {
			t.Errorf("%d chapters about %s, want 1", n, r.Name)
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
