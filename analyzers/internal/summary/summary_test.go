package summary_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/summary"
)

func TestFactsAreExported(t *testing.T) {
	h := newHost(t)
	h.run(t, "example.com/helper", helperSource)
	for name, want := range map[string]bool{
		"example.com/helper.Derive":            true,
		"example.com/helper.Serve":             true,
		"(example.com/helper.private).Serve":   true,  // can be called: Private returns one
		"example.com/helper.serve":             false, // can not be called from elsewhere
		"example.com/helper.Nothing":           false, // nothing to say
		"(*example.com/helper.Server).Missing": false,
	} {
		if _, ok := h.facts[name]; ok != want {
			t.Errorf("%s has a fact: %t", name, ok)
		}
	}
}

// TestLivesAcrossPackages states the verdict on each cancel function.
func TestLivesAcrossPackages(t *testing.T) {
	const source = `package p

import (
	"context"
	"example.com/helper"
)

func ended(ctx context.Context) {
	ctx, cancel := helper.Derive(ctx) // ended
	defer cancel()
	<-ctx.Done()
}
func never(ctx context.Context) {
	ctx, cancel := helper.Derive(ctx) // leaks
	_ = cancel
	<-ctx.Done()
}
func endedByHelper(ctx context.Context) {
	ctx, cancel := helper.Derive(ctx) // ended
	<-ctx.Done()
	helper.Finish(cancel)
}
func endedByHelperOfHelper(ctx context.Context) {
	ctx, cancel := helper.Derive(ctx) // ended
	<-ctx.Done()
	helper.FinishLater(cancel)
}
func endedByMutualRecursion(ctx context.Context) {
	ctx, cancel := helper.Derive(ctx) // ended
	println(ctx == nil)
	helper.Even(cancel, 4)
}
func usedByMutualRecursion(ctx context.Context) {
	ctx, cancel := helper.Derive(ctx) // leaks
	println(ctx == nil)
	helper.Ping(cancel, 4)
}
func kept(ctx context.Context, s *helper.Server) {
	_, cancel := helper.Derive(ctx) // handed on
	s.Own(cancel)
}
func dies(ctx context.Context) {
	_, cancel := helper.Derive(ctx) // ended
	if ctx.Err() != nil {
		helper.Fail()
	}
	cancel()
}
func again(ctx context.Context) (context.Context, func()) {
	return helper.Derive(ctx) // handed on
}
func ofAgain(ctx context.Context) {
	_, cancel := again(ctx) // leaks
	println(cancel == nil)
}
`
	h := newHost(t)
	h.run(t, "example.com/helper", helperSource)
	p, result := h.run(t, "example.com/p", source)
	lines := strings.Split(source, "\n")
	checked := 0
	for _, fn := range p.Funcs {
		for _, o := range result.Lives.Obligations(fn, catalog.Cancels...) {
			checked++
			line := lines[p.Fset.Position(o.Call.Pos()).Line-1]
			_, want, _ := strings.Cut(line, " // ")
			if got := verdict(result.Lives.Check(o)); got != want {
				t.Errorf("%s: got %s, want %s", fn.Name(), got, want)
			}
		}
	}
	if want := strings.Count(source, " // "); checked != want {
		t.Errorf("%d lives, want %d", checked, want)
	}
}

func verdict(l lifecycle.Life) string {
	switch _, leaks := l.Has(lifecycle.Leak); {
	case leaks, l.Discarded:
		return "leaks"
	case l.HandedOn:
		return "handed on"
	case l.SawEnd:
		return "ended"
	}
	return "silent"
}

// TestMissingFacts analyses the same package without facts of the other:
// nothing is known, nothing is said.
func TestMissingFacts(t *testing.T) {
	h := newHost(t)
	h.run(t, "example.com/helper", helperSource)
	h.facts = facts{}
	p, result := h.run(t, "example.com/p", `package p

import (
	"context"
	"example.com/helper"
)

func f(ctx context.Context) {
	_, cancel := helper.Derive(ctx)
	_ = cancel
	_, own := context.WithCancel(helper.Fresh())
	helper.Ping(own, 3)
	helper.Serve()
}
`)
	lives := result.Lives.Obligations(p.Func(t, "f"), catalog.Cancels...)
	if len(lives) != 1 {
		t.Fatalf("%d lives, want that of context.WithCancel", len(lives))
	}
	if got := verdict(result.Lives.Check(lives[0])); got != "handed on" {
		t.Errorf("given to a function of unknown effect: %s", got)
	}
	if e := result.Events(ssatest.Calls(p.Func(t, "f"), "Serve")[0]); e.May != 0 {
		t.Errorf("events %+v of an unknown function", e)
	}
	call := ssatest.Calls(p.Func(t, "f"), "WithCancel")[0].(*ssa.Call)
	if root := result.ContextRoot(call.Call.Args[0]); root.Kind != summary.Unknown {
		t.Errorf("root %+v of an unknown context", root)
	}
}

