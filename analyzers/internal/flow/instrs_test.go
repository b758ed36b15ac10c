package flow_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

func TestNest(t *testing.T) {
	fn := build(t, `func f() { mark(1); func() { mark(2); func() { mark(3) }() }(); go func() { mark(4) }() }`)
	nest := flow.Nest(fn)
	if len(nest) != 4 || nest[0] != fn || nest[2].Parent() != nest[1] {
		t.Errorf("%v", nest)
	}
	for _, literal := range nest {
		if flow.Outermost(literal) != fn {
			t.Errorf("%s is in %s", literal, flow.Outermost(literal))
		}
	}
}

func TestAllInstrs(t *testing.T) {
	fn := build(t, `func f() { mark(1); defer func() { mark(2) }(); mark(3) }`)
	count := func(until int) int {
		n := 0
		for call := range flow.AllInstrs[*ssa.Call](fn) {
			if n++; n == until || call.Parent() != fn && n < 3 {
				break
			}
		}
		return n
	}
	if count(0) != 3 || count(1) != 1 {
		t.Errorf("%d calls, %d if one is enough", count(0), count(1))
	}
}

func TestOnce(t *testing.T) {
	p := ssatest.NewWorld(t).Build(t, "example.com/p", `package main
type app struct{}
func (app) main() {}
func main() { func() {}() }
func helper() { func() {}() }`)
	main, helper := p.Func(t, "main"), p.Func(t, "helper")
	for fn, want := range map[*ssa.Function]bool{
		main: true, main.AnonFuncs[0]: true, helper: false, helper.AnonFuncs[0]: false, p.Func(t, "app.main"): false,
	} {
		if flow.Once(fn) != want {
			t.Errorf("%s: %t", fn, !want)
		}
	}
}
