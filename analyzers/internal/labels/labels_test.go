package labels_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/labels"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

const library = `package prometheus
type Labels map[string]string
type CounterVec struct{}
func NewCounterVec(opts int, names []string) *CounterVec
func (*CounterVec) With(Labels) int
func (*CounterVec) MustCurryWith(Labels) *CounterVec
`

const header = `package p
import "github.com/prometheus/client_golang/prometheus"
type vec = *prometheus.CounterVec
func use(vec)
func useList([]string)
func useMap(prometheus.Labels)
func made(names ...string) vec { return prometheus.NewCounterVec(1, names) }
`

// finder builds a package, and returns its only call of a function.
func finder(t *testing.T, source, callee string) (labels.Finder, *ssa.Call) {
	t.Helper()
	world := ssatest.NewWorld(t)
	world.Build(t, "github.com/prometheus/client_golang/prometheus", library)
	pkg := world.Build(t, "example.com/p", header+source)
	return labels.Finder{Index: trail.New(append(pkg.Funcs, pkg.SSA.Func("init")))}, ssatest.Calls(pkg.Func(t, "f"), callee)[0].(*ssa.Call)
}

// TestOf prints the labels of the vector that use is given.
func TestOf(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"literal", `func f() { use(prometheus.NewCounterVec(1, []string{"a", "b"})) }`, "a b"},
		{"none", `func f() { use(prometheus.NewCounterVec(1, nil)) }`, ""},
		{"variable", `var v = made("a"); func f() { use(v) }`, "a"},
		{"appended", `var all = []string{"a"}; func f() { use(made(append(all, "b")...)) }`, "a b"},
		{"this call", `var other = made("x"); func f() { use(made("a", "b")) }`, "a b"},
		{"curried", `func f() { use(made("a", "b").MustCurryWith(prometheus.Labels{"a": ""})) }`, "b"},
		{"curried with another", `func f() { use(made("a").MustCurryWith(prometheus.Labels{"x": ""})) }`, "unknown"},
		{"dynamic name", `func f(s string) { use(made("a", s)) }`, "a ?"},
		{"dynamic list", `func f(s []string) { use(made(s...)) }`, "unknown"},
		{"either", `func f(b bool) { v := made("a"); if b { v = made("a", "b") }; use(v) }`, "unknown"},
		{"nil at first", `func f(b bool) { var v vec; if b { v = made("a") }; use(v) }`, "a"},
		{"parameter", `func f(v vec) { use(v) }`, "unknown"},
		{"grown in a loop", `func f(n int) { s := []string{"a"}; for range n { s = append(s, "b") }; use(made(s...)) }`, "unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			find, call := finder(t, tt.source, "use")
			got := "unknown"
			if l, ok := find.Of(call.Call.Args[0]); ok {
				got = strings.ReplaceAll(strings.Join(l.Names, " "), literal.Gap, "?")
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCount counts the elements of the list that useList is given.
func TestCount(t *testing.T) {
	for source, want := range map[string]int{
		`func f(s string) { useList([]string{s, "b"}) }`:                                            2,
		`func f(b bool) { s := []string{"a"}; if b { s = []string{"b"} }; useList(s) }`:             1,
		`func f(b bool) { s := []string{"a"}; if b { s = append(s, "b") }; useList(s) }`:            -1,
		`func f() { useList(make([]string, 2)) }`:                                                   -1,
		`func f() { s := [3]string{"a"}; useList(s[:2]) }`:                                          -1,
		`func f(s []string) { useList(s) }`:                                                         -1,
		`func f() { useList(g("x")) }; func g(s ...string) []string { return append(s, "a", "b") }`: 3,
	} {
		find, call := finder(t, source, "useList")
		got, ok := find.Count(call.Call.Args[0])
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%s: %d elements, want %d", source, got, want)
		}
	}
}

// TestKeys prints the keys of the map that the first With is given.
func TestKeys(t *testing.T) {
	for source, want := range map[string]string{
		`func f(v vec) { v.With(prometheus.Labels{"a": "", "b": ""}) }`:                        "a b",
		`func f(v vec) { v.With(nil) }`:                                                        "",
		`func f(v vec) { m := prometheus.Labels{"a": ""}; m["b"] = ""; v.With(m) }`:            "a b",
		`func f(v vec) { m := prometheus.Labels{"a": ""}; v.With(m); m["b"] = ""; v.With(m) }`: "unknown",
		`func f(v vec, c bool) { m := prometheus.Labels{}; if c { m["a"] = "" }; v.With(m) }`:  "unknown",
		`func f(v vec) { m := prometheus.Labels{"a": ""}; useMap(m); v.With(m) }`:              "unknown",
		`func f(v vec) { m := prometheus.Labels{"a": ""}; delete(m, "a"); v.With(m) }`:         "unknown",
		`func f(v vec, k string) { v.With(prometheus.Labels{k: ""}) }`:                         "unknown",
		`func f(v vec, m prometheus.Labels) { v.With(m) }`:                                     "unknown",
	} {
		_, call := finder(t, source, "With")
		got := "unknown"
		if keys, ok := labels.Keys(call.Call.Args[1], call); ok {
			got = strings.Join(keys, " ")
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
}
