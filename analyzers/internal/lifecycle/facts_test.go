package lifecycle_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
)

// Each function is followed by the facts on it.
const factsSource = `package p

import (
	"context"
	"errors"
	"example.com/toy"
)

func ends(n int, x *toy.Thing) { x.Close() } // thing 1 ends
func borrows(x *toy.Thing) { x.Use() } // thing 0 borrows
func mayEnd(x *toy.Thing, ok bool) { if ok { x.Close() } } // thing 0 may end
func keeps(x *toy.Thing) { kept = x } // nothing
var kept *toy.Thing

func endsOrPanics(x *toy.Thing, ok bool) { if !ok { panic("no") }; x.Close() } // thing 0 ends
func endsOrFails(x *toy.Thing) error { if x.Size == 0 { return errors.New("no") }; return x.Close() } // thing 0 may end
func returns(x *toy.Thing) *toy.Thing { return x } // nothing
func wraps(x *toy.Thing) func() { return func() { x.Close() } } // nothing
func takesOut(ctx context.Context) { toy.From(ctx).Close() } // thing 0 ends
func passesOn(ctx context.Context) { takesOut(ctx) } // nothing
func calls(f func()) { f() } // call 0 ends, cancel 0 ends, timer 0 ends
func callsMaybe(f func(), ok bool) { if ok { f() } } // call 0 may end, cancel 0 may end, timer 0 may end
func callsLater(f func()) { defer f() } // call 0 ends, cancel 0 ends, timer 0 ends
func callsElsewhere(f func()) { go f() } // nothing

func makes() *toy.Thing { return toy.New() } // result 0
func makesOrFails() (int, *toy.Thing, error) { // result 1
	x, err := toy.Open("a")
	return 0, x, err
}
func makesCleanup() (*toy.Thing, func()) { // result 1 by call
	x := toy.New()
	return x, func() { x.Close() }
}
func makesCancel(ctx context.Context) context.CancelFunc { // thing 0 borrows, result 0 by call
	_, cancel := toy.WithCancel(ctx)
	return context.CancelFunc(cancel)
}
func makesAndKeeps() *toy.Thing { x := toy.New(); kept = x; return x } // nothing
func makesStruct() any { x := toy.New(); return struct{ x any }{x} } // nothing

func never() { panic("no") } // never
func neverEither() { never() } // never
func neverLoops() { for { println() } } // never
func neverWaits() { select {} } // never
func recovers() { defer func() { recover() }(); panic("no") } // nothing
func sometimes(ok bool) { if ok { panic("no") } } // nothing

func even(x *toy.Thing, n int) { if n == 0 { x.Close(); return }; odd(x, n-1) } // thing 0 ends
func odd(x *toy.Thing, n int) { if n == 1 { x.Close(); return }; even(x, n-1) } // thing 0 ends
func ping(x *toy.Thing, n int) { if n > 0 { pong(x, n-1) } } // thing 0 borrows
func pong(x *toy.Thing, n int) { ping(x, n-1) } // thing 0 borrows
func left(x *toy.Thing, n int) { if n > 0 { right(x, n-1); return }; x.Close() } // nothing
func right(x *toy.Thing, n int) { if n > 9 { kept = x }; left(x, n-1) } // nothing
func forever(x *toy.Thing) { forever(x) } // thing 0 ends

func generic[C interface{ Close() error }](c C) { c.Close() } // thing 0 ends, content 0 ends
func variadic(xs ...*toy.Thing) { xs[0].Close() } // nothing
`

func TestFacts(t *testing.T) {
	w := newToy(t)
	p, a := w.analyse(t, "example.com/p", factsSource)
	lines := strings.Split(factsSource, "\n")
	for _, fn := range p.Funcs {
		if fn.Parent() != nil {
			continue
		}
		_, want, _ := strings.Cut(lines[p.Fset.Position(fn.Pos()).Line-1], " // ")
		if got := describe(recoded(t, a.Facts(fn))); got != want {
			t.Errorf("%s: got %q, want %q", fn.Name(), got, want)
		}
	}
}

func describe(f lifecycle.Facts) string {
	var words []string
	if f.Never {
		words = append(words, "never")
	}
	for _, p := range f.Params {
		words = append(words, fmt.Sprint(p.Life, " ", p.Param, " ", p.Effect))
	}
	for _, r := range f.Results {
		word := fmt.Sprint("result ", r.Result)
		if r.Form == lifecycle.Called {
			word += " by call"
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}
