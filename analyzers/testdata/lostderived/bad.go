package lostderived

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/rs/zerolog"
	"github.com/sirupsen/logrus"
	"go.opentelemetry.io/otel/propagation"
	"go.uber.org/zap"
	"google.golang.org/grpc/metadata"
)

// outgoing means to add metadata.
func outgoing(ctx context.Context, call func(context.Context) error) error {
	metadata.AppendToOutgoingContext(ctx, "x-tenant", "a") // want `context that AppendToOutgoingContext derives is lost: the call changes nothing`
	return call(ctx)
}

// extracted means to continue a trace.
func extracted(ctx context.Context, p propagation.TextMapPropagator, h http.Header) context.Context {
	p.Extract(ctx, propagation.HeaderCarrier(h)) // want `context that Extract derives is lost: the call changes nothing`
	return ctx
}

// logged means to say who pays.
func logged(logger *zap.Logger, user string) {
	logger.With(zap.String("user", user)) // want `logger that With derives is lost: the call changes nothing`
	logger.Info("paid")
}

// structured means the same.
func structured(user string, logger *slog.Logger) {
	if user != "" {
		logger.With("user", user) // want `logger that With derives is lost: the call changes nothing`
	}
	logger.Info("paid")
}

// chained means the same.
func chained(log zerolog.Logger, user string) {
	log.With().Str("user", user).Logger() // want `logger that Logger derives is lost: the call changes nothing`
	log.Info().Msg("paid")
}

// entry means the same.
func entry(log *logrus.Entry, user string) {
	log.WithField("user", user) // want `logger that WithField derives is lost: the call changes nothing`
	log.Info("paid")
}

// bound means to bound a request.
func bound(ctx context.Context, req *http.Request) (*http.Response, error) {
	req.WithContext(ctx) // want `request that WithContext derives is lost: the call changes nothing`
	return http.DefaultClient.Do(req)
}
