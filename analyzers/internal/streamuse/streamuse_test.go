package streamuse_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/streamuse"
	"github.com/govlint/govlint/analyzers/internal/value"
)

func TestOf(t *testing.T) {
	w := ssatest.NewWorld(t)
	for _, tt := range []struct {
		name, body              string
		sends, receives, closes int
		known                   bool
	}{
		{"plain", `s.Send(1); s.Send(2); s.CloseSend(); s.Recv()`, 2, 1, 1, true},
		{"in a closure", `go func() { s.Recv() }(); s.Send(1)`, 1, 1, 0, true},
		{"upload", `s.Send(1); s.CloseAndRecv()`, 1, 0, 1, true},
		{"compared", `if s != nil { s.Send(1) }`, 1, 0, 0, true},
		{"deferred close", `defer s.Close(); s.Send(1)`, 1, 0, 0, true},
		{"closed at once", `s.Send(1); s.Close()`, 0, 0, 0, false},
		{"handed over", `take(s)`, 0, 0, 0, false},
		{"stored", `field.s = s`, 0, 0, 0, false},
		{"assigned twice", `func() { s.Send(1) }(); s = open()`, 0, 0, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", `package p
type stream interface { Send(int) error; Recv() (int, error); CloseSend() error; CloseAndRecv() (int, error); Close() error }
func open() stream { return nil }
func take(stream) {}
var field struct{ s stream }
func f() { s := open(); `+tt.body+` }`)
			call := ssatest.Calls(p.Func(t, "f"), "open")[0].(*ssa.Call)
			uses, known := streamuse.Of(call, value.Result(call, 0))
			if known != tt.known {
				t.Fatalf("known %t", known)
			}
			if known && (len(uses.Sends) != tt.sends || len(uses.Receives) != tt.receives || len(uses.Closes) != tt.closes) {
				t.Errorf("%d sends, %d receives, %d closes", len(uses.Sends), len(uses.Receives), len(uses.Closes))
			}
		})
	}
}
