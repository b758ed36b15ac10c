package scope_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// libraries declare what the tests need of modules, in order of import.
var libraries = [][2]string{
	{"google.golang.org/grpc", `package grpc
import "context"
type ServerStream interface{ Context() context.Context; SetTrailer(int); RecvMsg(any) error }`},
	{"github.com/gin-gonic/gin", `package gin
import "net/http"
type Context struct{ Request *http.Request }`},
	{"github.com/labstack/echo/v4", `package echo
import "net/http"
type Context interface{ Request() *http.Request }`},
	{"github.com/spf13/cobra", `package cobra
import "context"
type Command struct{}
func (*Command) Context() context.Context { return nil }`},
}

const header = `package p
import ("context"; "net/http"; "sync"; "time"
"google.golang.org/grpc"; "github.com/gin-gonic/gin"; "github.com/labstack/echo/v4"; "github.com/spf13/cobra")
var _ *http.Request
var _ time.Duration
var _ sync.Once
type ( stream interface{ grpc.ServerStream; Recv() error }; ginc = gin.Context; echoc = echo.Context; cmd = cobra.Command )
type server struct { ctx context.Context }
func here()
func fails() error
func use(context.Context)
func wait(chan int)
func later(f func())
func derive(ctx context.Context, n int) (int, context.Context) { return n, context.WithValue(ctx, 1, n) }
`

func world(t *testing.T) *ssatest.World {
	w := ssatest.NewWorld(t, "context", "net/http", "sync", "time")
	for _, library := range libraries {
		w.Build(t, library[0], library[1])
	}
	return w
}

