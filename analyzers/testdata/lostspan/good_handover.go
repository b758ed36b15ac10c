package lostspan

import (
	"context"
	"sync"

	ddtracer "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/opentracing/opentracing-go"
	"go.opentelemetry.io/otel/trace"
	"golang.org/x/sync/errgroup"

	"example.com/fixtures/lostspan/helper"
)

func endedByHelper(ctx context.Context, id string) error {
	ctx, span := helper.Start(ctx, "load")
	err := load(ctx, id)
	helper.Finish(span, err)
	return err
}

func endedByDeferredHelper(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer helper.FinishWith(span, &err)
	return load(ctx, id)
}

func endedThroughInterface(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer helper.Close(span)
	return load(ctx, id)
}

func endedTogether(ctx context.Context, id string) error {
	ctx, outer := tracer.Start(ctx, "load")
	ctx, inner := tracer.Start(ctx, "load items")
	defer helper.FinishAll(inner, outer)
	return load(ctx, id)
}

func endedByGeneric(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer helper.Each([]trace.Span{span})
	return load(ctx, id)
}

func endedThroughContext(ctx context.Context, id string) error {
	ctx, _ = tracer.Start(ctx, "load")
	defer helper.EndCurrent(ctx)
	return load(ctx, id)
}

func endedByLocalHelper(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	err := load(ctx, id)
	conclude(span, err, 3)
	return err
}

// conclude calls itself until it has nothing left to note.
func conclude(span trace.Span, err error, notes int) {
	if notes > 0 {
		span.AddEvent("note")
		conclude(span, err, notes-1)
		return
	}
	helper.Finish(span, err)
}

func endedInGoroutine(ctx context.Context, id string, done chan<- error) {
	ctx, span := tracer.Start(ctx, "load")
	go func() {
		defer span.End()
		done <- load(ctx, id)
	}()
}

func endedInGroup(ctx context.Context, id string) error {
	group, ctx := errgroup.WithContext(ctx)
	ctx, span := tracer.Start(ctx, "load")
	group.Go(func() error {
		defer span.End()
		return load(ctx, id)
	})
	return group.Wait()
}

func endedOnce(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	var once sync.Once
	end := func() { once.Do(func() { span.End() }) }
	defer end()
	if err := load(ctx, id); err != nil {
		end()
		return err
	}
	return nil
}

func endedWhenDone(ctx context.Context) {
	spanCtx, span := tracer.Start(ctx, "session")
	span.AddEvent("begun")
	context.AfterFunc(spanCtx, func() { span.End() })
}

func endedByHook(ctx context.Context, id string, hooks *helper.Hooks) error {
	ctx, span := tracer.Start(ctx, "load")
	hooks.Add(func() { span.End() })
	return load(ctx, id)
}

func returnedCall(ctx context.Context) (context.Context, trace.Span) {
	return tracer.Start(ctx, "load")
}

func returnedSpan(ctx context.Context) trace.Span {
	_, span := tracer.Start(ctx, "load")
	return span
}

func returnedNamed(ctx context.Context) (child context.Context, span trace.Span, err error) {
	child, span = tracer.Start(ctx, "load")
	if err = ctx.Err(); err != nil {
		span.End()
		return ctx, nil, err
	}
	return
}

type job struct {
	ctx  context.Context
	span trace.Span
}

func (j *job) close() { j.span.End() }

func returnedInStruct(ctx context.Context) *job {
	ctx, span := tracer.Start(ctx, "job")
	return &job{ctx: ctx, span: span}
}

// namedSpan is a span that remembers its name.
type namedSpan struct {
	trace.Span
	name string
}

func returnedInWrapper(ctx context.Context, name string) namedSpan {
	_, span := tracer.Start(ctx, name)
	return namedSpan{span, name}
}

func returnedCleanup(ctx context.Context) (context.Context, func()) {
	ctx, span := tracer.Start(ctx, "load")
	return ctx, func() { span.End() }
}

func returnedMethodValue(ctx context.Context) func(...trace.SpanEndOption) {
	_, span := tracer.Start(ctx, "load")
	return span.End
}

// queryBegin and queryEnd are the two halves of a database driver's hook: the
// span travels in the context.
func queryBegin(ctx context.Context, query string) context.Context {
	ctx, span := tracer.Start(ctx, "query")
	span.AddEvent(query)
	return ctx
}

func queryEnd(ctx context.Context) {
	trace.SpanFromContext(ctx).End()
}

func batchBegin(ctx context.Context) context.Context {
	ctx, _ = tracer.Start(ctx, "batch")
	return ctx
}

func storedInField(ctx context.Context, j *job) {
	_, span := tracer.Start(ctx, "job")
	span.AddEvent("stored")
	j.span = span
}

func storedDirectly(ctx context.Context, j *job) {
	j.ctx, j.span = tracer.Start(ctx, "job")
}

func storedContext(ctx context.Context, j *job) {
	j.ctx, _ = tracer.Start(ctx, "job")
}

var processSpan trace.Span

func storedInVariable(ctx context.Context) {
	_, processSpan = tracer.Start(ctx, "process")
}

