package catalog

import (
	"slices"
	"strings"
)

// Mark is something that is done once for a whole program, or by none of its
// parts: whole-program rules are about what is missing.
type Mark uint32

// The marks.
const (
	SetsPropagator     Mark = 1 << iota // gives OpenTelemetry's global propagator
	SetsTracerProvider                  // sets up tracing with OpenTelemetry
	UsesPropagator                      // has instrumentation that goes by the global propagator
	LocalPropagator                     // gives instrumentation a propagator of its own
	MakesMeterProvider                  // sets up metrics with OpenTelemetry's SDK
	ConfiguresViews                     // chooses buckets apart from the instruments
	UsesPromExporter                    // exports OpenTelemetry metrics in Prometheus' format
	RenamesMetrics                      // that exporter's names do not follow the default
	UnknownTracing                      // a library that may set up tracing in ways unknown
	UnknownMetrics                      // a library that may set up metrics in ways unknown
	ContextFallback                     // gin's contexts hand on those of their requests
	HasRecovery                         // a library's interceptor or middleware recovers from panics
	StartsSpans                         // starts spans with OpenTelemetry
	MakesGin                            // makes a router of gin
	UnwrapsGin                          // takes gin's context out of a context.Context
	WatchesConfig                       // has a viper configuration watched for changes, or may
	HandlesConfig                       // is to be told when the global configuration changes
	ReportsTTL                          // tells Consul of the health of a service
	HandlesSignals                      // has signals sent to it
	Deregisters                         // takes a service out of a registry
	UnknownShutdown                     // a library that may do either in ways unknown
	AppendsMetadata                     // adds to the outgoing metadata of gRPC calls
	ExportsInBatches                    // has OpenTelemetry's SDK hold back what it exports
	CooperativeGroups                   // has Kafka consumer groups that live through a rebalance
)

// SetUps are the marks that functions have too: what a call may do.
const SetUps = SetsTracerProvider | MakesMeterProvider | MakesGin | HandlesConfig

var markNames = []string{
	"sets propagator", "sets tracer provider", "uses propagator", "local propagator", "makes meter provider",
	"configures views", "uses Prometheus exporter", "renames metrics", "unknown tracing", "unknown metrics",
	"context fallback", "has recovery",
	"starts spans",
	"makes gin router", "unwraps gin context",
	"watches configuration", "handles configuration",
	"reports health", "handles signals", "deregisters", "unknown shutdown",
	"appends metadata", "exports in batches", "cooperative groups",
}

