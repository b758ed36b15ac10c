package trail_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/trail"
)

// TestOrigins lists what the argument of unknown may be.
func TestOrigins(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"here", `func f() { unknown(open()) }`, "open()"},
		{"either", `func f(b bool) { x := open(); if b { x = other() }; unknown(x) }`, "open() other()"},
		{"field", `type s struct{ X *thing }; func f() *s { return &s{open()} }; func (v *s) g() { unknown(v.X) }`, "open()"},
		{"exported field", `type S struct{ X *thing }; func f() *S { return &S{open()} }; func (v *S) g() { unknown(v.X) }`, "*t0"},
		{"exported global", `var X = open(); func f() { unknown(X) }`, "open()"},
		{"global set by others", `var x = open(); func f(set func(**thing)) { set(&x); unknown(x) }`, "*x"},
		{"parameter", `func f() { g(open()) }; func g(x *thing) { unknown(x) }`, "open()"},
		{"this call", `func f() { same(other()); unknown(same(open())) }; func same(x *thing) *thing { return x }`, "open()"},
		{"call in call", `func f() { outer(other()); unknown(outer(open())) }; func outer(x *thing) *thing { return same(x) }; func same(x *thing) *thing { return x }`, "open()"},
		{"exported helper", `func F(x *thing) *thing { return x }; func f() { unknown(F(open())) }`, "open()"},
		{"recursion", `func f(n int) *thing { if n > 0 { return f(n-1) }; return open() }; func g() { unknown(f(3)) }`, "f(t1) open()"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pkg, x := index(t, tt.source)
			var got []string
			for _, p := range x.Origins(trail.Place{Value: called(pkg, "unknown").(*ssa.Call).Call.Args[0]}) {
				got = append(got, p.Value.String())
			}
			slices.Sort(got)
			if got := strings.Join(slices.Compact(got), " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
