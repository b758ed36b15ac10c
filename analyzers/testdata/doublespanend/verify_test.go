package doublespanend

import (
	"context"
	"fmt"
	"iter"
	"os"
	"slices"
	"testing"
	"time"

	ddmock "github.com/DataDog/dd-trace-go/v2/ddtrace/mocktracer"
	"github.com/opentracing/opentracing-go"
	otmock "github.com/opentracing/opentracing-go/mocktracer"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// starts counts the spans that the SDK begins to record.
type starts struct{ n int }

func (s *starts) OnStart(context.Context, sdktrace.ReadWriteSpan) { s.n++ }
func (s *starts) OnEnd(sdktrace.ReadOnlySpan)                     {}
func (s *starts) Shutdown(context.Context) error                  { return nil }
func (s *starts) ForceFlush(context.Context) error                { return nil }

// scenario calls one function of the fixture.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	run   func(ctx context.Context)
}

// backend receives the spans and tells what is wrong with them, if anything.
type backend struct {
	reset  func()
	damage func() string
}

// verify runs bad scenarios, which must do damage unless they have been fixed,
// and good ones, which must not.
func (b backend) verify(t *testing.T, bad, good []scenario) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range bad {
		b.reset()
		s.run(context.Background())
		switch damage := b.damage(); {
		case fixed && s.cured && damage != "":
			t.Errorf("%s after the fix: %s", s.name, damage)
		case !fixed && damage == "":
			t.Errorf("%s does no damage", s.name)
		}
	}
	for _, s := range good {
		b.reset()
		s.run(context.Background())
		if damage := b.settled(); damage != "" {
			t.Errorf("%s: %s", s.name, damage)
		}
	}
}

// settled gives goroutines a second to end their spans.
func (b backend) settled() string {
	for deadline := time.Now().Add(time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if b.damage() == "" {
			break
		}
	}
	return b.damage()
}

func TestVerifyOpenTelemetry(t *testing.T) {
	exporter, begun := tracetest.NewInMemoryExporter(), &starts{}
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter), sdktrace.WithSpanProcessor(begun))
	defer provider.Shutdown(context.Background())
	otel.SetTracerProvider(provider)
	tracer = otel.Tracer("shop")

	b := backend{
		reset: func() { exporter.Reset(); begun.n = 0 },
		damage: func() string {
			spans := exporter.GetSpans()
			if lost := begun.n - len(spans); lost != 0 {
				return fmt.Sprintf("%d spans lost", lost)
			}
			return outlived(spans)
		},
	}
	b.verify(t, badScenarios(), goodScenarios())
}

// outlived names a child that began after its parent had been ended: the
// parent's duration leaves out what the child did.
func outlived(spans tracetest.SpanStubs) string {
	parents := map[trace.SpanID]tracetest.SpanStub{}
	for _, span := range spans {
		parents[span.SpanContext.SpanID()] = span
	}
	for _, span := range spans {
		parent, ok := parents[span.Parent.SpanID()]
		if ok && !span.StartTime.Before(parent.EndTime) {
			return fmt.Sprintf("%q begins after the end of %q", span.Name, parent.Name)
		}
	}
	return ""
}

func TestVerifyOpenTracing(t *testing.T) {
	tracer := otmock.New()
	opentracing.SetGlobalTracer(tracer)
	defer opentracing.SetGlobalTracer(opentracing.NoopTracer{})

	b := backend{
		reset: tracer.Reset,
		damage: func() string {
			reported := map[int]bool{}
			for _, span := range tracer.FinishedSpans() {
				if reported[span.SpanContext.SpanID] {
					return fmt.Sprintf("%q is reported twice", span.OperationName)
				}
				reported[span.SpanContext.SpanID] = true
			}
			return ""
		},
	}
	b.verify(t, []scenario{
		{"openTracing", false, func(context.Context) { _ = openTracing("1") }},
		{"openTracingDeferredTwice", false, func(ctx context.Context) { _ = openTracingDeferredTwice(ctx, "1") }},
		{"openTracingWithOptions", false, func(ctx context.Context) { _ = openTracingWithOptions(ctx, tracer, "") }},
		{"openTracingReassigned", true, func(ctx context.Context) { _ = openTracingReassigned(ctx, "1") }},
	}, []scenario{
		{"openTracingOnce", true, func(ctx context.Context) { _ = openTracingOnce(ctx, "1") }},
		{"openTracingOnce without an order", true, func(ctx context.Context) { _ = openTracingOnce(ctx, "") }},
	})
}

func TestVerifyDatadog(t *testing.T) {
	tracer := ddmock.Start()
	defer tracer.Stop()

	var err error
	b := backend{
		reset: func() { tracer.Reset(); err = nil },
		damage: func() string {
			if open := tracer.OpenSpans(); len(open) != 0 {
				return fmt.Sprintf("%q is lost", open[0].OperationName())
			}
			if err != nil && tracer.FinishedSpans()[0].Tag("error.message") == nil {
				return "the span does not know of the error"
			}
			return ""
		},
	}
	b.verify(t, []scenario{
		{"datadog", false, func(ctx context.Context) { err = datadog(ctx, "") }},
		{"datadogReassigned", true, func(context.Context) { _ = datadogReassigned("1") }},
	}, []scenario{
		{"datadogOnce", true, func(ctx context.Context) { err = datadogOnce(ctx, "") }},
	})
}

