package dead_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

const header = `package p
import ("context"; "os/signal"; "time"; "golang.org/x/sync/errgroup")
var _ = signal.NotifyContext
var _ time.Duration
var _ errgroup.Group
type server struct { ctx context.Context; other *server }
func (s *server) Context() context.Context { return s.ctx }
func use(ctx context.Context) error { return nil }
func make2(ctx context.Context) (context.Context, context.CancelFunc) { return context.WithCancel(ctx) }
func later(f func())
`

func world(t *testing.T) *ssatest.World {
	w := ssatest.NewWorld(t, "context", "os/signal", "time")
	w.Build(t, "golang.org/x/sync/errgroup", `package errgroup
import "context"
type Group struct{}
func WithContext(ctx context.Context) (*Group, context.Context) { return nil, ctx }
func (g *Group) Go(f func() error) {}
func (g *Group) Wait() error { return nil }
`)
	return w
}

// parent knows the functions of package context that take one first.
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

// TestAt asks about the argument of the only call of use.
func TestAt(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, body string
		dead       bool
		kind       dead.Kind
	}{
		{"cancelled", `ctx, cancel := context.WithCancel(ctx); cancel(); use(ctx)`, true, dead.Cancelled},
		{"not yet", `ctx, cancel := context.WithCancel(ctx); use(ctx); cancel()`, false, 0},
		{"perhaps", `ctx, cancel := context.WithCancel(ctx); if a { cancel() }; use(ctx)`, false, 0},
		{"on both ways", `ctx, cancel := context.WithCancel(ctx); if a { cancel() } else { cancel() }; use(ctx)`, false, 0},
		{"parent cancelled", `ctx, cancel := context.WithCancel(ctx); cancel(); ctx = context.WithValue(ctx, 1, 2); use(ctx)`, true, dead.Cancelled},
		{"detached", `ctx, cancel := context.WithCancel(ctx); cancel(); use(context.WithoutCancel(ctx))`, false, 0},
		{"another one", `other, cancel := context.WithCancel(ctx); cancel(); use(ctx); use2(other)`, false, 0},
		{"child cancelled", `child, cancel := context.WithTimeout(ctx, 1); use2(child); cancel(); use(ctx)`, false, 0},
		{"wrapper", `ctx, cancel := make2(ctx); cancel(); use(ctx)`, true, dead.Cancelled},
		{"signal", `ctx, stop := signal.NotifyContext(ctx); <-ctx.Done(); stop(); use(ctx)`, true, dead.Done},
		{"done", `<-ctx.Done(); use(ctx)`, true, dead.Done},
		{"done, in a variable", `done := ctx.Done(); <-done; use(ctx)`, true, dead.Done},
		{"derived after done", `<-ctx.Done(); ctx, cancel := context.WithTimeout(ctx, 1); defer cancel(); use(ctx)`, true, dead.Done},
		{"new after done", `<-ctx.Done(); ctx, cancel := context.WithTimeout(context.Background(), 1); defer cancel(); use(ctx)`, false, 0},
		{"select", `select { case <-ctx.Done(): use(ctx); case <-c: }`, true, dead.Done},
		{"other case", `select { case <-ctx.Done(): case <-c: use(ctx) }`, false, 0},
		{"after select", `select { case <-ctx.Done(): case <-c: }; use(ctx)`, false, 0},
		{"after loop", `loop: for { select { case <-ctx.Done(): break loop; case <-c: } }; use(ctx)`, true, dead.Done},
		{"Err", `if ctx.Err() != nil { use(ctx) }`, true, dead.Done},
		{"no Err", `if ctx.Err() == nil { use(ctx) }`, false, 0},
		{"Err in a variable", `if err := ctx.Err(); err != nil { use(ctx) }`, true, dead.Done},
		{"group", `g, ctx := errgroup.WithContext(ctx); g.Go(nil); if err := g.Wait(); err != nil { return }; use(ctx)`, true, dead.Waited},
		{"before Wait", `g, ctx := errgroup.WithContext(ctx); use(ctx); g.Wait()`, false, 0},
		{"outer context of group", `g, gctx := errgroup.WithContext(ctx); use2(gctx); g.Wait(); use(ctx)`, false, 0},
		{"another group", `g, _ := errgroup.WithContext(ctx); h, ctx := errgroup.WithContext(ctx); h.Go(nil); g.Wait(); use(ctx)`, false, 0},
		{"field", `<-s.ctx.Done(); use(s.ctx)`, true, dead.Done},
		{"field written", `<-s.ctx.Done(); s.ctx = ctx; use(s.ctx)`, false, 0},
		{"other field", `<-s.other.ctx.Done(); use(s.ctx)`, false, 0},
		{"getter", `<-s.Context().Done(); use(s.Context())`, true, dead.Done},
		{"getter of another", `<-s.Context().Done(); use(s.other.Context())`, false, 0},
		{"deferred cancel", `ctx, cancel := context.WithCancel(ctx); defer cancel(); use(ctx)`, false, 0},
		{"deferred before", `ctx, cancel := context.WithCancel(ctx); defer use(ctx); defer cancel()`, true, dead.Cancelled},
		{"deferred after", `ctx, cancel := context.WithCancel(ctx); defer cancel(); defer use(ctx)`, false, 0},
		{"deferred closure before", `ctx, cancel := context.WithCancel(ctx); defer func() { use(ctx) }(); defer cancel()`, true, dead.Cancelled},
		{"deferred closure cancels", `ctx, cancel := context.WithCancel(ctx); defer use(ctx); defer func() { cancel() }()`, true, dead.Cancelled},
		{"deferred, all exits late", `defer use(ctx); <-ctx.Done()`, true, dead.Done},
		{"deferred, one exit early", `defer use(ctx); if a { return }; <-ctx.Done()`, false, 0},
		{"goroutine after", `<-ctx.Done(); go func() { use(ctx) }()`, true, dead.Done},
		{"goroutine before", `go func() { use(ctx) }(); <-ctx.Done()`, false, 0},
		{"within goroutine", `go func() { <-ctx.Done(); use(ctx) }()`, true, dead.Done},
		{"after func", `context.AfterFunc(ctx, func() { use(ctx) })`, true, dead.Done},
		{"derived after func", `context.AfterFunc(ctx, func() { ctx, cancel := context.WithTimeout(ctx, 1); defer cancel(); use(ctx) })`, true, dead.Done},
		{"after func of another", `other, cancel := context.WithCancel(ctx); defer cancel(); context.AfterFunc(other, func() { use(ctx) })`, false, 0},
		{"each turn", `for { ctx, cancel := context.WithCancel(ctx); use(ctx); cancel() }`, false, 0},
		{"captured", `ctx, cancel := context.WithCancel(ctx); later(func() { use2(ctx) }); cancel(); use(ctx)`, true, dead.Cancelled},
		{"either", `x, c1 := context.WithCancel(ctx); y, c2 := context.WithCancel(ctx); c1(); c2(); if a { x = y }; use(x)`, true, dead.Cancelled},
		{"one of two", `x, c1 := context.WithCancel(ctx); c1(); if a { x = ctx }; use(x)`, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+`
func use2(context.Context) {}
func f(ctx context.Context, a bool, c chan int, s *server) {
	`+tt.body+`
}`)
			call := only(t, p, "use")
			cause, ok := dead.New(parent).At(call.Common().Args[0], call)
			if ok != tt.dead || cause.Kind != tt.kind {
				t.Errorf("dead %t, kind %d, at %v", ok, cause.Kind, cause.At)
			}
		})
	}
}

