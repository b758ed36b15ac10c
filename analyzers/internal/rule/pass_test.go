package rule_test

import (
	"testing"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
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

func TestCalls(t *testing.T) {
	bad := symbol.Of("example.com/p.bad")
	report := func(pass *rule.Pass, most int) error {
		for call := range pass.Calls(bad) {
			pass.Report(rule.Finding{Pos: call.Pos(), Message: "bad is called"})
			if most--; most == 0 {
				break
			}
		}
		return nil
	}
	text := source("func good()\nfunc f() { bad(); good(); defer bad() }\nfunc g() { func() { bad() }() }")
	for most, want := range []int{2, 1} {
		if o := apply(t, func(pass *rule.Pass) error { return report(pass, most) }, settings.Settings{}, text); len(o.Findings) != want {
			t.Errorf("%d calls, want %d", len(o.Findings), want)
		}
	}
}
