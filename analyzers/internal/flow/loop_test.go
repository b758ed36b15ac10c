package flow_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestLoopAround(t *testing.T) {
	for _, test := range []struct {
		name, body string
		turns      int // calls of mark in the loop around the first one
		exits      int // edges out of it
	}{
		{"none", `mark(1); mark(2)`, 0, 0},
		{"condition", `for cond() { mark(1) }; mark(2)`, 1, 1},
		{"for ever", `for { mark(1); mark(2) }`, 2, 0},
		{"break", `for cond() { mark(1); if cond() { mark(2); break } }; mark(3)`, 1, 2},
		{"return", `for { mark(1); if cond() { return }; mark(2) }`, 2, 1},
		{"continue", `for cond() { mark(1); if cond() { mark(2); continue }; mark(3) }`, 3, 1},
		{"inner", `for cond() { for cond() { mark(1) }; mark(2) }`, 1, 1},
		{"outer", `for cond() { mark(1); for cond() { mark(2) } }`, 2, 1},
		{"beside", `mark(1); for cond() { mark(2) }`, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := build(t, `func cond() bool; func f() { `+test.body+` }`)
			calls := ssatest.Calls(fn, "mark")
			l := flow.LoopAround(calls[0].Block())
			turns, exits := 0, 0
			for _, call := range calls {
				if l.Has(call.Block()) {
					turns++
				}
			}
			if l != nil {
				exits = len(l.Exits())
			}
			if turns != test.turns || exits != test.exits {
				t.Errorf("%d calls and %d exits", turns, exits)
			}
		})
	}
}

func TestLoopsAround(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       []int // calls of mark in the loops around the first one
	}{
		{"none", `mark(1); for cond() { mark(2) }`, nil},
		{"inner first", `for cond() { for cond() { mark(1) }; mark(2) }`, []int{1, 2}},
		{"not those within", `for cond() { mark(1); for cond() { mark(2) } }`, []int{2}},
		{"entered twice", `if cond() { goto second }; first: mark(1); second: if cond() { goto first }`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			calls := ssatest.Calls(build(t, `func cond() bool; func f() { `+test.body+` }`), "mark")
			var got []int
			for _, l := range flow.LoopsAround(calls[0].Block()) {
				got = append(got, len(slices.DeleteFunc(slices.Clone(calls), func(c ssa.CallInstruction) bool { return !l.Has(c.Block()) })))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestExits(t *testing.T) {
	fn := build(t, `func cond() bool; func f() { for cond() { mark(1) }; mark(2) }`)
	exits := flow.Loops(fn)[0].Exits()
	if _, ok := exits[0].From.Instrs[len(exits[0].From.Instrs)-1].(*ssa.If); !ok || exits[0].I != 1 || exits[0].To() != ssatest.Calls(fn, "mark")[1].Block() {
		t.Errorf("%v", exits)
	}
}