// only returns the only call of a function.
func only(t *testing.T, p *ssatest.Package, name string) ssa.CallInstruction {
	t.Helper()
	var found []ssa.CallInstruction
	for _, fn := range p.Funcs {
		found = append(found, ssatest.Calls(fn, name)...)
	}
	if len(found) != 1 {
		t.Fatalf("%d calls of %s", len(found), name)
	}
	return found[0]
}

// TestOnReturn asks about the argument of use where its result is returned.
func TestOnReturn(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, body string
		dead       bool
		kind       dead.Kind
	}{
		{"deferred", `ctx, cancel := context.WithCancel(ctx); defer cancel(); return use(ctx)`, true, dead.Deferred},
		{"deferred closure", `ctx, cancel := context.WithCancel(ctx); defer func() { println(1); cancel() }(); return use(ctx)`, true, dead.Deferred},
		{"sometimes", `ctx, cancel := context.WithCancel(ctx); ok := false; defer func() { if !ok { cancel() } }(); err := use(ctx); ok = true; return err`, false, 0},
		{"derived", `ctx, cancel := context.WithCancel(ctx); defer cancel(); return use(context.WithValue(ctx, 1, 2))`, true, dead.Deferred},
		{"at once", `ctx, cancel := context.WithCancel(ctx); err := use(ctx); cancel(); return err`, true, dead.Cancelled},
		{"on another way", `ctx, cancel := context.WithCancel(ctx); if a { defer cancel() }; return use(ctx)`, false, 0},
		{"by parameter", `return use(ctx)`, false, 0},
		{"detached", `ctx, cancel := context.WithCancel(ctx); defer cancel(); return use(context.WithoutCancel(ctx))`, false, 0},
		{"in goroutine", `ctx, cancel := context.WithCancel(ctx); go func() { cancel() }(); return use(ctx)`, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+`
func f(ctx context.Context, a bool) error {
	`+tt.body+`
}`)
			ctx := only(t, p, "use").Common().Args[0]
			for _, block := range p.Func(t, "f").Blocks {
				ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
				if !ok || block == p.Func(t, "f").Recover {
					continue
				}
				cause, ok := dead.New(parent).OnReturn(ctx, ret)
				if ok != tt.dead || cause.Kind != tt.kind {
					t.Errorf("dead %t, kind %d, at %v", ok, cause.Kind, cause.At)
				}
			}
		})
	}
}
