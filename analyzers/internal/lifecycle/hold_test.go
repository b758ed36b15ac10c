package lifecycle_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// TestHolder makes a client that holds a connection. The connection leaks as
// long as the client stays in the function.
func TestHolder(t *testing.T) {
	w := ssatest.NewWorld(t)
	w.Build(t, "example.com/lib", `package lib
type Conn struct{}
func Dial() *Conn { return nil }
func (c *Conn) Close() error { return nil }
type Client interface { Call() error; Watch() Stream }
type Stream interface { Recv() error }
func NewClient(c *Conn) Client { return nil }
`)
	spec := &lifecycle.Spec{
		Name: "conn", Noun: "connection", Begin: map[string]int{"example.com/lib.Dial": 0},
		End: symbol.Of("(*example.com/lib.Conn).Close"),
		Holder: func(call *ssa.CallCommon) bool {
			callee := symbol.Callee(call)
			return callee != nil && callee.Name() == "NewClient"
		},
	}
	for _, tt := range []struct {
		name, body string
		leaks      bool
	}{
		{"called", `lib.NewClient(c).Call()`, true},
		{"in a variable", `client := lib.NewClient(c); client.Call(); client.Call()`, true},
		{"deferred call", `client := lib.NewClient(c); defer client.Call()`, true},
		{"lent", `use(lib.NewClient(c))`, true},
		{"in a deferred closure", `client := lib.NewClient(c); defer func() { client.Call() }()`, true},
		{"stream stays", `s := lib.NewClient(c).Watch(); s.Recv()`, true},
		{"closed", `lib.NewClient(c).Call(); c.Close()`, false},
		{"returned", `return lib.NewClient(c)`, false},
		{"stored", `global = lib.NewClient(c)`, false},
		{"kept by a function", `keep(lib.NewClient(c))`, false},
		{"in a goroutine", `client := lib.NewClient(c); go func() { client.Call() }()`, false},
		{"sent", `clients <- lib.NewClient(c)`, false},
		{"stream leaves", `streams <- lib.NewClient(c).Watch()`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
import "example.com/lib"
var (
	global lib.Client
	clients chan lib.Client
	streams chan lib.Stream
)
func use(c lib.Client) { c.Call() }
func keep(c lib.Client) { global = c }
func f() (_ lib.Client) {
	c := lib.Dial()
	`+tt.body+`
	return nil
}`)
			a := lifecycle.New(p.Pkg, p.Funcs, []*lifecycle.Spec{spec}, func(*types.Func) (lifecycle.Facts, bool) { return lifecycle.Facts{}, false })
			l := a.Check(a.Obligations(p.Func(t, "f"), spec)[0])
			if _, leaks := l.Has(lifecycle.Leak); leaks != tt.leaks {
				t.Errorf("leaks %t", leaks)
			}
		})
	}
}
