package lostderived

import (
	"context"
	"log/slog"

	"github.com/rs/zerolog"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
	"google.golang.org/grpc/metadata"
)

// assigned takes the context.
func assigned(ctx context.Context, call func(context.Context) error) error {
	ctx = metadata.AppendToOutgoingContext(ctx, "x-tenant", "a")
	return call(ctx)
}

// inOne uses what it derives.
func inOne(logger *zap.Logger, log *logrus.Entry, user string) {
	logger.With(zap.String("user", user)).Info("paid")
	log.WithField("user", user).Info("paid")
}

// handedOn returns it.
func handedOn(logger *slog.Logger, user string) *slog.Logger {
	return logger.With("user", user)
}

// updated changes the logger itself.
func updated(log *zerolog.Logger, user string) {
	log.UpdateContext(func(c zerolog.Context) zerolog.Context { return c.Str("user", user) })
	log.Info().Msg("paid")
}

// meant says that it wants nothing.
func meant(logger *zap.Logger) {
	_ = logger.Named("unused")
}