func endProcess() { processSpan.End() }

func storedInSlice(ctx context.Context, names []string) {
	var spans []trace.Span
	for _, name := range names {
		_, span := tracer.Start(ctx, name)
		spans = append(spans, span)
	}
	for _, span := range spans {
		span.End()
	}
}

func storedInMap(ctx context.Context, open map[string]trace.Span, id string) {
	_, span := tracer.Start(ctx, id)
	open[id] = span
}

func sent(ctx context.Context, spans chan<- trace.Span) {
	_, span := tracer.Start(ctx, "queued")
	spans <- span
}

func kept(ctx context.Context, open *helper.Open) {
	_, span := tracer.Start(ctx, "kept")
	open.Keep(span)
}

func handedToUnknown(ctx context.Context, take func(trace.Span)) {
	_, span := tracer.Start(ctx, "handed over")
	take(span)
}

func timed(ctx context.Context, id string) error {
	ctx, timer := helper.NewTimer(ctx, "load")
	defer timer.Stop()
	return load(ctx, id)
}

// inSpan runs f within a span.
func inSpan[T any](ctx context.Context, name string, f func(context.Context) (T, error)) (T, error) {
	ctx, span := tracer.Start(ctx, name)
	defer span.End()
	return f(ctx)
}

func notOwned(ctx context.Context, id string) error {
	span := trace.SpanFromContext(ctx)
	span.AddEvent("loading")
	return load(ctx, id)
}

func openTracingFinished(ctx context.Context, t opentracing.Tracer, id string) error {
	parent, ctx := opentracing.StartSpanFromContext(ctx, "load")
	defer parent.FinishWithOptions(opentracing.FinishOptions{})
	child := t.StartSpan("load items", opentracing.ChildOf(parent.Context()))
	finish := child.Finish
	defer finish()
	return load(ctx, id)
}

func openTracingRegistered(id string, hooks *helper.Hooks) error {
	span := opentracing.StartSpan("load")
	hooks.Add(span.Finish)
	return load(opentracing.ContextWithSpan(context.Background(), span), id)
}

func datadogFinished(ctx context.Context, id string) (err error) {
	span, ctx := ddtracer.StartSpanFromContext(ctx, "load")
	defer func() { span.Finish(ddtracer.WithError(err)) }()
	return load(ctx, id)
}

func datadogHandedOver(spans chan<- *ddtracer.Span) {
	span := ddtracer.StartSpan("queued")
	spans <- span
}

// before and after are the hooks of one call: what the first begins, the
// second takes out of the call's context and ends.
func before(call *helper.Call) {
	ctx, _ := tracer.Start(call.Context(), "call")
	call.SetContext(ctx)
}

func after(call *helper.Call) {
	trace.SpanFromContext(call.Context()).End()
}

// joined puts the span into the context that it returns: whoever finishes the
// request takes it out again.
func joined(ctx context.Context, t opentracing.Tracer) context.Context {
	span := t.StartSpan("request")
	return opentracing.ContextWithSpan(ctx, span)
}

// levelled is what loggers see of a timer.
type levelled interface {
	AddEvent(name string, options ...trace.EventOption)
}

func note(l levelled) { l.AddEvent("noted") }

// timedAndNoted lends the timer to code that can not end it.
func timedAndNoted(ctx context.Context, id string) error {
	ctx, timer := helper.NewTimer(ctx, "load")
	defer timer.Span.End()
	note(timer)
	return load(ctx, id)
}

// timers keeps them until all are stopped.
type timers struct {
	open []*helper.Timer
}

func (t *timers) begin(ctx context.Context) {
	_, timer := helper.NewTimer(ctx, "load")
	t.open = append(t.open, timer)
}

func timedByEnder(ctx context.Context, id string) error {
	ctx, timer := helper.NewTimer(ctx, "load")
	defer helper.Close(timer)
	return load(ctx, id)
}

// produce hands the span to a goroutine that waits for the delivery, unless
// nobody asked for one.
func produce(ctx context.Context, id string, delivered chan error) error {
	ctx, span := tracer.Start(ctx, "produce")
	if delivered != nil {
		asked := delivered
		delivered = make(chan error, 1)
		go func() {
			err := <-delivered
			span.End()
			asked <- err
		}()
	}
	err := load(ctx, id)
	if delivered == nil {
		span.End()
	}
	return err
}

// stoppedBelt stops its timer with the last turn.
type stoppedBelt struct{ turns *helper.Timer }

func (b *stoppedBelt) turn(ctx context.Context, id string) error {
	if b.turns == nil {
		ctx, b.turns = helper.NewTimer(ctx, "turns")
	}
	return load(ctx, id)
}

func (b *stoppedBelt) last() { b.turns.Stop() }

// endedBelt ends the span in its timer.
type endedBelt struct{ turns *helper.Timer }

func (b *endedBelt) turn(ctx context.Context, id string) error {
	ctx, b.turns = helper.NewTimer(ctx, "turns")
	return load(ctx, id)
}

func (b *endedBelt) last() { b.turns.End() }