// parent knows the functions of package context, and derive.
func parent(v ssa.Value) ssa.Value {
	if extract, ok := v.(*ssa.Extract); ok {
		v = extract.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok || len(call.Call.Args) == 0 || !symbol.IsContext(call.Call.Args[0].Type()) || call.Call.StaticCallee().Name() == "WithoutCancel" {
		return nil
	}
	return call.Call.Args[0]
}

// here builds a function and returns its only call of here.
func here(t *testing.T, w *ssatest.World, signature, body string) (*ssatest.Package, *ssa.Call) {
	t.Helper()
	p := w.Build(t, "example.com/p", header+"func (s *server) run"+signature+" {\n"+body+"\n}")
	for _, fn := range p.Funcs {
		for _, call := range ssatest.Calls(fn, "here") {
			if call, ok := call.(*ssa.Call); ok {
				return p, call
			}
		}
	}
	t.Fatal("no call of here")
	return nil, nil
}

func TestAt(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, signature, body string
		expr                  string // "" for none
		only                  bool
		captured, mentioned   bool
	}{
		{"parameter", `(ctx context.Context)`, `here()`, "ctx", true, false, false},
		{"blank", `(_ context.Context)`, `here()`, "", false, false, false},
		{"none", `()`, `here()`, "", false, false, false},
		{"field", `()`, `ctx := s.ctx; here(); _ = ctx`, "", false, false, false},
		{"request", `(w http.ResponseWriter, r *http.Request)`, `here()`, "r.Context()", true, false, false},
		{"own request", `()`, `r, _ := http.NewRequest("GET", "/", nil); here(); _ = r`, "", false, false, false},
		{"stream", `(st stream) error`, `here(); return nil`, "st.Context()", true, false, false},
		{"gin", `(c *ginc)`, `here()`, "c.Request.Context()", true, false, false},
		{"echo", `(c echoc) error`, `here(); return nil`, "c.Request().Context()", true, false, false},
		{"cobra", `(c *cmd, args []string)`, `here()`, "c.Context()", true, false, false},
		{"read out", `(r *http.Request)`, `ctx := r.Context(); here(); _ = ctx`, "ctx", false, false, false},
		{"read out of gin", `(c *ginc)`, `ctx := c.Request.Context(); here(); _ = ctx`, "ctx", false, false, false},
		{"read out of echo", `(c echoc)`, `ctx := c.Request().Context(); here(); _ = ctx`, "ctx", false, false, false},
		{"derived", `(ctx context.Context)`, `tctx, cancel := context.WithTimeout(ctx, 1); defer cancel(); here(); use(tctx)`, "tctx", false, false, false},
		{"derived in place", `(ctx context.Context)`, `ctx, cancel := context.WithTimeout(ctx, 1); defer cancel(); here(); _ = ctx`, "ctx", true, false, false},
		{"derived later", `(ctx context.Context)`, `here(); tctx, cancel := context.WithTimeout(ctx, 1); defer cancel(); _ = tctx`, "ctx", true, false, false},
		{"derived and over", `(ctx context.Context)`, `tctx, cancel := context.WithTimeout(ctx, 1); cancel(); here(); use(tctx)`, "ctx", true, false, false},
		{"derived by a function", `(ctx context.Context)`, `_, dctx := derive(ctx, 1); here(); use(dctx)`, "dctx", false, false, false},
		{"fresh", `(ctx context.Context)`, `other := context.Background(); here(); _ = other`, "ctx", true, false, false},
		{"fresh, hidden", `(ctx context.Context)`, `{ ctx := context.Background(); here(); _ = ctx }`, "", false, false, false},
		{"fresh in place", `(ctx context.Context)`, `ctx = context.Background(); here()`, "", false, false, false},
		{"detached", `(ctx context.Context)`, `dctx := context.WithoutCancel(ctx); here(); _ = dctx`, "ctx", true, false, false},
		{"in a block", `(r *http.Request)`, `if ctx := r.Context(); ctx != nil { here() }`, "ctx", false, false, false},
		{"out of a block", `(r *http.Request)`, `if ctx := r.Context(); ctx != nil { println() }; here()`, "r.Context()", true, false, false},
		{"context before request", `(ctx context.Context, r *http.Request)`, `here()`, "ctx", false, false, false},
		{"done", `(ctx context.Context)`, `<-ctx.Done(); here()`, "", false, false, false},
		{"Err", `(ctx context.Context)`, `if ctx.Err() != nil { here() }`, "", false, false, false},
		{"not done", `(ctx context.Context)`, `if ctx.Err() == nil { here() }`, "ctx", true, false, false},
		{"select", `(ctx context.Context, c chan int)`, `select { case <-ctx.Done(): return; case <-c: here() }`, "ctx", true, false, false},
		{"closure in place", `(ctx context.Context)`, `func() { here() }()`, "ctx", true, false, false},
		{"goroutine", `(ctx context.Context)`, `go func() { here() }()`, "ctx", true, true, false},
		{"goroutine that uses it", `(ctx context.Context)`, `go func() { _ = ctx; here() }()`, "ctx", true, true, true},
		{"callback", `(ctx context.Context)`, `later(func() { here() })`, "ctx", true, true, false},
		{"parameter of a closure", `(ctx context.Context)`, `f := func(r *http.Request) { here() }; _ = f`, "r.Context()", false, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, call := here(t, w, tt.signature, tt.body)
			live, ok := scope.In(p.Pass, parent).At(call)
			if ok != (tt.expr != "") || live.Expr != tt.expr || live.Only != tt.only || live.Captured != tt.captured || live.Mentioned != tt.mentioned {
				t.Errorf("got %+v, %t", live, ok)
			}
		})
	}
}

