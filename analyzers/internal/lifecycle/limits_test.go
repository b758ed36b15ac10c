package lifecycle_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
)

// slow is what no analysis takes, on whatever machine: an explosion takes for ever.
const slow = 30 * time.Second

// lives returns all lives in a package, in order.
func (w *toy) lives(t *testing.T, source string) []lifecycle.Life {
	t.Helper()
	source = "package p\n" + imports(source) + source
	p, a := w.analyse(t, "example.com/p", source)
	var lives []lifecycle.Life
	for _, fn := range p.Funcs {
		for _, o := range a.Obligations(fn, specs...) {
			lives = append(lives, a.Check(o))
		}
	}
	return lives
}

// repeat returns n copies of a text in which # is the number.
func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// TestLimits gives functions that are too much to follow. They are known to
// leak, but not to the check: it must be silent, and quick.
func TestLimits(t *testing.T) {
	w := newToy(t)
	for _, test := range []struct{ name, source, want string }{
		{"31 deferred calls", `func f() { x := toy.New(); ` + repeat(31, "defer println(#);") + `x.Use() }`, "never"},
		{"33 deferred calls", `func f() { x := toy.New(); ` + repeat(33, "defer println(#);") + `x.Use() }`, "handed on"},
		{"100 variables", `func f(ok bool) { x := toy.New(); ` + repeat(100, "y# := x; if ok { y# = nil }; _ = func() { y#.Use() };") + `}`, "never"},
		{"200 variables", `func f(ok bool) { x := toy.New(); ` + repeat(200, "y# := x; if ok { y# = nil }; _ = func() { y#.Use() };") + `}`, "handed on"},
		{"40 conditions, each tested twice", `func f(c []bool) { x := toy.New(); ` +
			repeat(40, "c# := c[#]; if c# { println(#) }; if c# { println(#) };") + `x.Use() }`, "handed on"},
		{"16 conditions in a row, each tested twice", `func f(c []bool) { x := toy.New(); ` +
			repeat(16, "c# := c[#];") + repeat(16, "if c# { println(#) };") + repeat(16, "if c# { println(#) };") + `x.Use() }`, "handed on"},
	} {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			lives := w.lives(t, test.source)
			if got := verdict(lives[0]); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if took := time.Since(start); took > slow {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestRecursionCost follows a value through functions that all call each
// other: the ways through them are many, the functions few.
func TestRecursionCost(t *testing.T) {
	const n = 16
	var b strings.Builder
	b.WriteString("func f(ctx context.Context) { x := toy.New(); f0(x, ctx, 9) }\n")
	for i := range n {
		fmt.Fprintf(&b, "func f%d(x *toy.Thing, ctx context.Context, n int) {\nif n == 0 { return }\n", i)
		for j := range n {
			fmt.Fprintf(&b, "f%d(x, ctx, n-1)\n", j)
		}
		b.WriteString("}\n")
	}
	start := time.Now()
	lives := newToy(t).lives(t, b.String())
	if got := verdict(lives[0]); got != "never" {
		t.Errorf("got %q, want %q", got, "never")
	}
	if took := time.Since(start); took > slow {
		t.Errorf("took %v", took)
	}
}

// TestDeterminism analyses the same source again and again.
func TestDeterminism(t *testing.T) {
	w := newToy(t)
	source := `
func f(c chan int, names []string) (err error) {
	a, err := toy.Open("a")
	if err != nil {
		return err
	}
	b := toy.New()
	defer func() { b.Close() }()
	for _, name := range names {
		if name == "" {
			return nil
		}
		b = toy.New()
		defer func() { b.Close() }()
		select {
		case <-c:
			a.Close()
		default:
			shut(a)
		}
	}
	shut(a)
	return nil
}
func shut(x *toy.Thing) { other(x, 3) }
func other(x *toy.Thing, n int) {
	if n > 0 {
		shut(x)
		return
	}
	x.Close()
}
`
	var first []string
	for range 20 {
		source := "package p\n" + imports(source) + source
		p, a := w.analyse(t, "example.com/p", source)
		var all []string
		for _, fn := range p.Funcs {
			for _, o := range a.Obligations(fn, specs...) {
				l := a.Check(o)
				all = append(all, verdict(l))
				for _, problem := range l.Problems {
					all = append(all, trace(p, l, problem))
				}
			}
		}
		if first == nil {
			first = all
		}
		if !reflect.DeepEqual(all, first) {
			t.Fatalf("got\n%s\nafter\n%s", strings.Join(all, "\n"), strings.Join(first, "\n"))
		}
	}
	if len(first) < 6 {
		t.Errorf("only %q", first)
	}
}
