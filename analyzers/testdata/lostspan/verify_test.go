package lostspan

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	ddmock "github.com/DataDog/dd-trace-go/v2/ddtrace/mocktracer"
	ddtracer "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/opentracing/opentracing-go"
	otmock "github.com/opentracing/opentracing-go/mocktracer"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/zap"

	"example.com/fixtures/lostspan/helper"
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

// backend receives the spans that have been ended; the others are lost.
type backend struct {
	reset func()
	lost  func() int
}

// verify runs bad scenarios, which must lose a span unless they have been
// fixed, and good ones, which must not.
func (b backend) verify(t *testing.T, bad, good []scenario) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range bad {
		b.reset()
		s.run(context.Background())
		switch n := b.lost(); {
		case fixed && s.cured && n != 0:
			t.Errorf("%s: %d spans lost after the fix", s.name, n)
		case !fixed && n == 0:
			t.Errorf("%s: no span lost", s.name)
		}
	}
	for _, s := range good {
		b.reset()
		s.run(context.Background())
		if n := b.settled(); n != 0 {
			t.Errorf("%s: %d spans lost", s.name, n)
		}
	}
}

// settled gives goroutines a second to end their spans.
func (b backend) settled() int {
	for deadline := time.Now().Add(time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if b.lost() == 0 {
			break
		}
	}
	return b.lost()
}

func TestVerifyOpenTelemetry(t *testing.T) {
	exporter, begun := tracetest.NewInMemoryExporter(), &starts{}
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter), sdktrace.WithSpanProcessor(begun))
	defer provider.Shutdown(context.Background())
	otel.SetTracerProvider(provider)
	tracer = otel.Tracer("shop")

	b := backend{
		reset: func() { exporter.Reset(); begun.n = 0 },
		lost:  func() int { return begun.n - len(exporter.GetSpans()) },
	}
	b.verify(t, badScenarios(), slices.Concat(pathScenarios(), errorScenarios(), handoverScenarios()))
}

func TestVerifyOpenTracing(t *testing.T) {
	tracer := otmock.New()
	opentracing.SetGlobalTracer(tracer)
	defer opentracing.SetGlobalTracer(opentracing.NoopTracer{})

	// The mock tracer does not count what it starts.
	begun := 0
	b := backend{
		reset: tracer.Reset,
		lost:  func() int { return begun - len(tracer.FinishedSpans()) },
	}
	b.verify(t, []scenario{
		{"openTracing", true, func(context.Context) { begun = 1; _ = openTracing("1") }},
		{"openTracingOnPath", true, func(ctx context.Context) { begun = 2; _ = openTracingOnPath(ctx, tracer, "1") }},
	}, []scenario{
		{"openTracingFinished", true, func(ctx context.Context) { begun = 2; _ = openTracingFinished(ctx, tracer, "1") }},
		{"openTracingRegistered", true, func(context.Context) {
			begun = 1
			var hooks helper.Hooks
			_ = openTracingRegistered("1", &hooks)
			hooks.Run()
		}},
	})
}

func TestVerifyDatadog(t *testing.T) {
	tracer := ddmock.Start()
	defer tracer.Stop()

	b := backend{
		reset: tracer.Reset,
		lost:  func() int { return len(tracer.OpenSpans()) },
	}
	b.verify(t, []scenario{
		{"datadog", true, func(context.Context) { _ = datadog("1") }},
		{"datadogOnPath", true, func(ctx context.Context) { _ = datadogOnPath(ctx, "") }},
	}, []scenario{
		{"datadogFinished", true, func(ctx context.Context) { _ = datadogFinished(ctx, "1") }},
		{"datadogHandedOver", true, func(context.Context) {
			spans := make(chan *ddtracer.Span, 1)
			datadogHandedOver(spans)
			(<-spans).Finish()
		}},
	})
}

// shop is a tracer with a name of its own.
type shop struct{ trace.Tracer }

func (shop) Shop() string { return "shop" }

func badScenarios() []scenario {
	request := httptest.NewRequest(http.MethodGet, "/orders/1", nil)
	nothing := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	return []scenario{
		{"neverEnded", true, func(ctx context.Context) { _ = neverEnded(ctx, "1") }},
		{"neverEndedOverLines", true, func(ctx context.Context) { _ = neverEndedOverLines(ctx, "1") }},
		{"discardedSpan", false, func(ctx context.Context) { _ = discardedSpan(ctx, "1") }},
		{"discardedBoth", false, func(ctx context.Context) { _ = discardedBoth(ctx, "1") }},
		{"lostWithoutError", false, func(ctx context.Context) { lostWithoutError(ctx, nil) }},
		{"lostAfterJoin", true, func(ctx context.Context) { _ = lostAfterJoin(ctx, "", true) }},
		{"lostBeforeDeferredClosure", true, func(ctx context.Context) { _ = lostBeforeDeferredClosure(cancelled(ctx), "1") }},
		{"lostBeforeDefer", true, func(ctx context.Context) { _ = lostBeforeDefer(cancelled(ctx), "1") }},
		{"lostOnError", false, func(ctx context.Context) { _ = lostOnError(ctx, "") }},
		{"endedOnlyOnError", false, func(ctx context.Context) { _ = endedOnlyOnError(ctx, "1") }},
		{"tracedStream", false, func(ctx context.Context) { _, _ = tracedStream(ctx, empty) }},
		{"deferredInEndlessLoop", false, func(ctx context.Context) {
			second := make(chan struct{})
			turns := 0
			go deferredInEndlessLoop(ctx, func() string {
				if turns++; turns == 2 {
					close(second)
					select {}
				}
				return "1"
			})
			<-second
		}},
		{"lostOnContinue", false, func(ctx context.Context) { lostOnContinue(ctx, []string{"1", ""}) }},
		{"neverEndedInLoop", false, func(ctx context.Context) { neverEndedInLoop(ctx, []string{"1", "2"}) }},
		{"lostOnGoto", false, func(ctx context.Context) { _ = lostOnGoto(ctx, "") }},
		{"lostInSwitch", false, func(ctx context.Context) { _ = lostInSwitch(ctx, "") }},
		{"lostInSelect", false, func(ctx context.Context) { _ = lostInSelect(cancelled(ctx), nil) }},
		{"lostOnReassignment", false, func(ctx context.Context) { _ = lostOnReassignment(ctx, "1") }},
		{"shadowedInBlock", true, func(ctx context.Context) { _ = shadowedInBlock(ctx, "1", true) }},
		{"inMiddleware", true, func(context.Context) { inMiddleware(nothing).ServeHTTP(httptest.NewRecorder(), request) }},
		{"generic", false, func(ctx context.Context) { _, _ = generic(ctx, failing) }},
		{"throughEmbeddedInterface", true, func(ctx context.Context) { _ = throughEmbeddedInterface(ctx, shop{tracer}, "1") }},
		{"onlyLent", true, func(ctx context.Context) { _ = onlyLent(ctx, "1") }},
		{"startedByHelper", true, func(ctx context.Context) { _ = startedByHelper(ctx, "1") }},
		{"startedByHelperLostOnPath", false, func(ctx context.Context) { _ = startedByHelperLostOnPath(ctx, "") }},
		{"startedWithError", true, inTrace(func(ctx context.Context) { _ = startedWithError(ctx, "1") })},
	}
}

