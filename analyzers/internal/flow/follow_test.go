package flow_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// TestFollow asks which paths lead from the first mark to the second.
func TestFollow(t *testing.T) {
	for _, test := range []struct {
		name, source string
		meets        bool
	}{
		{"straight", `func f() { mark(1); mark(2) }`, true},
		{"other branch", `func f(a bool) { if a { mark(1) } else { mark(2) } }`, false},
		{"same condition", `func f(a bool) { if a { mark(1) }; if a { mark(2) } }`, true},
		{"opposite condition", `func f(a bool) { if a { mark(1) }; if !a { mark(2) } }`, false},
		{"error", `func f(err error) { if err != nil { mark(1) }; if err == nil { mark(2) } }`, false},
		{"flag", `func f(a bool) { ok := true; if a { mark(1); ok = false }; if ok { mark(2) } }`, false},
		{"flag kept", `func f(a bool) { ok := false; if a { mark(1); ok = true }; if ok { mark(2) } }`, true},
		{"nil", `func f(a bool) { var p *int; if a { mark(1) } else { p = new(int) }; if p != nil { mark(2) } }`, false},
		{"not nil", `func f(a bool) { var p *int; if a { mark(1); p = new(int) }; if p != nil { mark(2) } }`, true},
		{"copied error", `func f(err error, b bool) { e := err; if err != nil { mark(1) } else if b { e = nil }; if e == nil { mark(2) } }`, false},
		{"next turn", `func f(a bool) { for a { mark(2); mark(1) } }`, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := build(t, test.source)
			var first, second ssa.CallInstruction
			for _, call := range ssatest.Calls(fn, "mark") {
				if call.Common().Args[0].(*ssa.Const).Int64() == 1 {
					first = call
				} else {
					second = call
				}
			}
			meets := false
			_, complete := flow.Follow(fn, first, func(_ flow.Node, instr ssa.Instruction) bool {
				meets = meets || instr == second
				return true
			}, nil)
			if !complete || meets != test.meets {
				t.Errorf("%s\nmeets %t, want %t (complete: %t)", test.source, meets, test.meets, complete)
			}
		})
	}
}

func TestFollowEdges(t *testing.T) {
	fn := build(t, `func f(a bool) { mark(0); if a { mark(1) } else { mark(2) } }`)
	var seen []int64
	path, _ := flow.Follow(fn, nil, func(at flow.Node, instr ssa.Instruction) bool {
		if call, ok := instr.(*ssa.Call); ok {
			seen = append(seen, call.Call.Args[0].(*ssa.Const).Int64())
		}
		return true
	}, func(_ *ssa.BasicBlock, i int) bool { return i == 1 })
	if len(seen) != 2 || seen[1] != 2 {
		t.Errorf("visits %v, want 0 and 2", seen)
	}
	if decisions := path(1); len(decisions) != 1 || decisions[0].Taken {
		t.Errorf("path %v, want one decision that is false", decisions)
	}
}