func TestEndless(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, declare, callers string
		endless                bool
	}{
		{"exported", `func F(ctx context.Context) { here() }`, `func g() { F(context.Background()) }`, false},
		{"no calls", `func f(ctx context.Context) { here() }`, ``, false},
		{"fresh", `func f(ctx context.Context) { here() }`, `func g() { f(context.Background()) }`, true},
		{"one of two", `func f(ctx context.Context) { here() }`, `func g(ctx context.Context) { f(context.Background()); f(ctx) }`, false},
		{"handed on", `func f(ctx context.Context) { here() }`, `func g(ctx context.Context) { f(ctx) }; func h() { g(context.TODO()) }`, true},
		{"handed on by an exported one", `func f(ctx context.Context) { here() }`, `func G(ctx context.Context) { f(ctx) }; func h() { G(context.TODO()) }`, false},
		{"recursion", `func f(ctx context.Context) { here(); f(ctx) }`, `func g() { f(context.Background()) }`, true},
		{"with a timeout", `func f(ctx context.Context) { here() }`, `func g() { ctx, cancel := context.WithTimeout(context.Background(), 1); defer cancel(); f(ctx) }`, false},
		{"as a value", `func f(ctx context.Context) { here() }`, `func g() func(context.Context) { f(context.Background()); return f }`, false},
		{"in a variable", `func f(ctx context.Context) { here() }`, `func g() { f(context.Background()) }; var Table = []func(context.Context){f}`, false},
		{"method", `func (s *server) f(ctx context.Context) { here() }`, `func g(s *server) { s.f(context.Background()) }`, true},
		{"command", `func f(c *cmd) { here() }`, ``, true},
		{"request", `func f(r *http.Request) { here() }`, ``, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+tt.declare+"\n"+tt.callers)
			for _, fn := range p.Funcs {
				for _, call := range ssatest.Calls(fn, "here") {
					if live, _ := scope.In(p.Pass, parent).At(call); live.Endless != tt.endless {
						t.Errorf("got %+v", live)
					}
				}
			}
		})
	}
}

func TestApart(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, body string
		apart      bool
	}{
		{"straight", `here()`, false},
		{"closure in place", `func() { here() }()`, false},
		{"handler in a function", `f := func(r *http.Request) { here() }; _ = f`, false},
		{"goroutine", `go func() { here() }()`, true},
		{"deferred closure", `defer func() { here() }()`, true},
		{"callback", `later(func() { here() })`, true},
		{"once", `var once sync.Once; once.Do(func() { here() })`, true},
		{"failed", `if err := fails(); err != nil { here() }`, true},
		{"succeeded", `if err := fails(); err == nil { here() }`, false},
		{"behind the check", `if err := fails(); err != nil { return }; here()`, false},
		{"asks for the end", `if ctx.Err() != nil { return }; here()`, true},
		{"detaches", `d := context.WithoutCancel(ctx); _ = d; here()`, true},
		{"explained", "// not bound to the request's context\nhere()", true},
		{"another comment", "// the first\nhere()", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, call := here(t, w, `(ctx context.Context)`, tt.body)
			finder := scope.In(p.Pass, parent)
			live, ok := finder.At(call)
			if got := !ok || finder.Apart(live, call); got != tt.apart {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestOutlives(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, body string
		outlives   bool
	}{
		{"left alone", `go f()`, true},
		{"waited for", `var wg sync.WaitGroup; go f(); wg.Wait()`, false},
		{"received from", `c := make(chan int); go f(); <-c`, false},
		{"selected", `c := make(chan int); go f(); select { case <-c: case <-ctx.Done(): }`, false},
		{"waited for on one way", `var wg sync.WaitGroup; go f(); if n > 0 { return }; wg.Wait()`, true},
		{"waited for at the end", `var wg sync.WaitGroup; defer wg.Wait(); go f()`, false},
		{"waited for elsewhere", `c := make(chan int); go f(); wait(c)`, false},
		{"waited for before", `var wg sync.WaitGroup; wg.Wait(); go f()`, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+"func run(ctx context.Context, f func(), n int) {\n"+tt.body+"\n}")
			for _, block := range p.Func(t, "run").Blocks {
				for _, instr := range block.Instrs {
					if start, ok := instr.(*ssa.Go); ok && scope.Outlives(start) != tt.outlives {
						t.Errorf("got %t", !tt.outlives)
					}
				}
			}
		})
	}
}
