package lifecycle_test

import (
	"strings"
	"testing"
)

const carriedSource = `package helper

import (
	"context"
	"example.com/toy"
)

func Stop(ctx context.Context) { toy.From(ctx).Close() }
func Size(ctx context.Context) int { return toy.From(ctx).Size }

type Timer struct {
	*toy.Thing
	laps int
}

func NewTimer(ctx context.Context) (context.Context, *Timer) {
	ctx, x := toy.Start(ctx)
	return ctx, &Timer{Thing: x}
}
func (t *Timer) Lap() { t.laps++ }
func (t *Timer) Close() error { return t.Thing.Close() }

func Into(ctx context.Context, x toy.Handle) context.Context {
	return context.WithValue(toy.Into(ctx, x), "a", 1)
}
`

// TestTaken is about contexts that are kept with a value in them, and about
// fields that hold a value.
func TestTaken(t *testing.T) {
	w := newToy(t)
	w.helper(t, "example.com/helper", carriedSource)
	const kept = `
type request struct{ ctx context.Context }
func begin(ctx context.Context) *request {
	ctx, x := toy.Start(ctx) // VERDICT
	x.Use()
	return &request{ctx: ctx}
}
var _ = helper.Size
`
	const field = `
type reader struct{ timer *helper.Timer }
func (r *reader) read(ctx context.Context) {
	if r.timer == nil {
		ctx, r.timer = helper.NewTimer(ctx) // VERDICT
	} else {
		ctx = helper.Into(ctx, r.timer)
	}
	r.timer.Lap()
	work(ctx)
}
func work(context.Context) {}
`
	runTaken(t, w, []takenTest{
		{"nobody looks", kept, "never", ``},
		{"compared", kept, "never", `func ok(r *request) bool { return toy.From(r.ctx) != nil }`},
		{"borrowed", kept, "never", `func use(r *request) { toy.Borrow(toy.From(r.ctx)) }`},
		{"used", kept, "never", `func use(r *request) { x := toy.From(r.ctx); x.Use() }`},
		{"one of two is used", kept, "never", `func use(r *request, ok bool) { x := toy.From(r.ctx); if ok { x = toy.From(context.TODO()) }; x.Use() }`},
		{"given away", kept, "handed on", `func give(r *request) *toy.Thing { return toy.From(r.ctx) }`},
		{"ended", kept, "handed on", `func end(r *request) { toy.From(r.ctx).Close() }`},
		{"ended later", kept, "handed on", `func end(r *request) { defer toy.From(r.ctx).Close() }`},
		{"used and ended", kept, "handed on", `func end(r *request) { toy.From(r.ctx).Named("a").Close() }`},
		{"ended elsewhere", kept, "handed on", `func end(r *request) { helper.Stop(r.ctx) }`},
		{"looked at elsewhere", kept, "never", `func size(r *request) int { return helper.Size(r.ctx) }`},
		{"got by others", kept, "handed on", `func (r *request) Context() context.Context { return r.ctx }`},
		{"derived from by others", kept, "handed on", `func (r *request) Derive() context.Context { return context.WithValue(r.ctx, "a", 1) }`},
		{"moved", kept, "handed on", `func (r *request) move(to *struct{ Ctx context.Context }) { to.Ctx = r.ctx }`},
		{"address taken", kept, "handed on", `func (r *request) address() *context.Context { return &r.ctx }`},
		{"passed on", kept, "never", `func (r *request) pass() { work(r.ctx) }; func work(context.Context) {}`},

		{"field", field, "forgotten", ``},
		{"field is ended", field, "handed on", `func (r *reader) Close() { r.timer.Close() }`},
		{"field is ended later", field, "handed on", `func (r *reader) Close() { defer r.timer.Close() }`},
		{"embedded in the field is ended", field, "handed on", `func (r *reader) Close() { r.timer.Thing.Close() }`},
		{"embedded in the field is used", field, "forgotten", `func (r *reader) Use() { r.timer.Use() }`},
		{"embedded in the field is ended as if its own", field, "handed on", `func (r *reader) Done() { f := r.timer.Thing; f.Close() }`},
		{"embedded in the field is given away", field, "handed on", `func (r *reader) Thing() *toy.Thing { return r.timer.Thing }`},
		{"field is given away", field, "handed on", `func (r *reader) Timer() *helper.Timer { return r.timer }`},
		{"field is given away as an interface", field, "handed on", `func (r *reader) Timer() any { return r.timer }`},
		{"field is ended by a function", field, "handed on", `func (r *reader) Close() { stop(r.timer) }; func stop(x *helper.Timer) { x.Close() }`},
		{"field is ended as an interface", field, "handed on", `func (r *reader) Close() { stop(r.timer) }; func stop(x toy.Closer) { x.Close() }`},
		{"field is used by a function", field, "forgotten", `func (r *reader) Lap() { lap(r.timer) }; func lap(x *helper.Timer) { x.Lap() }`},
		{"ended in the context", field, "handed on", `func (r *reader) end(ctx context.Context) { helper.Stop(helper.Into(ctx, r.timer)) }`},
		{"returned in a context", field, "handed on", `func (r *reader) in(ctx context.Context) context.Context { return helper.Into(ctx, r.timer) }`},
	})
}

type takenTest struct{ name, source, verdict, more string }

func runTaken(t *testing.T, w *toy, tests []takenTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check(t, w, "p", strings.ReplaceAll(test.source, "VERDICT", test.verdict)+test.more)
		})
	}
}
