package goroutine_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/goroutine"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestJoin(t *testing.T) {
	w := ssatest.NewWorld(t, "sync")
	for _, test := range []struct {
		name, body      string
		started, joined bool
	}{
		{"alone", `x := 1; go func() { println(x) }()`, true, false},
		{"called", `x := 1; func() { println(x) }()`, false, false},
		{"deferred", `x := 1; defer func() { println(x) }()`, false, false},
		{"started twice", `x := 1; f := func() { println(x) }; go f(); go f()`, false, false},
		{"started and called", `x := 1; f := func() { println(x) }; go f(); f()`, false, false},
		{"channel closed", `done := make(chan bool); go func() { defer close(done) }(); <-done`, true, true},
		{"channel sent on", `done := make(chan bool, 1); go func() { done <- true }(); <-done`, true, true},
		{"closed by a literal within", `done := make(chan bool); go func() { defer func() { close(done) }() }(); <-done`, true, true},
		{"another channel", `done, other := make(chan bool), make(chan bool); go func() { close(done) }(); <-other`, true, false},
		{"waited for before", `done := make(chan bool, 1); <-done; go func() { done <- true }()`, true, false},
		{"wait group", `var wg sync.WaitGroup; wg.Add(1); go func() { defer wg.Done() }(); wg.Wait()`, true, true},
		{"another wait group", `var wg, other sync.WaitGroup; go func() { wg.Done() }(); other.Wait()`, true, false},
		{"started by a wait group", `var wg sync.WaitGroup; x := 1; wg.Go(func() { println(x) }); wg.Wait()`, true, true},
		{"wait group, not waited for", `var wg sync.WaitGroup; x := 1; wg.Go(func() { println(x) })`, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := w.Build(t, "example.com/p", `package p
import "sync"
var _ sync.WaitGroup
func f() { `+test.body+` }`).Func(t, "f")
			start := goroutine.Start(fn.AnonFuncs[0])
			if started := start != nil; started != test.started {
				t.Fatalf("started: %v", start)
			}
			var join ssa.Instruction
			if start != nil {
				join = goroutine.Join(start)
			}
			if joined := join != nil; joined != test.joined {
				t.Errorf("joined: %v", join)
			}
		})
	}
}