func badScenarios() []scenario {
	get := func(ctx context.Context) (int, error) { return 1, load(ctx, "1") }
	return []scenario{
		{"endedAndDeferred", false, func(ctx context.Context) { _ = endedAndDeferred(ctx, "1") }},
		{"fallsThrough", false, func(ctx context.Context) { _ = fallsThrough(ctx, "") }},
		{"endedInCaseAndAfter", false, func(ctx context.Context) { _ = endedInCaseAndAfter(ctx, "") }},
		{"endedInEveryIteration", false, func(ctx context.Context) { endedInEveryIteration(ctx, twice()) }},
		{"endedByHelperAndDeferred", false, func(ctx context.Context) { _ = endedByHelperAndDeferred(ctx, "1") }},
		{"endedBeforeDeferredHelper", false, func(ctx context.Context) { _ = endedBeforeDeferredHelper(ctx, "1") }},
		{"inClosure", false, func(ctx context.Context) { _ = inClosure(ctx)("1") }},
		{"generic", false, func(ctx context.Context) { _, _ = generic(ctx, get) }},
		{"reassigned", true, func(ctx context.Context) { _ = reassigned(ctx, "1") }},
		{"reassignedThenDeferred", true, func(ctx context.Context) { _ = reassignedThenDeferred(ctx, "1") }},
		{"reassignedWithOutcome", false, func(ctx context.Context) { _ = reassignedWithOutcome(ctx, "1") }},
		{"threeStages", true, func(ctx context.Context) { _ = threeStages(ctx, "1") }},
	}
}

func goodScenarios() []scenario {
	ids := []string{"1", "", "2"}
	done := make(chan error, 2)
	done <- nil
	return []scenario{
		{"once", true, func(ctx context.Context) { _ = once(ctx, "1") }},
		{"oncePerBranch", true, func(ctx context.Context) { _ = oncePerBranch(ctx, "1") }},
		{"endedBeforeDefer", true, func(ctx context.Context) { _ = endedBeforeDefer(ctx, "") }},
		{"oncePerCase", true, func(ctx context.Context) { _ = oncePerCase(ctx, "") }},
		{"oncePerCommunication", true, func(ctx context.Context) { _ = oncePerCommunication(ctx, done) }},
		{"oncePerIteration", true, func(ctx context.Context) { oncePerIteration(ctx, [][]string{ids, ids}) }},
		{"oncePerAttempt", true, func(ctx context.Context) { _ = oncePerAttempt(ctx, "") }},
		{"oncePerElement", true, func(ctx context.Context) { oncePerElement(ctx, iter.Seq[string](slices.Values(ids))) }},
		{"endedThenLeft", true, func(ctx context.Context) { endedThenLeft(ctx, func() string { return "" }) }},
		{"endedThenFatal", true, func(ctx context.Context) { endedThenFatal(ctx, "1") }},
		{"twoSpans", true, func(ctx context.Context) { _ = twoSpans(ctx, "1") }},
		{"shadowed", true, func(ctx context.Context) { _ = shadowed(ctx, "1", true) }},
		{"reassignedCallByCall", true, func(ctx context.Context) { _ = reassignedCallByCall(ctx, "1") }},
		{"reassignedLastInClosure", true, func(ctx context.Context) { _ = reassignedLastInClosure(ctx, "1") }},
		{"reassignedAfterEnd", true, func(ctx context.Context) { _ = reassignedAfterEnd(ctx, "1") }},
		{"reassignedInLoop", true, func(ctx context.Context) { reassignedInLoop(ctx, ids) }},
		{"parameterInClosure", true, func(ctx context.Context) { _ = parameterInClosure(ctx, "1") }},
		{"endedEarly", true, func(ctx context.Context) { _ = endedEarly(ctx, "1") }},
		{"endedIfRecording", true, func(ctx context.Context) { _ = endedIfRecording(ctx, "1") }},
		{"endedOnce", true, func(ctx context.Context) { _ = endedOnce(ctx, "1") }},
		{"endedAndForgotten", true, func(ctx context.Context) { _ = endedAndForgotten(ctx, "1") }},
		{"endedByHelperOrHere", true, func(ctx context.Context) { _ = endedByHelperOrHere(ctx, "") }},
		{"endedOnErrorOrHere", true, func(ctx context.Context) { _ = endedOnErrorOrHere(ctx, "") }},
		{"onlyDecorated", true, func(ctx context.Context) { _ = onlyDecorated(ctx, "") }},
		{"readAfterEnd", true, func(ctx context.Context) { _, _ = readAfterEnd(ctx, "1") }},
		{"correlated", true, func(ctx context.Context) { _ = correlated(ctx, "1", false) }},
		{"lentToUnknown", true, func(ctx context.Context) { _ = lentToUnknown(ctx, "1", func(trace.Span) {}) }},
		{"endOfRequest", true, func(ctx context.Context) {
			ctx, _ = tracer.Start(ctx, "request")
			_, inner := tracer.Start(ctx, "load")
			endOfRequest(ctx, inner)
		}},
		{"handedToGoroutine", true, func(ctx context.Context) { handedToGoroutine(ctx, "1", done); <-done }},
	}
}

// twice yields two orders.
func twice() func() (string, bool) {
	n := 0
	return func() (string, bool) { n++; return "1", n < 2 }
}
