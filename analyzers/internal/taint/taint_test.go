package taint_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/taint"
)

const prelude = `package p
type message struct { Value []byte; Offset int64; Topic string }
type order struct { ID string; lines []string }
func (o *order) Parse(data []byte) error
func (o *order) add(data []byte) error
type store struct { orders []*order }
func decode(data []byte, o *order) error
func text(data []byte) string
func size(data []byte) int
func cond() bool
func use(v any)
var all store
func run(f func())
func keep(m message) { use(m.Value) }
func other(n int) { use(n) }
`

// onlyValue leaves out the fields of a message that are not its value.
func onlyValue(t types.Type, field int) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.TypeString(t, nil) != "example.com/p.message" || field == 0
}

func TestUses(t *testing.T) {
	w := ssatest.NewWorld(t)
	for _, test := range []struct {
		name, body string
		want       bool // what is used has something of the message
	}{
		{"itself", `use(m)`, true},
		{"a copy", `n := m; use(n)`, true},
		{"its value", `use(m.Value)`, true},
		{"a part of its value", `use(m.Value[1:3])`, true},
		{"converted", `use(string(m.Value))`, true},
		{"another field", `use(m.Offset)`, false},
		{"another text", `use(m.Topic)`, false},
		{"a text made of it", `use(text(m.Value))`, true},
		{"a number made of it", `use(size(m.Value))`, false},
		{"the error of a call", `use(decode(m.Value, nil))`, false},
		{"an argument that is filled", `var o order; decode(m.Value, &o); use(o.ID)`, true},
		{"filled later", `var o order; use(o); decode(m.Value, &o)`, true},
		{"filled with something else", `var o order; decode(nil, &o); use(o.ID)`, false},
		{"a field that is set", `o := &order{ID: string(m.Value)}; use(o)`, true},
		{"a receiver that decodes", `var o order; o.Parse(m.Value); use(o)`, true},
		{"another receiver", `var o order; o.add(m.Value); use(o)`, false},
		{"a list that is appended to", `var list []message; list = append(list, m); use(list)`, false},
		{"a package variable", `all.orders[0].ID = string(m.Value); use(all)`, false},
		{"on one way", `s := ""; if cond() { s = string(m.Value) }; use(s)`, true},
		{"nothing of it", `s := "x"; use(s)`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := w.Build(t, "example.com/p", prelude+`func f(m message) { `+test.body+` }`).Func(t, "f")
			set := taint.Of(fn, onlyValue, fn.Params[0])
			if got := set.Uses(ssatest.Calls(fn, "use")[0]); got != test.want {
				t.Errorf("%t", got)
			}
		})
	}
}

func TestInto(t *testing.T) {
	w := ssatest.NewWorld(t)
	for _, test := range []struct {
		name, body string
		want       bool // the function uses something of the message
	}{
		{"argument", `go keep(m)`, true},
		{"another argument", `go other(1)`, false},
		{"captured", `go func() { use(m.Value) }()`, true},
		{"captured, but another field", `go func() { use(m.Offset) }()`, false},
		{"literal with arguments", `go func(n message) { use(n) }(m)`, true},
		{"unknown", `var f func(message); go f(m)`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := w.Build(t, "example.com/p", prelude+`func f(m message) { `+test.body+` }`).Func(t, "f")
			start := goOf(fn)
			body, set := taint.Of(fn, onlyValue, fn.Params[0]).Into(start.Call.Value, start.Call.Args)
			got := body != nil && set.Uses(ssatest.Calls(body, "use")[0])
			if got != test.want {
				t.Errorf("%t", got)
			}
		})
	}
}

// goOf returns the first go statement of a function.
func goOf(fn *ssa.Function) *ssa.Go {
	for start := range flow.Instrs[*ssa.Go](fn) {
		return start
	}
	return nil
}
