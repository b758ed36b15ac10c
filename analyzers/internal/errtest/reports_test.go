package errtest_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// TestReports asks of the first return in each function.
func TestReports(t *testing.T) {
	w := ssatest.NewWorld(t, "errors", "fmt")
	for _, tt := range []struct {
		name, fn          string
		reports, madeHere bool
	}{
		{"errors.New", `func f() error { return errors.New("x") }`, true, true},
		{"fmt.Errorf", `func f() error { return fmt.Errorf("x") }`, true, true},
		{"a type of its own", `func f() error { return &failure{} }`, true, true},
		{"of a named result, which deferred calls may change", `func f() (err error) { defer func() { err = nil }(); return errors.New("x") }`, false, false},
		{"a package variable", `func f() error { return errClosed }`, true, false},
		{"another call's", `func f() error { return call() }`, false, false},
		{"under a check", `func f() error { if err := call(); err != nil { return err }; return nil }`, true, false},
		{"under the opposite check", `func f() error { if err := call(); err == nil { return err }; return errClosed }`, false, false},
		{"nil", `func f() error { return nil }`, false, false},
		{"no error", `func f() int { return 1 }`, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
import ("errors"; "fmt")
var _, errClosed = fmt.Errorf, errors.New("closed")
type failure struct{}
func (*failure) Error() string { return "" }
func call() error { return nil }
`+tt.fn)
			var ret *ssa.Return
			for r := range flow.Instrs[*ssa.Return](p.Func(t, "f")) {
				if ret == nil || r.Pos() < ret.Pos() {
					ret = r
				}
			}
			if got := errtest.Reports(ret); got != tt.reports {
				t.Errorf("Reports: got %t", got)
			}
			if got := errtest.MadeHere(ret); got != tt.madeHere {
				t.Errorf("MadeHere: got %t", got)
			}
		})
	}
}