func TestContextsAcrossPackages(t *testing.T) {
	h := newHost(t)
	h.run(t, "example.com/helper", helperSource)
	p, result := h.run(t, "example.com/p", `package p

import (
	"context"
	"example.com/helper"
)

func use(context.Context)

func detached() { use(helper.With("a", helper.Fresh())) }
func derived(ctx context.Context) { use(helper.With("a", ctx)) }
`)
	for name, want := range map[string]summary.RootKind{"detached": summary.Detached, "derived": summary.FromParam} {
		call := ssatest.Calls(p.Func(t, name), "use")[0].Common()
		if root := result.ContextRoot(call.Args[0]); root.Kind != want {
			t.Errorf("%s: root %+v", name, root)
		}
	}
}

func TestEventsAcrossPackages(t *testing.T) {
	h := newHost(t)
	h.run(t, "example.com/helper", helperSource)
	p, result := h.run(t, "example.com/p", `package p

import "example.com/helper"

func serve() { helper.Serve() }
func sometimes() { helper.ServeSometimes(true) }
func recursive() { helper.Left(3) }
func nothing() { helper.Nothing() }
func local() { serve() }
`)
	const blocks = catalog.Bind | catalog.Serve | catalog.Block
	for _, test := range []struct {
		in, calls string
		may, must catalog.Event
		listens   []int
	}{
		{"serve", "Serve", blocks, blocks, []int{summary.AnyPort}},
		{"sometimes", "ServeSometimes", blocks, 0, []int{summary.AnyPort}},
		{"recursive", "Left", blocks, 0, []int{9090}},
		{"nothing", "Nothing", 0, 0, nil},
		{"local", "serve", blocks, blocks, []int{summary.AnyPort}},
	} {
		e := result.Events(ssatest.Calls(p.Func(t, test.in), test.calls)[0])
		if e.May != test.may || e.Must != test.must || !slices.Equal(e.Listens, test.listens) {
			t.Errorf("%s: got %+v", test.in, e)
		}
	}
}

func TestTrace(t *testing.T) {
	h := newHost(t)
	h.run(t, "example.com/helper", helperSource)
	p, result := h.run(t, "example.com/p", `package p

import "example.com/helper"

func outer() { middle() }
func middle() { println(); inner() }
func inner() { func() { helper.Serve() }() }
func again(n int) { again(n-1) }
`)
	var names []string
	for _, call := range result.Trace(ssatest.Calls(p.Func(t, "outer"), "middle")[0], catalog.Serve) {
		names = append(names, call.Common().StaticCallee().Name())
	}
	if got := fmt.Sprint(names); got != "[middle inner inner$1 Serve]" {
		t.Errorf("got %s", got)
	}
	if trace := result.Trace(ssatest.Calls(p.Func(t, "again"), "again")[0], catalog.Serve); len(trace) != 1 {
		t.Errorf("%d calls in a recursion that does nothing", len(trace))
	}
}

// TestEncodingIsStable encodes the facts of the same package again and again.
func TestEncodingIsStable(t *testing.T) {
	first := newHost(t)
	first.run(t, "example.com/helper", helperSource)
	for range 5 {
		h := newHost(t)
		h.run(t, "example.com/helper", helperSource)
		for name, encoded := range first.facts {
			if !bytes.Equal(encoded, h.facts[name]) {
				t.Fatalf("%s is encoded differently", name)
			}
		}
	}
}

func TestAnalyzer(t *testing.T) {
	if err := analysis.Validate([]*analysis.Analyzer{summary.Analyzer}); err != nil {
		t.Error(err)
	}
}
