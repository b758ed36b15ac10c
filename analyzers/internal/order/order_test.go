package order_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/govlint/govlint/analyzers/internal/order"
)

// build returns the function f of a package that has a few events to call.
func build(t *testing.T, body string) *ssa.Function {
	t.Helper()
	const events = `
		func register() error { return nil }
		func withdraw()       {}
		func listen()         {}
		func serve() error    { return nil }
		var cond bool
		var done chan int
	`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\nimport \"errors\"\nvar _ = errors.New\n"+events+body, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := &types.Config{Importer: importer.Default()}
	pkg, _, err := ssautil.BuildPackage(config, fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Func("f")
}

func is(names ...string) order.Does {
	return func(call ssa.CallInstruction) bool {
		callee := call.Common().StaticCallee()
		return callee != nil && slices.Contains(names, callee.Name())
	}
}

func on(does order.Does) func(_, call ssa.CallInstruction) bool {
	return func(_, call ssa.CallInstruction) bool { return does(call) }
}

var spec = order.Spec{
	First:   is("register"),
	Then:    on(is("listen", "serve")),
	Settles: on(is("listen")),
	Undoes:  on(is("withdraw")),
}

func TestEarly(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want string // what comes after register, "" if all is in order
	}{
		"dominated":               {`func f() { register(); serve() }`, "serve"},
		"nearest first":           {`func f() { register(); listen(); serve() }`, "listen"},
		"listened before":         {`func f() { listen(); register(); serve() }`, ""},
		"listened on some path":   {`func f() { if cond { listen() }; register(); serve() }`, ""},
		"listened on other path":  {`func f() { if cond { listen(); return }; register(); serve() }`, "serve"},
		"listened on the way":     {`func f() { for { if cond { break }; listen() }; register(); serve() }`, ""},
		"back edge":               {`func f() { for cond { register(); listen() } }`, ""},
		"error return":            {`func f() error { if err := register(); err != nil { return err }; return serve() }`, "serve"},
		"error swallowed":         {`func f() { if err := register(); err != nil { return }; serve() }`, "serve"},
		"error made":              {`func f() error { if !cond { return errors.New("x") }; register(); return serve() }`, "serve"},
		"only on failure":         {`func f() { if err := register(); err != nil { serve() } }`, ""},
		"only on failure, else":   {`func f() { if err := register(); err == nil { return } else { serve() } }`, ""},
		"conditional, inevitable": {`func f() { if cond { register() }; serve() }`, "serve"},
		"conditional, fallible":   {`func f() error { if cond { if err := register(); err != nil { return err } }; return serve() }`, "serve"},
		"conditional, panics":     {`func f() { if cond { if register() != nil { panic("x") } }; serve() }`, "serve"},
		"same condition negated":  {`func f() { if cond { register() }; if !cond { serve() } }`, ""},
		"one or the other":        {`func f() { if cond { register(); return }; serve() }`, ""},
		"after a switch":          {`func f(n int) { switch n { case 1: register(); case 2: return }; serve() }`, "serve"},
		"then conditional":        {`func f() { register(); if cond { serve() } }`, "serve"},
		"taken back":              {`func f() { register(); withdraw(); serve() }`, ""},
		"taken back on a path":    {`func f() { register(); if cond { withdraw() }; serve() }`, "serve"},
		"taken back at the end":   {`func f() { register(); defer withdraw(); serve() }`, "serve"},
		"retried":                 {`func f() { for { if register() == nil { break } }; serve() }`, "serve"},
		"retried with continue": {`func f() {
			loop: for { for range 3 { if register() != nil { continue loop }; break loop } }
			serve()
		}`, "serve"},
		"waits for ever":        {`func f() { if cond { register(); select {} }; serve() }`, ""},
		"waits, then goes on":   {`func f() { register(); select { case <-done: serve(); case done <- 1: } }`, "serve"},
		"goroutine afterwards":  {`func f() { register(); go serve(); <-done }`, "serve"},
		"goroutine before":      {`func f() { go listen(); register(); serve() }`, ""},
		"register in goroutine": {`func f() { go register(); serve() }`, ""},
		"deferred register":     {`func f() { defer register(); serve() }`, ""},
		"deferred serve":        {`func f() { defer serve(); register() }`, ""},
		"in a literal":          {`func f() { g := func() { register() }; serve(); g() }`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			for _, pair := range spec.Early(build(t, test.body)) {
				got += pair.Then.Common().StaticCallee().Name()
			}
			if got != test.want {
				t.Errorf("%s\nlate: %q, want %q", test.body, got, test.want)
			}
		})
	}
}

func TestAfter(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want int
	}{
		"plain":             {`func f() { serve(); register() }`, 1},
		"error checked":     {`func f() error { if err := serve(); err != nil { return err }; return register() }`, 1},
		"on failure":        {`func f() { if serve() != nil { register() } }`, 1},
		"goroutine":         {`func f() { go serve(); register() }`, 0},
		"on some path":      {`func f() { if cond { serve() }; register() }`, 0},
		"other branch":      {`func f() { if cond { serve() } else { register() } }`, 0},
		"next turn":         {`func f() { for { serve(); register() } }`, 0},
		"loop around serve": {`func f() { for cond { serve() }; register() }`, 0},
		"endless loop left": {`func f() { for { if serve() == nil { break } }; register() }`, 1},
		"deferred":          {`func f() { defer register(); serve() }`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := len(order.After(build(t, test.body), is("serve"), is("register"))); got != test.want {
				t.Errorf("%s\n%d pairs, want %d", test.body, got, test.want)
			}
		})
	}
}

func TestAlways(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want bool
	}{
		"straight":       {`func f() { listen() }`, true},
		"never":          {`func f() {}`, false},
		"some path":      {`func f() { if cond { listen() } }`, false},
		"both branches":  {`func f() { if cond { listen() } else { listen() } }`, true},
		"after failure":  {`func f() error { if err := register(); err != nil { return err }; listen(); return nil }`, true},
		"after sentinel": {`var E = errors.New("e"); func f() error { if cond { return E }; listen(); return nil }`, true},
		"nil result":     {`func f() error { if cond { return nil }; listen(); return nil }`, false},
		"named result":   {`func f() (err error) { if err = register(); err != nil { return }; listen(); return }`, true},
		"panic":          {`func f() { if cond { panic("x") }; listen() }`, true},
		"loop":           {`func f() { for cond { listen() } }`, false},
		"endless loop":   {`func f() { for { listen() } }`, true},
		"never returns":  {`func f() { for { } }`, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := order.Always(build(t, test.body), is("listen")); got != test.want {
				t.Errorf("%s\nalways %t, want %t", test.body, got, test.want)
			}
		})
	}
}
