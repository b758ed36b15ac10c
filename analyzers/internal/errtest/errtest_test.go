package errtest_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestClassify(t *testing.T) {
	w := ssatest.NewWorld(t, "errors", "io")
	for _, tt := range []struct {
		name, body string
		kind       errtest.Test
		negated    bool
	}{
		{"nil", `err := call(); if err == nil { println() }`, errtest.Nil, false},
		{"not nil", `err := call(); if err != nil { println() }`, errtest.Nil, true},
		{"io.EOF", `err := call(); if err == io.EOF { println() }`, errtest.EOF, false},
		{"errors.Is", `err := call(); if errors.Is(err, io.EOF) { println() }`, errtest.EOF, false},
		{"not errors.Is", `err := call(); other := !errors.Is(err, io.EOF); if other { println() }`, errtest.EOF, true},
		{"in a statement", `if err := call(); err != nil { println() }`, errtest.Nil, true},
		{"switch", `switch err := call(); err { case io.EOF: println() }`, errtest.EOF, false},
		{"captured variable", `var err error; defer func() { println(err) }(); err = call(); if err != nil { println() }`, errtest.Nil, true},
		{"another error", `err := call(); if err == io.ErrUnexpectedEOF { println() }`, errtest.None, false},
		{"another call's error", `_ = call(); err := other(); if err != nil { println() }`, errtest.None, false},
		{"predicate", `err := call(); if temporary(err) { println() }`, errtest.None, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
import ("errors"; "io")
var _, _ = errors.Is, io.EOF
func call() error { return nil }
func other() error { return nil }
func temporary(error) bool { return false }
func f() { `+tt.body+` }`)
			fn := p.Func(t, "f")
			kind, negated := errtest.Classify(condition(fn), ssatest.Calls(fn, "call")[0])
			if kind != tt.kind || negated != tt.negated {
				t.Errorf("got %d, negated %t", kind, negated)
			}
		})
	}
}

// condition returns the condition of the function's first branch.
func condition(fn *ssa.Function) ssa.Value {
	for _, block := range fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			return branch.Cond
		}
	}
	return nil
}