func pathScenarios() []scenario {
	ids := []string{"1", "", "2"}
	done := make(chan error, 1)
	done <- nil
	return []scenario{
		{"deferred", true, func(ctx context.Context) { _ = deferred(ctx, "") }},
		{"deferredWithOutcome", true, func(ctx context.Context) { _ = deferredWithOutcome(ctx, "") }},
		{"deferredEitherWay", true, func(ctx context.Context) { _ = deferredEitherWay(ctx, "1") }},
		{"deferredTwoLevelsDeep", true, func(ctx context.Context) { _ = deferredTwoLevelsDeep(ctx, "1") }},
		{"deferredMethodValue", true, func(ctx context.Context) { _ = deferredMethodValue(ctx, "1") }},
		{"deferredMethodExpression", true, func(ctx context.Context) { _ = deferredMethodExpression(ctx, "1") }},
		{"deferredThroughVariable", true, func(ctx context.Context) { _ = deferredThroughVariable(ctx, "1") }},
		{"everyBranch", true, func(ctx context.Context) { _ = everyBranch(ctx, "") }},
		{"everyCase", true, func(ctx context.Context) { _ = everyCase(ctx, "") }},
		{"everyCommunication", true, func(ctx context.Context) { _ = everyCommunication(ctx, done) }},
		{"everyIteration", true, func(ctx context.Context) { everyIteration(ctx, [][]string{ids, ids}) }},
		{"everyAttempt", true, func(ctx context.Context) { _ = everyAttempt(ctx, "") }},
		{"overFunction", true, func(ctx context.Context) { _ = overFunction(ctx, iter.Seq[string](slices.Values(ids))) }},
		{"deferredInLoop", true, func(ctx context.Context) { deferredInLoop(ctx, ids) }},
		{"exits", true, func(ctx context.Context) { exits(ctx, "1", zap.NewNop()) }},
		{"onlyInBlock", true, func(ctx context.Context) { _ = onlyInBlock(ctx, "", true) }},
		{"onlyIfTraced", true, func(ctx context.Context) { _ = onlyIfTraced(ctx, "1", true) }},
		{"onlyIfBegun", true, func(ctx context.Context) { _ = onlyIfBegun(ctx, "1") }},
		{"currentIfNotTraced", true, func(ctx context.Context) { _ = currentIfNotTraced(ctx, "1", true) }},
		{"reassigned", true, func(ctx context.Context) { _ = reassigned(ctx, "1") }},
		{"noTelemetry", true, func(ctx context.Context) { _ = noTelemetry(ctx, "1") }},
		{"inHandler", true, func(context.Context) {
			inHandler(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		}},
	}
}

func errorScenarios() []scenario {
	return []scenario{
		{"errNotNil", true, inTrace(func(ctx context.Context) { _ = errNotNil(ctx, "1") })},
		{"errNotNil without a trace", true, func(ctx context.Context) { _ = errNotNil(ctx, "1") }},
		{"errNil", true, inTrace(func(ctx context.Context) { _ = errNil(ctx, "1") })},
		{"errIs", true, inTrace(func(ctx context.Context) { _ = errIs(ctx, "1") })},
		{"errSwitch", true, inTrace(func(ctx context.Context) { _ = errSwitch(ctx, "1") })},
		{"errShadowed", true, inTrace(func(ctx context.Context) { _ = errShadowed(ctx, "1") })},
		{"errNamed", true, inTrace(func(ctx context.Context) { _, _ = errNamed(ctx, "") })},
	}
}

// inTrace runs f below a span that ends with it.
func inTrace(f func(context.Context)) func(context.Context) {
	return func(ctx context.Context) {
		ctx, span := tracer.Start(ctx, "parent")
		defer span.End()
		f(ctx)
	}
}

func cancelled(ctx context.Context) context.Context {
	ctx, cancel := context.WithDeadline(ctx, time.Unix(0, 0))
	cancel()
	return ctx
}

func empty(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("")), nil
}

func failing(context.Context) (int, error) { return 0, errors.New("no value") }
