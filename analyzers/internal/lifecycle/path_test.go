package lifecycle_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// trace writes a problem as the lines and outcomes on its path.
func trace(p *ssatest.Package, l lifecycle.Life, problem lifecycle.Problem) string {
	line := func(instr ssa.Instruction) int { return p.Fset.Position(instr.Pos()).Line }
	steps := []string{fmt.Sprint("begin ", line(l.Call))}
	for _, b := range problem.Path {
		steps = append(steps, fmt.Sprintf("%d %t", p.Fset.Position(b.If.Cond.Pos()).Line, b.Taken))
	}
	return strings.Join(append(steps, fmt.Sprint("at ", line(problem.At))), ", ")
}

func TestPath(t *testing.T) {
	w := newToy(t)
	for _, test := range []struct{ name, body, want string }{
		{"straight", `
	x := toy.New()
	x.Use()
	return nil`, "begin 5, at 7"},
		{"error edge is a decision", `
	x, err := toy.Open("a")
	if err != nil {
		return err
	}
	if n > 3 {
		return nil
	}
	return x.Close()`, "begin 5, 6 false, 9 true, at 10"},
		{"shortest path", `
	x := toy.New()
	for i := 0; i < n; i++ {
		if i == 2 {
			x.Use()
		}
	}
	return nil`, "begin 5, 6 false, at 11"},
		{"short circuit", `
	x := toy.New()
	if n > 3 && n < 9 {
		return nil
	}
	return x.Close()`, "begin 5, 6 true, 6 true, at 7"},
		{"what a deferred closure decides", `
	x := toy.New()
	ok := false
	defer func() {
		if ok {
			x.Close()
		}
	}()
	if n == 0 {
		return nil
	}
	ok = true
	return nil`, "begin 5, 12 true, at 13"},
		{"next turn", `
	for i := 0; i < n; i++ {
		x := toy.New()
		if x.Size == 0 {
			continue
		}
		x.Close()
	}
	return nil`, "begin 6, 7 true, 5 true, at 6"},
		{"second end", `
	x := toy.New()
	if n > 3 {
		x.Close()
	}
	if n < 9 {
		x.Close()
	}
	return x.Close()`, "begin 5, 6 true, 9 true, at 10"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, a := w.analyse(t, "example.com/p", "package p\n\nimport \"example.com/toy\"\nfunc f(n int) error {"+test.body+"\n}\n")
			fn := p.Func(t, "f")
			life := a.Check(a.Obligations(fn, specs...)[0])
			if len(life.Problems) == 0 {
				t.Fatal("no problem found")
			}
			if got := trace(p, life, life.Problems[0]); got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
		})
	}
}
