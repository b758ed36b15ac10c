package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// FreshContexts make a context that descends from no other: it has no
// deadline, no values, and nothing ever cancels it.
var FreshContexts = symbol.Of("context.Background", "context.TODO")

// TODO makes a context where the right one is not at hand yet.
var TODO = symbol.Of("context.TODO")

// ContextEnds ask a context for its end.
var ContextEnds = symbol.Of("(context.Context).Done", "(context.Context).Err")

// DerivedContexts make a context, or a value that carries one, out of another:
// their first parameter of type context.Context, or else their receiver. What
// comes out is cancelled with what went in.
//
// context.WithoutCancel is left out: it detaches on purpose.
var DerivedContexts = symbol.Union(
	symbol.Of(
		"context.WithCancel", "context.WithCancelCause", "context.WithDeadline", "context.WithDeadlineCause",
		"context.WithTimeout", "context.WithTimeoutCause", "context.WithValue",
		"os/signal.NotifyContext",
		"runtime/pprof.WithLabels",
		"runtime/trace.NewTask",
		"net/http/httptrace.WithClientTrace",
		"golang.org/x/sync/errgroup.WithContext",
	),
	carriedContexts, grpcContexts, traceContexts,
)

// carriedContexts are of requests, which carry a context.
var carriedContexts = symbol.Of(
	"(*net/http.Request).WithContext", "(*net/http.Request).Clone", "(*net/http.Request).Context",
	"net/http.NewRequestWithContext",
	"(github.com/labstack/echo/v4.Context).Request",
	"(google.golang.org/grpc.ServerStream).Context",
)

// CopiedRequest copies a request, and gives the copy another context.
var CopiedRequest = symbol.Of("(*net/http.Request).WithContext", "(*net/http.Request).Clone")

var grpcContexts = symbol.Of(
	"google.golang.org/grpc/metadata.NewOutgoingContext", "google.golang.org/grpc/metadata.NewIncomingContext",
	"google.golang.org/grpc/metadata.AppendToOutgoingContext",
	"google.golang.org/grpc/peer.NewContext",
	"google.golang.org/grpc.NewContextWithServerTransportStream",
	"github.com/go-kratos/kratos/v2/metadata.NewServerContext", "github.com/go-kratos/kratos/v2/metadata.NewClientContext",
	"github.com/go-kratos/kratos/v2/metadata.AppendToClientContext", "github.com/go-kratos/kratos/v2/metadata.MergeToClientContext",
	"github.com/go-kratos/kratos/v2/transport.NewServerContext", "github.com/go-kratos/kratos/v2/transport.NewClientContext",
	"connectrpc.com/connect.NewClientContext",
)

var traceContexts = symbol.Of(
	"(go.opentelemetry.io/otel/trace.Tracer).Start",
	"go.opentelemetry.io/otel/trace.ContextWithSpan", "go.opentelemetry.io/otel/trace.ContextWithSpanContext",
	"go.opentelemetry.io/otel/trace.ContextWithRemoteSpanContext",
	"go.opentelemetry.io/otel/baggage.ContextWithBaggage", "go.opentelemetry.io/otel/baggage.ContextWithoutBaggage",
	"(go.opentelemetry.io/otel/propagation.TextMapPropagator).Extract",
	"(go.opentelemetry.io/otel/propagation.TraceContext).Extract", "(go.opentelemetry.io/otel/propagation.Baggage).Extract",
	"github.com/opentracing/opentracing-go.ContextWithSpan", "github.com/opentracing/opentracing-go.StartSpanFromContext",
	"github.com/opentracing/opentracing-go.StartSpanFromContextWithTracer",
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.ContextWithSpan",
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.StartSpanFromContext",
	"github.com/go-logr/logr.NewContext",
)

// GinContext is the type of gin's context objects, and GinRequest their field
// with the request that the rest of a chain sees.
const (
	GinContext = "github.com/gin-gonic/gin.Context"
	GinRequest = "Request"
)

// GinNext runs the rest of the chain; without it the rest runs when the
// handler returns.
var GinNext = symbol.Of("(*github.com/gin-gonic/gin.Context).Next")
