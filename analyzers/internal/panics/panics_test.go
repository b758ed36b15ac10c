package panics_test

import (
	"go/types"
	"slices"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const source = `package p

import (
	"fmt"
	"os"
)

type logger interface{ Fatalf(format string, args ...any) }
type server struct{ log logger }

func plain(v any) { fmt.Println(v) }
func logs() { if r := recover(); r != nil { fmt.Println(r) } }
func (s *server) logs() { if r := recover(); r != nil { fmt.Println(r) } }
func handles(f func(any)) { if r := recover(); r != nil { f(r) } }
func nested() { func() { recover() }() }
func again() { if r := recover(); r != nil { panic(r) } }
func exits() { if r := recover(); r != nil { die(r) } }
func die(v any) { plain(v); os.Exit(1) }
func (s *server) fatal() { if r := recover(); r != nil { s.log.Fatalf("%v", r) } }
func assigns(errp *error) { if r := recover(); r != nil { *errp = fmt.Errorf("%v", r) } }
func passes(n int, errp *error) { assigns(errp) }
func reads(errp *error) { recover(); fmt.Println(*errp) }

func guarded(f func()) { defer logs(); f() }
func guardedByMethod(s *server, f func()) { defer s.logs(); f() }
func guardedByValue(s *server, f func()) { rescue := s.logs; defer rescue(); f() }
func guardedByLiteral(f func()) (err error) {
	defer func() { if r := recover(); r != nil { err = fmt.Errorf("%v", r) } }()
	f()
	return nil
}
func useless(f func()) { defer func() { logs() }(); f() }
func late(f func(), n int) { if n > 0 { defer logs() }; f() }
func repanics(f func()) { defer again(); f() }
func wraps(f func()) func() { return func() { defer logs(); f() } }
func wrapsSome(f func(), n int) func() { if n > 0 { return f }; return func() { defer logs(); f() } }
`

func build(t *testing.T) *ssatest.Package {
	return ssatest.NewWorld(t, "fmt", "os").Build(t, "example.com/p", source)
}

func unknown(*types.Func) (panics.Facts, bool) { return panics.Facts{}, false }

func TestFacts(t *testing.T) {
	p := build(t)
	a := panics.New(unknown)
	for name, want := range map[string]panics.Facts{
		"plain":            {},
		"logs":             {Recovers: true},
		"server.logs":      {Recovers: true},
		"nested":           {},
		"again":            {Recovers: true, Panics: true},
		"exits":            {Recovers: true, Panics: true},
		"die":              {Panics: true},
		"server.fatal":     {Recovers: true, Panics: true},
		"assigns":          {Recovers: true, Assigns: []int{0}},
		"passes":           {Assigns: []int{1}},
		"reads":            {Recovers: true},
		"guarded":          {Guarded: true},
		"guardedByMethod":  {Guarded: true},
		"guardedByValue":   {Guarded: true},
		"guardedByLiteral": {Guarded: true},
		"useless":          {},
		"late":             {},
		"repanics":         {},
		"wraps":            {Guards: true},
		"wrapsSome":        {},
	} {
		got, ok := a.Of(p.Func(t, name))
		if !ok || got.Recovers != want.Recovers || got.Panics != want.Panics || got.Guarded != want.Guarded ||
			got.Guards != want.Guards || !slices.Equal(got.Assigns, want.Assigns) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestTells(t *testing.T) {
	w := ssatest.NewWorld(t, "fmt", "os")
	for _, tt := range []struct {
		name, body string
		results    string
		tells      bool
	}{
		{"logs", `defer func() { if r := recover(); r != nil { fmt.Println(r) } }()`, `(err error)`, false},
		{"no names", `defer func() { if r := recover(); r != nil { fmt.Println(r) } }()`, `error`, false},
		{"assigns", `defer func() { if r := recover(); r != nil { err = fmt.Errorf("%v", r) } }()`, `(err error)`, true},
		{"assigns another", `defer func() { if err := recover(); err != nil { err = fmt.Errorf("%v", err) } }()`, `(err error)`, false},
		{"assigns a local", `var failed error; defer func() { if r := recover(); r != nil { failed = fmt.Errorf("%v", r) } }(); _ = failed`, `(err error)`, false},
		{"assigns within", `defer func() { if r := recover(); r != nil { func() { err = fmt.Errorf("%v", r) }() } }()`, `(err error)`, true},
		{"closure as argument", `defer handles(func(r any) { err = fmt.Errorf("%v", r) })`, `(err error)`, true},
		{"closure that reads", `defer handles(func(r any) { fmt.Println(r, err) })`, `(err error)`, false},
		{"captured closure", `fail := func(r any) { err = fmt.Errorf("%v", r) }; defer func() { fail(recover()) }()`, `(err error)`, true},
		{"reads", `defer func() { recover(); fmt.Println(err) }()`, `(err error)`, false},
		{"hands over", `defer assigns(&err)`, `(err error)`, true},
		{"hands over to a reader", `defer reads(&err)`, `(err error)`, false},
		{"closure hands over", `defer func() { if recover() != nil { passes(1, &err) } }()`, `(err error)`, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", source+"func f(call func()) "+tt.results+" {\n"+tt.body+"\ncall()\nreturn nil }")
			fn := p.Func(t, "f")
			a := panics.New(unknown)
			rescues := a.Rescues(fn)
			if len(rescues) != 1 || rescues[0].Call == nil {
				t.Fatalf("%d rescues", len(rescues))
			}
			if got := a.Tells(rescues[0].Defer, panics.Results(fn)); got != tt.tells {
				t.Errorf("tells %t, want %t", got, tt.tells)
			}
		})
	}
}

func TestImported(t *testing.T) {
	w := ssatest.NewWorld(t)
	w.Build(t, "example.com/helper", "package helper\nfunc Log() { recover() }\nfunc Catch(errp *error) { recover() }\nfunc Other() {}\n")
	p := w.Build(t, "example.com/p", `package p
import "example.com/helper"
func f() (err error) { defer helper.Log(); defer helper.Catch(&err); defer helper.Other(); return nil }`)
	a := panics.New(func(fn *types.Func) (panics.Facts, bool) {
		switch fn.Name() {
		case "Log":
			return panics.Facts{Recovers: true}, true
		case "Catch":
			return panics.Facts{Recovers: true, Assigns: []int{0}}, true
		}
		return panics.Facts{}, false
	})
	fn := p.Func(t, "f")
	var tells []bool
	for _, rescue := range a.Rescues(fn) {
		tells = append(tells, a.Tells(rescue.Defer, panics.Results(fn)))
	}
	if !slices.Equal(tells, []bool{false, true}) {
		t.Errorf("tells %v", tells)
	}
}
