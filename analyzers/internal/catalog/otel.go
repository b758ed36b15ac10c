package catalog

import (
	"strings"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Span is a tracing span: OpenTelemetry, OpenTracing, Datadog. It is exported
// when it ends, and not before.
var Span = &lifecycle.Spec{
	Name: "span",
	Noun: "span",
	Begin: map[string]int{
		"(go.opentelemetry.io/otel/trace.Tracer).Start": 1,

		"(github.com/opentracing/opentracing-go.Tracer).StartSpan":              0,
		"github.com/opentracing/opentracing-go.StartSpan":                       0,
		"github.com/opentracing/opentracing-go.StartSpanFromContext":            0,
		"github.com/opentracing/opentracing-go.StartSpanFromContextWithTracer":  0,
		"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.StartSpan":            0,
		"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.StartSpanFromContext": 0,
		"(*github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.Span).StartChild":   0,
		"gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer.StartSpan":              0,
		"gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer.StartSpanFromContext":   0,
	},
	End: symbol.Of(
		"(go.opentelemetry.io/otel/trace.Span).End",
		"(github.com/opentracing/opentracing-go.Span).Finish",
		"(github.com/opentracing/opentracing-go.Span).FinishWithOptions",
		"(*github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.Span).Finish",
		"(gopkg.in/DataDog/dd-trace-go.v1/ddtrace.Span).Finish",
	),
	Borrow: symbol.Of(
		"github.com/opentracing/opentracing-go.ChildOf",
		"github.com/opentracing/opentracing-go/ext.LogError",
		"(github.com/opentracing/opentracing-go/ext.BoolTagName).Set",
		"(github.com/opentracing/opentracing-go/ext.StringTagName).Set",
		"(github.com/opentracing/opentracing-go/ext.Uint16TagName).Set",
		"(github.com/opentracing/opentracing-go/ext.Uint32TagName).Set",
	),
	Into: symbol.Of(
		"go.opentelemetry.io/otel/trace.ContextWithSpan",
		"github.com/opentracing/opentracing-go.ContextWithSpan",
		"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.ContextWithSpan",
	),
	From: symbol.Of(
		"go.opentelemetry.io/otel/trace.SpanFromContext",
		"github.com/opentracing/opentracing-go.SpanFromContext",
		"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.SpanFromContext",
	),
	Inert: symbol.Of(
		"(go.opentelemetry.io/otel/trace/noop.TracerProvider).Tracer",
		"go.opentelemetry.io/otel/trace/noop.NewTracerProvider",
		"go.opentelemetry.io/otel/trace.NewNoopTracerProvider",
	),
	Carried: true,
}

// SpanEnd ends an OpenTelemetry span, and SpanChanges change it, which works
// only before. SpanRecording tells whether it still does.
var (
	SpanEnd     = symbol.Of("(go.opentelemetry.io/otel/trace.Span).End")
	SpanChanges = symbol.Of(
		"(go.opentelemetry.io/otel/trace.Span).AddEvent",
		"(go.opentelemetry.io/otel/trace.Span).AddLink",
		"(go.opentelemetry.io/otel/trace.Span).RecordError",
		"(go.opentelemetry.io/otel/trace.Span).SetAttributes",
		"(go.opentelemetry.io/otel/trace.Span).SetName",
		"(go.opentelemetry.io/otel/trace.Span).SetStatus",
	)
	SpanError     = symbol.Of("(go.opentelemetry.io/otel/trace.Span).RecordError")
	SpanRecording = symbol.Of("(go.opentelemetry.io/otel/trace.Span).IsRecording")
)

// How a program gives OpenTelemetry its propagator and tracer provider, and
// what makes a propagator of others.
var (
	SetPropagator       = symbol.Of("go.opentelemetry.io/otel.SetTextMapPropagator")
	SetTracerProvider   = symbol.Of("go.opentelemetry.io/otel.SetTracerProvider")
	CompositePropagator = symbol.Of("go.opentelemetry.io/otel/propagation.NewCompositeTextMapPropagator")
)

// SpanStart starts an OpenTelemetry span below the one in its context. SpanInto
// puts a span into a context by hand, and SpanRoot makes a span that has no
// parent on purpose.
var (
	SpanStart = symbol.Of("(go.opentelemetry.io/otel/trace.Tracer).Start")
	SpanInto  = symbol.Of("go.opentelemetry.io/otel/trace.ContextWithSpan", "go.opentelemetry.io/otel/trace.ContextWithSpanContext")
	SpanRoot  = symbol.Of("go.opentelemetry.io/otel/trace.WithNewRoot", "go.opentelemetry.io/otel/trace.WithLinks")
)

// SpanFrom takes the span of somebody else out of a context.
var SpanFrom = symbol.Of("go.opentelemetry.io/otel/trace.SpanFromContext")

// LeavesStatus reports whether the functions of a package are known to leave
// the status of the span in a context as it is: those of OpenTelemetry's
// metrics, and of the standard library except for its loggers, whose handlers
// may be anybody's.
func LeavesStatus(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && path != "log" && path != "log/slog" || strings.HasPrefix(path, "go.opentelemetry.io/otel/metric")
}
