package errtest_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestNilAt(t *testing.T) {
	w := ssatest.NewWorld(t)
	for _, tt := range []struct {
		name, body string
		isNil      bool
	}{
		{"left if it is not", `err := call(); if err != nil { return }; use(err)`, true},
		{"within the test", `err := call(); if err == nil { use(err) }`, true},
		{"the other branch", `err := call(); if err != nil { use(err) }`, false},
		{"not tested", `err := call(); use(err)`, false},
		{"tested on one way", `err := call(); if cond() && err != nil { return }; use(err)`, false},
		{"assigned in a loop that it leaves", `err := call(); if err != nil { return }; for cond() { if err = call(); err != nil { return } }; use(err)`, true},
		{"assigned in a loop that goes on", `err := call(); if err != nil { return }; for cond() { err = call() }; use(err)`, false},
		{"in front of a loop", `err := call(); if err != nil { return }; for cond() { println() }; use(err)`, true},
		{"on one way into a loop", `err := call(); if cond() { if err != nil { return } }; for cond() { println() }; use(err)`, false},
		{"assigned on a branch", `var err error; if cond() { err = call() }; use(err)`, false},
		{"another one", `err := call(); other := call(); if other != nil { return }; use(err)`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
func call() error { return nil }
func cond() bool { return false }
func use(error) {}
func f() { `+tt.body+` }`)
			use := ssatest.Calls(p.Func(t, "f"), "use")[0].(*ssa.Call)
			if got := errtest.NilAt(use.Call.Args[0], use.Block()); got != tt.isNil {
				t.Errorf("got %t", got)
			}
		})
	}
}
