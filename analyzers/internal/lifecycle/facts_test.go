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
func makesOrNil(ok bool) *toy.Thing { if ok { return toy.New() }; return nil } // result 0
func makesOrOther(ok bool) *toy.Thing { if ok { return toy.New() }; x, _ := toy.Open("a"); return x } // result 0
type box struct{ x *toy.Thing }
type user interface{ Use() error }

func (b *box) Use() error { return b.x.Use() } // thing 0 borrows

func makesOrLends(x *toy.Thing) *toy.Thing { if x == nil { x = toy.New() }; return x } // nothing
func makesOrLooksUp(m map[int]*toy.Thing) *toy.Thing { if x, ok := m[0]; ok { return x }; return toy.New() } // nothing
func makesOrHas(b *box) (x *toy.Thing) { defer func() { kept = nil }(); if x = b.x; x == nil { x = toy.New() }; return } // nothing
func makesOrTakes(ctx context.Context) *toy.Thing { if x := toy.From(ctx); x != nil { return x }; return toy.New() } // nothing
func makesOrAsserts(ctx context.Context) *toy.Thing { if x, ok := ctx.Value(0).(*toy.Thing); ok { return x }; return toy.New() } // thing 0 borrows
func makesOrReceives(c chan *toy.Thing) *toy.Thing { select { case x := <-c: return x; default: return toy.New() } } // nothing
func makesOrPasses(stop func()) func() { if stop != nil { return stop }; x := toy.New(); return func() { x.Close() } } // nothing
func makesCleanupOrNone(ok bool) func() { if ok { return func() {} }; x := toy.New(); return func() { x.Close() } } // result 0 by call
func makesUser() user { return toy.New() } // nothing
func makesHandle() toy.Handle { return toy.New() } // result 0
func makesBox() *box { return &box{toy.New()} } // result 0
func makesBoxedUser() user { return &box{toy.New()} } // nothing
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
