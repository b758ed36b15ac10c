package rule_test

import (
	"testing"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestComments(t *testing.T) {
	p := ssatest.NewWorld(t).Build(t, "example.com/p", `package p

// Above another one.

// Above it.
func f() {
	run(func() {
		println(1) // within it
	})
}

// Behind it.
func run(func())

var _ = func() { println(2) } // no declaration of a function
`)
	pass := &rule.Pass{Pass: p.Pass}
	want := "Above it.\nwithin it\n"
	if got := pass.Comments(p.Func(t, "f")); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := pass.Comments(p.Func(t, "f").AnonFuncs[0]); got != want {
		t.Errorf("of a literal: %q, want %q", got, want)
	}
	for _, fn := range p.Funcs {
		if fn.Object() == nil && fn.Parent().Object() == nil && pass.Comments(fn) != "" {
			t.Errorf("%s: %q", fn, pass.Comments(fn))
		}
	}
}
