package ctxbound_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ctxbound"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

const header = `package p
import ("bufio"; "context"; "database/sql"; "io"; "net/http"; "os/exec")
var _ = bufio.NewReader
var _ context.Context
var _ sql.DB
var _ exec.Cmd
var _ io.Reader
type body struct { io.ReadCloser }
type doer interface { Do(*http.Request) (*http.Response, error) }
type page struct { r io.Reader; n int }
func check(*http.Response) error { return nil }
`

// parent knows the functions that derive a context or a request from a context.
func parent(v ssa.Value) ssa.Value {
	if extract, ok := v.(*ssa.Extract); ok {
		v = extract.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok || !catalog.DerivedContexts.Calls(&call.Call) {
		return nil
	}
	for _, arg := range call.Call.Args {
		if symbol.IsContext(arg.Type()) {
			return arg
		}
	}
	return value.Receiver(&call.Call)
}

func TestFacts(t *testing.T) {
	w := ssatest.NewWorld(t, "bufio", "context", "database/sql", "io", "net/http", "os/exec")
	for _, tt := range []struct{ name, signature, body, noun string }{
		{"response", `(ctx context.Context, c *http.Client) (*http.Response, error)`,
			`r, err := http.NewRequestWithContext(ctx, "GET", "u", nil); if err != nil { return nil, err }; return c.Do(r)`, "response"},
		{"of a request", `(r *http.Request, c *http.Client) (*http.Response, error)`, `return c.Do(r)`, "response"},
		{"request with another context", `(ctx context.Context, r *http.Request) (*http.Response, error)`, `return http.DefaultClient.Do(r.WithContext(ctx))`, "response"},
		{"interface", `(r *http.Request, c doer) (*http.Response, error)`, `return c.Do(r)`, "response"},
		{"on its own context", `(c *http.Client) (*http.Response, error)`,
			`r, _ := http.NewRequestWithContext(context.Background(), "GET", "u", nil); return c.Do(r)`, ""},
		{"head", `(ctx context.Context) (*http.Response, error)`,
			`r, _ := http.NewRequestWithContext(ctx, "HEAD", "u", nil); return http.DefaultClient.Do(r)`, ""},
		{"body", `(r *http.Request) (io.ReadCloser, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; if resp.StatusCode > 200 { resp.Body.Close(); return nil, io.EOF }; return resp.Body, nil`, "response"},
		{"reader", `(r *http.Request) (io.Reader, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; return bufio.NewReader(resp.Body), nil`, "response"},
		{"in a struct", `(r *http.Request) (*page, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; return &page{r: resp.Body}, nil`, "response"},
		{"read", `(r *http.Request) (*http.Response, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; io.ReadAll(resp.Body); return resp, nil`, ""},
		{"read after a loop", `(r *http.Request) (*http.Response, error)`,
			`var resp *http.Response; var err error; for range 3 { if resp, err = http.DefaultClient.Do(r); err == nil { break } }; if err != nil { return nil, err }; io.ReadAll(resp.Body); return resp, nil`, ""},
		{"made in a loop", `(r *http.Request) (*http.Response, error)`,
			`var resp *http.Response; var err error; for range 3 { if resp, err = http.DefaultClient.Do(r); err == nil { break } }; if err != nil { return nil, err }; return resp, nil`, "response"},
		{"read on failure", `(r *http.Request) (*http.Response, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; if resp.StatusCode > 200 { io.ReadAll(resp.Body); return nil, io.EOF }; return resp, nil`, "response"},
		{"closed", `(r *http.Request) (*http.Response, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; defer resp.Body.Close(); return resp, nil`, ""},
		{"replaced", `(r *http.Request) (*http.Response, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; resp.Body = body{resp.Body}; return resp, nil`, ""},
		{"handed on", `(r *http.Request) (*http.Response, error)`,
			`resp, err := http.DefaultClient.Do(r); if err != nil { return nil, err }; check(resp); return resp, nil`, ""},
		{"rows", `(ctx context.Context, db *sql.DB) (*sql.Rows, error)`, `return db.QueryContext(ctx, "q")`, "rows"},
		{"row", `(ctx context.Context, db *sql.DB) *sql.Row`, `return db.QueryRowContext(ctx, "q")`, "row"},
		{"transaction", `(ctx context.Context, db *sql.DB) (*sql.Tx, error)`, `tx, err := db.BeginTx(ctx, nil); return tx, err`, "transaction"},
		{"either", `(ctx context.Context, db *sql.DB, a bool) (*sql.Rows, error)`,
			`if a { return db.QueryContext(ctx, "q") }; return db.QueryContext(context.Background(), "q")`, ""},
		{"connection", `(ctx context.Context, db *sql.DB) (*sql.Conn, error)`, `return db.Conn(ctx)`, ""},
		{"statement", `(ctx context.Context, db *sql.DB) (*sql.Stmt, error)`, `return db.PrepareContext(ctx, "q")`, ""},
		{"command", `(ctx context.Context) (*exec.Cmd, error)`, `c := exec.CommandContext(ctx, "x"); return c, c.Start()`, "command"},
		{"command that has run", `(ctx context.Context) (*exec.Cmd, error)`, `c := exec.CommandContext(ctx, "x"); return c, c.Run()`, ""},
		{"a number", `(r *http.Request) (int, error)`, `resp, err := http.DefaultClient.Do(r); return resp.StatusCode, err`, ""},
		{"recursive", `(r *http.Request) (*http.Response, error)`, `if r == nil { return f(r) }; return http.DefaultClient.Do(r)`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+"func f"+tt.signature+" {\n"+tt.body+"\n}")
			a := ctxbound.New(parent, func(*types.Func) ([]ctxbound.Fact, bool) { return nil, false })
			facts := a.Facts(p.Func(t, "f"))
			switch {
			case tt.noun == "" && len(facts) > 0:
				t.Errorf("bound: %+v", facts)
			case tt.noun != "" && (len(facts) != 1 || facts[0].Noun != tt.noun || facts[0].Result != 0 || facts[0].Param != 0):
				t.Errorf("facts %+v", facts)
			}
		})
	}
}

// TestReturned asks for the context of what is returned, through a helper of
// this package and one of another.
func TestReturned(t *testing.T) {
	w := ssatest.NewWorld(t, "bufio", "context", "database/sql", "io", "net/http", "os/exec")
	w.Build(t, "example.com/q", `package q
import ("context"; "net/http")
func Get(url string, ctx context.Context) (*http.Response, error) { return nil, nil }`)
	p := w.Build(t, "example.com/p", `package p
import ("context"; "net/http"; "example.com/q")
func get(ctx context.Context) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, "GET", "u", nil)
	if err != nil { return nil, err }
	return http.DefaultClient.Do(r)
}
func here(ctx context.Context) (*http.Response, error) { return get(ctx) }
func there(ctx context.Context) (*http.Response, error) { return q.Get("u", ctx) }
func derived(ctx context.Context) context.Context { return context.WithValue(ctx, 1, 2) }
`)
	a := ctxbound.New(parent, func(fn *types.Func) ([]ctxbound.Fact, bool) {
		return []ctxbound.Fact{{Result: 0, Param: 1, Noun: "response"}}, fn.Name() == "Get"
	})
	for name, noun := range map[string]string{"here": "response", "there": "response", "derived": "context"} {
		fn := p.Func(t, name)
		ret := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return)
		b, ok := a.Returned(ret, 0)
		if !ok || b.Noun != noun || noun != "context" && b.Ctx != fn.Params[0] {
			t.Errorf("%s: %+v, %t", name, b, ok)
		}
	}
}
