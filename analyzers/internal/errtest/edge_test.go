package errtest_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestFailedAt(t *testing.T) {
	w := ssatest.NewWorld(t, "io")
	for _, tt := range []struct {
		name, body        string
		failed, succeeded bool // where mark is called
	}{
		{"behind the return", `err := call(); if err != nil { return }; mark()`, false, true},
		{"in the branch", `err := call(); if err != nil { mark() }`, true, false},
		{"in a branch of the branch", `err := call(); if err != nil { if cond() { mark() } }`, true, false},
		{"on both ways", `err := call(); if err != nil { println() }; mark()`, false, false},
		{"the other way around", `err := call(); if err == nil { mark() }`, false, true},
		{"not tested", `err := call(); mark(); _ = err`, false, false},
		{"of another call", `_ = call(); err := other(); if err != nil { mark() }`, false, false},
		{"io.EOF", `err := call(); if err == io.EOF { mark() }`, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
import "io"
var _ = io.EOF
func call() error { return nil }
func other() error { return nil }
func cond() bool { return false }
func mark() {}
func f() { `+tt.body+` }`)
			fn := p.Func(t, "f")
			call, block := ssatest.Calls(fn, "call")[0], ssatest.Calls(fn, "mark")[0].Block()
			if got := errtest.FailedAt(call, block); got != tt.failed {
				t.Errorf("failed: %t", got)
			}
			if got := errtest.SucceededAt(call, block); got != tt.succeeded {
				t.Errorf("succeeded: %t", got)
			}
		})
	}
}

func TestFailure(t *testing.T) {
	p := ssatest.NewWorld(t).Build(t, "example.com/p", `package p
func call() error { return nil }
func mark() {}
func tested() { if err := call(); err == nil { println() } else { mark() } }
func ignored() { _ = call(); mark() }`)
	for name, want := range map[string]bool{"tested": true, "ignored": false} {
		fn := p.Func(t, name)
		failure := errtest.Failure(ssatest.Calls(fn, "call")[0].(*ssa.Call))
		if got := failure == ssatest.Calls(fn, "mark")[0].Block(); got != want || failure != nil != want {
			t.Errorf("%s: %v", name, failure)
		}
	}
}

func TestOn(t *testing.T) {
	p := ssatest.NewWorld(t, "io").Build(t, "example.com/p", `package p
import "io"
func call() error { return nil }
func f() { for { if err := call(); err != io.EOF { println() } } }`)
	call := ssatest.Calls(p.Func(t, "f"), "call")[0]
	for i, want := range []bool{false, true} {
		if kind, outcome := errtest.On(call, call.Block(), i); kind != errtest.EOF || outcome != want {
			t.Errorf("edge %d: %d, %t", i, kind, outcome)
		}
	}
}
