package flow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// build returns the function f of the source, which may call mark.
func build(t *testing.T, source string) *ssa.Function {
	t.Helper()
	p := ssatest.NewWorld(t).Build(t, "example.com/p", "package p\nfunc mark(n int)\n"+source)
	return p.Func(t, "f")
}

// bits is a state: the marks passed.
type bits uint64

// marks returns the machine that collects marks; it ends paths at mark(0).
func marks(visit func(at flow.Node, instr ssa.Instruction, s bits)) *flow.Machine[bits] {
	return &flow.Machine[bits]{
		Step: func(at flow.Node, instr ssa.Instruction, s bits) (bits, bool) {
			visit(at, instr, s)
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "mark" {
				return s, true
			}
			n := call.Call.Args[0].(*ssa.Const).Int64()
			return s | 1<<n, n > 0
		},
		Edge: func(_ *ssa.BasicBlock, _ int, s bits) (bits, bool) { return s, true },
	}
}

// returned explores f and returns the states at its returns, in the order of
// discovery, with the paths to them.
func returned(t *testing.T, fn *ssa.Function, after ssa.Instruction) []string {
	t.Helper()
	type end struct {
		at flow.Node
		s  bits
	}
	var ends []end
	x, complete := marks(func(at flow.Node, instr ssa.Instruction, s bits) {
		if _, ok := instr.(*ssa.Return); ok {
			ends = append(ends, end{at, s})
		}
	}).Explore(fn, after, 0)
	if !complete {
		t.Error("met the limit")
	}
	var found []string
	for _, e := range ends {
		text := ""
		for n := range 64 {
			if e.s&(1<<n) != 0 {
				text += fmt.Sprint(n)
			}
		}
		for _, b := range x.Path(e.at) {
			text += fmt.Sprintf(" %s:%t", b.If.Cond.Name(), b.Taken)
		}
		found = append(found, text)
	}
	return found
}

func TestExplore(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         []string
	}{
		{"straight", `func f() { mark(1); mark(2) }`, []string{"12"}},
		{"branch", `func f(a bool) { if a { mark(1) } else { mark(2) }; mark(3) }`, []string{"13 a:true", "23 a:false"}},
		{"states are not joined", `func f(a, b bool) { if a { mark(1) }; if b { mark(2) } }`,
			[]string{" a:false b:false", "1 a:true b:false", "2 a:false b:true", "12 a:true b:true"}},
		{"path ends", `func f(a bool) { if a { mark(0) }; mark(3) }`, []string{"3 a:false"}},
		{"loop", `func f(a bool) { for a { mark(1) } }`, []string{" a:false", "1 a:true a:false"}},
		{"endless", `func f() { for { mark(1) } }`, nil},
		{"panic", `func f(a bool) { if a { panic("no") } }`, []string{" a:false"}},
		{"goto", `func f(a bool) { if a { goto end }; mark(1); end: mark(2) }`, []string{"2 a:true", "12 a:false"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := returned(t, build(t, test.source), nil)
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("%s\ngot  %q\nwant %q", test.source, got, test.want)
			}
		})
	}
}

func TestExploreAfter(t *testing.T) {
	fn := build(t, `func f(a bool) { for a { mark(1); mark(2) }; mark(3) }`)
	second := ssatest.Calls(fn, "mark")[1]
	got := returned(t, fn, second)
	slices.Sort(got)
	want := []string{"123 a:true a:false", "3 a:false"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEdgeRules(t *testing.T) {
	fn := build(t, `func f(a bool) { if a { mark(1) } else { mark(2) } }`)
	var seen []bits
	m := marks(func(_ flow.Node, instr ssa.Instruction, s bits) {
		if _, ok := instr.(*ssa.Return); ok {
			seen = append(seen, s)
		}
	})
	m.Edge = func(from *ssa.BasicBlock, i int, s bits) (bits, bool) {
		return s | 8, len(from.Succs) == 1 || i == 1
	}
	m.Explore(fn, nil, 0)
	if !slices.Equal(seen, []bits{8 | 1<<2}) {
		t.Errorf("got %b", seen)
	}
}

func TestLimit(t *testing.T) {
	source := "func f(a []bool) {\n" + strings.Repeat("if a[0] { mark(1) }\n", 20) + "}"
	fn := build(t, source)
	n := 0
	m := flow.Machine[int]{
		Step: func(_ flow.Node, _ ssa.Instruction, s int) (int, bool) { n++; return n, true }, // never the same
		Edge: func(_ *ssa.BasicBlock, _ int, s int) (int, bool) { return s, true },
	}
	if _, complete := m.Explore(fn, nil, 0); complete {
		t.Error("complete, with more states than the limit")
	}
}

func TestPredIndex(t *testing.T) {
	for _, source := range []string{
		`func f(a bool) { x := 1; if a { x = 2 }; mark(x) }`,
		`func f(a, b bool) { x := a && b; if x { mark(1) }; mark(2) }`,
		`func f(n int) { for i := 0; i < n; i++ { mark(i) } }`,
		`func f(n int) { x := 0; switch n { case 1, 2: x = 1; case 3: x = 2; fallthrough; case 4: x++ }; mark(x) }`,
	} {
		fn := build(t, source)
		for _, from := range fn.Blocks {
			reached := map[*ssa.BasicBlock][]int{}
			for i, succ := range from.Succs {
				j := flow.PredIndex(from, i)
				if succ.Preds[j] != from {
					t.Errorf("%s: predecessor %d of %v is not %v", source, j, succ, from)
				}
				if slices.Contains(reached[succ], j) {
					t.Errorf("%s: two edges from %v to %v have the same operand", source, from, succ)
				}
				reached[succ] = append(reached[succ], j)
			}
		}
	}
}
