package rule_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// TestBranches takes every branch of a function both ways.
func TestBranches(t *testing.T) {
	w := ssatest.NewWorld(t, "errors", "io")
	for _, test := range []struct{ name, body, taken, notTaken string }{
		{"parameter", `if a { println() }`, "a is true", "a is false"},
		{"negation", `if !a { println() }`, "a is true", "a is false"},
		{"either", `if (a) || n > 3 { println() }`, "a is true; n > 3 is true", "a is false; n > 3 is false"},
		{"comparison", `if n > 3 { println() }`, "n > 3 is true", "n > 3 is false"},
		{"error", `if err != nil { println() }`, "err != nil is true", "err != nil is false"},
		{"call", `if errors.Is(err, io.EOF) { println() }`, "errors.Is(err, io.EOF) is true", "errors.Is(err, io.EOF) is false"},
		{"field", `if o.open { println() }`, "o.open is true", "o.open is false"},
		{"index", `if list[n] { println() }`, "list[n] is true", "list[n] is false"},
		{"dereference", `if *p { println() }`, "*p is true", "*p is false"},
		{"receive", `if <-c { println() }`, "<-c is true", "<-c is false"},
		{"and", `if a && n > 3 { println() }`, "a is true; n > 3 is true", "a is false; n > 3 is false"},
		{"switch", `switch n { case 3: println() }`, "case 3 is taken", "case 3 is not taken"},
		{"switch without tag", `switch { case n > 3: println() }`, "n > 3 is true", "n > 3 is false"},
		{"loop", `for n < 3 { n++ }`, "n < 3 is true", "n < 3 is false"},
		{"range", `for range list { println() }`, "", ""},
		{"select", `select { case <-c: println(); default: }`, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
import ("errors"; "io")
var _, _ = errors.Is, io.EOF
type object struct{ open bool }
func f(a bool, n int, err error, o *object, list []bool, p *bool, c chan bool) {
	`+test.body+`
}`)
			fn := p.Func(t, "f")
			for taken, want := range map[bool]string{true: test.taken, false: test.notTaken} {
				var messages []string
				for _, step := range rule.Branches(fn, branches(fn, taken)) {
					messages = append(messages, step.Message)
					if line := p.Fset.Position(step.Pos).Line; line != 6 || step.End <= step.Pos {
						t.Errorf("%s is at line %d", step.Message, line)
					}
				}
				if got := strings.Join(messages, "; "); got != want {
					t.Errorf("%s\ngot %q, want %q", test.body, got, want)
				}
			}
		})
	}
}

// TestBranchesOnOneParameter tests a parameter more than once.
func TestBranchesOnOneParameter(t *testing.T) {
	p := ssatest.NewWorld(t).Build(t, "example.com/p", `package p
func f(a bool) {
	if a {
		println(1)
	}
	println(2)
	for !a {
		println(3)
	}
}`)
	var got []int
	for _, step := range rule.Branches(p.Func(t, "f"), branches(p.Func(t, "f"), true)) {
		got = append(got, p.Fset.Position(step.Pos).Line)
	}
	slices.Sort(got)
	if !slices.Equal(got, []int{3, 7}) {
		t.Errorf("at lines %v, want 3 and 7", got)
	}
}

func branches(fn *ssa.Function, taken bool) []flow.Branch {
	var all []flow.Branch
	for _, block := range fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			all = append(all, flow.Branch{If: branch, Taken: taken})
		}
	}
	return all
}

func TestStepAt(t *testing.T) {
	source := "package p\nfunc g() int\nfunc f() { g() }\n"
	p := ssatest.NewWorld(t).Build(t, "example.com/p", source)
	step := rule.StepAt(ssatest.Calls(p.Func(t, "f"), "g")[0], "here")
	file := p.Fset.File(step.Pos)
	if text := source[file.Offset(step.Pos):file.Offset(step.End)]; text != "g()" || step.Message != "here" {
		t.Errorf("%s: %s", text, step.Message)
	}
}

func TestRange(t *testing.T) {
	source := `package p
func g() int
func f() int {
	defer g()
	go g()
	return g()
}
func h() { g() }
type t struct{ n int }
func k() *t {
	return &t{n: 1}
}
`
	p := ssatest.NewWorld(t).Build(t, "example.com/p", source)
	var got []string
	for _, name := range []string{"f", "h", "k"} {
		fn := p.Func(t, name)
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				pos, end := rule.Range(fn, instr)
				if end.IsValid() {
					file := p.Fset.File(pos)
					got = append(got, source[file.Offset(pos):file.Offset(end)])
				}
			}
		}
	}
	want := "defer g(); go g(); g(); return g(); g(); n: 1; return &t{n: 1}"
	if text := strings.Join(slices.Compact(got), "; "); text != want { // storing results and returning them are two instructions
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
