package summary_test

import (
	"bytes"
	"encoding/gob"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// facts are encoded, as they are on their way to another package.
type facts map[string][]byte

// host runs the summary analyzer on package after package.
type host struct {
	*ssatest.World
	facts facts
}

func newHost(t *testing.T) *host {
	return &host{World: ssatest.NewWorld(t, "context", "net", "net/http"), facts: facts{}}
}

func (h *host) run(t *testing.T, path, source string) (*ssatest.Package, *summary.Result) {
	t.Helper()
	p := h.Build(t, path, source)
	p.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {

		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
			t.Fatal(err)
		}
		h.facts[symbol.Name(obj.(*types.Func))] = buf.Bytes()
	}
	p.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
		encoded, ok := h.facts[symbol.Name(obj.(*types.Func))]
		if ok {
			if err := gob.NewDecoder(bytes.NewReader(encoded)).Decode(fact); err != nil {
				t.Fatal(err)
			}
		}
		return ok
	}
	result, err := summary.Analyzer.Run(p.Pass)
	if err != nil {
		t.Fatal(err)
	}
	return p, result.(*summary.Result)
}

const helperSource = `package helper

import (
	"context"
	"net/http"
	"time"
)

// Cancels.

func Derive(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Second)
}

func Finish(cancel context.CancelFunc) { cancel() }

func FinishLater(cancel func()) { defer println("done"); Finish(cancel) }

func Even(cancel func(), n int) {
	if n == 0 {
		cancel()
		return
	}
	Odd(cancel, n-1)
}

func Odd(cancel func(), n int) {
	if n == 1 {
		cancel()
		return
	}
	Even(cancel, n-1)
}

func Ping(cancel func(), n int) {
	if n > 0 {
		Pong(cancel, n-1)
	}
}

func Pong(cancel func(), n int) { Ping(cancel, n-1) }

func Fail() { panic("no") }

type Server struct{ stop context.CancelFunc }

func (s *Server) Own(cancel context.CancelFunc) { s.stop = cancel }

func (s *Server) Close() { s.stop() }

// Contexts.

func Fresh() context.Context { return context.Background() }

func With(name string, ctx context.Context) context.Context { return context.WithValue(ctx, name, name) }

// Events.

func Serve() error { return serve(":8080") }

func ServeSometimes(really bool) error {
	if really {
		return Serve()
	}
	return nil
}

func Left(n int) {
	if n > 0 {
		Right(n - 1)
	}
}

func Right(n int) {
	Left(n - 1)
	http.ListenAndServe(":9090", nil)
}

func serve(address string) error { return http.ListenAndServe(address, nil) }

func Nothing() {}

type private struct{}

func (private) Serve() error { return Serve() }

func Private() private { return private{} }
`