// String lists the marks.
func (m Mark) String() string {
	var names []string
	for i, name := range markNames {
		if m&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

const (
	otelPackage = "go.opentelemetry.io/otel"
	otelContrib = "go.opentelemetry.io/contrib/"
)

// MarkOf returns the marks of a program that uses a function or type.
func MarkOf(path, name string) Mark { return marks[path+"."+name] | otherMarks[path][name] }

// otherMarks are the names, by package, that the fixtures' modules do not have
// (any more).
var otherMarks = map[string]map[string]Mark{
	otelContrib + "instrumentation/google.golang.org/grpc/otelgrpc": {
		"UnaryServerInterceptor": UsesPropagator, "StreamServerInterceptor": UsesPropagator,
		"UnaryClientInterceptor": UsesPropagator, "StreamClientInterceptor": UsesPropagator,
	},
	otelContrib + "instrumentation/github.com/gin-gonic/gin/otelgin":  middlewareMarks,
	otelContrib + "instrumentation/github.com/labstack/echo/otelecho": middlewareMarks,
	otelContrib + "instrumentation/github.com/gorilla/mux/otelmux":    middlewareMarks,
	otelPackage + "/exporters/otlp/otlpmetric/otlpmetricgrpc":         selectorMarks,
	otelPackage + "/exporters/otlp/otlpmetric/otlpmetrichttp":         selectorMarks,
	otelPackage + "/exporters/stdout/stdoutmetric":                    selectorMarks,
}

var (
	middlewareMarks = map[string]Mark{"Middleware": UsesPropagator, "WithPropagators": LocalPropagator}
	selectorMarks   = map[string]Mark{"WithAggregationSelector": ConfiguresViews}
)

// marks are the functions and types whose use marks a program.
var marks = map[string]Mark{
	"os/signal.Notify":        HandlesSignals,
	"os/signal.NotifyContext": HandlesSignals,

	"github.com/spf13/viper.WatchConfig":    WatchesConfig,
	"github.com/spf13/viper.OnConfigChange": HandlesConfig,

	"google.golang.org/grpc/metadata.AppendToOutgoingContext": AppendsMetadata,

	"github.com/IBM/sarama.NewBalanceStrategyCooperativeSticky": CooperativeGroups,

	"go.opentelemetry.io/otel.SetTextMapPropagator": SetsPropagator,
	"go.opentelemetry.io/otel.SetTracerProvider":    SetsTracerProvider,
	"go.opentelemetry.io/otel.GetTextMapPropagator": UsesPropagator,

	"go.opentelemetry.io/otel/sdk/trace.WithBatcher":           ExportsInBatches,
	"go.opentelemetry.io/otel/sdk/trace.NewBatchSpanProcessor": ExportsInBatches,
	"go.opentelemetry.io/otel/sdk/metric.NewPeriodicReader":    ExportsInBatches,
	sdkLog + ".NewBatchProcessor":                              ExportsInBatches,

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.NewHandler":      UsesPropagator,
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.NewMiddleware":   UsesPropagator,
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.NewTransport":    UsesPropagator,
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.WithPropagators": LocalPropagator,

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc.NewServerHandler": UsesPropagator,
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc.NewClientHandler": UsesPropagator,
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc.WithPropagators":  LocalPropagator,

	"go.opentelemetry.io/otel/sdk/metric.NewMeterProvider":                     MakesMeterProvider,
	"go.opentelemetry.io/otel/sdk/metric.WithView":                             ConfiguresViews,
	"go.opentelemetry.io/otel/sdk/metric.WithAggregationSelector":              ConfiguresViews,
	"go.opentelemetry.io/otel/sdk/metric.AggregationExplicitBucketHistogram":   ConfiguresViews,
	"go.opentelemetry.io/otel/sdk/metric.AggregationBase2ExponentialHistogram": ConfiguresViews,
	"go.opentelemetry.io/otel/exporters/prometheus.New":                        UsesPromExporter,
	"go.opentelemetry.io/otel/exporters/prometheus.WithAggregationSelector":    ConfiguresViews,
	"go.opentelemetry.io/otel/exporters/prometheus.WithoutUnits":               RenamesMetrics,
	"go.opentelemetry.io/otel/exporters/prometheus.WithTranslationStrategy":    RenamesMetrics,

	"github.com/gin-gonic/gin.Recovery":                           HasRecovery,
	"github.com/gin-gonic/gin.RecoveryWithWriter":                 HasRecovery,
	"github.com/gin-gonic/gin.CustomRecovery":                     HasRecovery,
	"github.com/gin-gonic/gin.CustomRecoveryWithWriter":           HasRecovery,
	"github.com/gin-gonic/gin.New":                                MakesGin,
	"github.com/gin-gonic/gin.Default":                            MakesGin | HasRecovery,
	"github.com/go-kratos/kratos/v2/middleware/recovery.Recovery": HasRecovery,

	"github.com/grpc-ecosystem/go-grpc-middleware/recovery.UnaryServerInterceptor":                  HasRecovery,
	"github.com/grpc-ecosystem/go-grpc-middleware/recovery.StreamServerInterceptor":                 HasRecovery,
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery.UnaryServerInterceptor":  HasRecovery,
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery.StreamServerInterceptor": HasRecovery,
}

// MarkedFields are fields that mark a program when something other than false
// is stored in them.
var MarkedFields = map[string]Mark{
	GinEngine + ".ContextWithFallback": ContextFallback,
}

// GinEngine is gin's router.
const GinEngine = "github.com/gin-gonic/gin.Engine"

// ImportMark returns the marks of a program that imports a package.
func ImportMark(path string) Mark {
	var marks Mark
	for prefix, mark := range markedImports {
		if within(path, prefix) {
			marks |= mark
		}
	}
	return marks
}

// markedImports are packages that mark a program which imports them, and those
// below them.
var markedImports = map[string]Mark{
	"github.com/zeromicro/go-zero":  SetsPropagator | UnknownTracing | UnknownMetrics,
	"gofr.dev/pkg":                  SetsPropagator | UnknownTracing | UnknownMetrics,
	"k8s.io/component-base":         SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/dapr":               SetsPropagator | UnknownTracing | UnknownMetrics,
	"encore.dev":                    SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/kitex-contrib":      SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/hertz-contrib":      SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/uptrace/uptrace-go": SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/DataDog/dd-trace-go/v2/ddtrace/opentelemetry":               SetsPropagator | UnknownTracing,
	"gopkg.in/DataDog/dd-trace-go.v1/ddtrace/opentelemetry":                 SetsPropagator | UnknownTracing,
	"github.com/honeycombio":                                                SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/signalfx":                                                   SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/lightstep":                                                  SetsPropagator | UnknownTracing | UnknownMetrics,
	"github.com/GoogleCloudPlatform/opentelemetry-operations-go/propagator": SetsPropagator,

	otelContrib + "propagators/autoprop": SetsPropagator,
	otelContrib + "otelconf":             SetsPropagator | UnknownTracing | UnknownMetrics,
	otelContrib + "config":               SetsPropagator | UnknownTracing | UnknownMetrics,
}

// Distribution returns what a package of a versioned module may do to a
// program beyond what MarkOf says, going by its name and by the packages that
// are seen in what it exports. Its code is not looked at, so a library that
// sets up telemetry for a living has to be known by either.
func Distribution(path string, seen func(yield func(path string) bool)) Mark {
	if within(path, otelPackage) || slices.ContainsFunc(instrumented, func(prefix string) bool { return within(path, prefix) }) {
		return ImportMark(path) | shutdown(path)
	}
	marks := ImportMark(path) | shutdown(path)
	if slices.ContainsFunc(telemetry, func(word string) bool { return strings.Contains(path, word) }) {
		marks |= UnknownTracing | UnknownMetrics
	}
	seen(func(other string) bool {
		marks |= ImportMark(other) | setup(other)
		return true
	})
	return marks
}

// telemetry are parts of the paths of packages that may set up telemetry.
var telemetry = []string{"apm", "metric", "monitoring", "o11y", "observability", "otel", "telemetry", "trac"}

// setup returns what a package that shows the given one may set up.
func setup(path string) Mark {
	switch path {
	case otelPackage + "/sdk/trace", otelPackage + "/propagation":
		return UnknownTracing
	case otelPackage + "/sdk/metric":
		return UnknownMetrics
	case "github.com/spf13/viper":
		return WatchesConfig // it may
	}
	return 0
}

// instrumented are modules that use OpenTelemetry and leave its set-up to the
// program.
var instrumented = []string{
	"cloud.google.com/go", "github.com/GoogleCloudPlatform/opentelemetry-operations-go/exporter",
	"github.com/XSAM/otelsql", "github.com/exaring/otelpgx", "github.com/go-kratos/kratos", "github.com/googleapis",
	"github.com/grpc-ecosystem", "github.com/opentracing", "github.com/prometheus", "github.com/redis/go-redis",
	"github.com/riandyrn/otelchi", "github.com/twmb/franz-go", "github.com/uptrace/opentelemetry-go-extra",
	"go.mongodb.org/mongo-driver", "go.opentelemetry.io/contrib", "go.opentelemetry.io/proto", "google.golang.org",
}

// within reports whether a package is the given one or below it.
func within(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || rest[0] == '/')
}
