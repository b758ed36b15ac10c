package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// Pure are functions that change nothing and return what they derive: a
// context, a logger, a request.
var Pure = symbol.Union(PureContexts, PureLoggers)

// PureContexts return a context that carries more.
var PureContexts = symbol.Of(
	"(*net/http.Request).WithContext",

	"google.golang.org/grpc/metadata.AppendToOutgoingContext",
	"google.golang.org/grpc/metadata.NewOutgoingContext",
	"google.golang.org/grpc/metadata.NewIncomingContext",
	"google.golang.org/grpc/peer.NewContext",

	"go.opentelemetry.io/otel/trace.ContextWithSpan",
	"go.opentelemetry.io/otel/trace.ContextWithSpanContext",
	"go.opentelemetry.io/otel/trace.ContextWithRemoteSpanContext",
	"go.opentelemetry.io/otel/baggage.ContextWithBaggage",
	"go.opentelemetry.io/otel/baggage.ContextWithoutBaggage",
	"(go.opentelemetry.io/otel/propagation.TextMapPropagator).Extract",
	"(go.opentelemetry.io/otel/propagation.TraceContext).Extract",
	"(go.opentelemetry.io/otel/propagation.Baggage).Extract",
	"github.com/opentracing/opentracing-go.ContextWithSpan",

	"github.com/go-logr/logr.NewContext",
	"(github.com/rs/zerolog.Logger).WithContext",
)

// PureLoggers return a logger that says more.
var PureLoggers = symbol.Of(
	"log/slog.With",
	"(*log/slog.Logger).With",
	"(*log/slog.Logger).WithGroup",

	"(*go.uber.org/zap.Logger).With",
	"(*go.uber.org/zap.Logger).WithLazy",
	"(*go.uber.org/zap.Logger).Named",
	"(*go.uber.org/zap.Logger).WithOptions",
	"(*go.uber.org/zap.SugaredLogger).With",
	"(*go.uber.org/zap.SugaredLogger).WithLazy",
	"(*go.uber.org/zap.SugaredLogger).Named",
	"(*go.uber.org/zap.SugaredLogger).WithOptions",

	"(*github.com/sirupsen/logrus.Logger).WithField",
	"(*github.com/sirupsen/logrus.Logger).WithFields",
	"(*github.com/sirupsen/logrus.Logger).WithError",
	"(*github.com/sirupsen/logrus.Logger).WithContext",
	"(*github.com/sirupsen/logrus.Entry).WithField",
	"(*github.com/sirupsen/logrus.Entry).WithFields",
	"(*github.com/sirupsen/logrus.Entry).WithError",
	"(*github.com/sirupsen/logrus.Entry).WithContext",
	"github.com/sirupsen/logrus.WithField",
	"github.com/sirupsen/logrus.WithFields",
	"github.com/sirupsen/logrus.WithError",
	"github.com/sirupsen/logrus.WithContext",

	"(github.com/rs/zerolog.Context).Logger",
	"(github.com/go-logr/logr.Logger).WithName",
	"(github.com/go-logr/logr.Logger).WithValues",
)
