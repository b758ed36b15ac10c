package plainlog

import (
	"context"
	"log/slog"

	"github.com/sirupsen/logrus"

	"example.com/fixtures/plainlog/helper"
)

// payWell passes the context on.
func payWell(ctx context.Context, logger *slog.Logger, charge func(context.Context) error) error {
	if err := charge(ctx); err != nil {
		logger.ErrorContext(ctx, "payment refused", "err", err)
		return err
	}
	return nil
}

// begin has no context.
func begin(logger *slog.Logger) {
	logger.Info("begins")
}

// unnamed has none that it could pass.
func unnamed(_ context.Context, logger *slog.Logger) {
	logger.Info("begins")
}

// fresh has one without ids.
func fresh(logger *slog.Logger) error {
	ctx := context.Background()
	logger.Info("begins")
	return payWell(helper.WithID(ctx, "7"), logger, func(context.Context) error { return errRefused })
}

// inGoroutine goes on when the request is over.
func inGoroutine(ctx context.Context, logger *slog.Logger) {
	go func() { logger.Info("goes on") }()
	logger.InfoContext(ctx, "begins")
}

// deferred logs at the end.
func deferred(ctx context.Context, logger *slog.Logger) {
	defer logger.Info("ends")
	logger.InfoContext(ctx, "begins")
}

// afterwards runs when the context has ended.
func afterwards(ctx context.Context, logger *slog.Logger) {
	<-ctx.Done()
	logger.Info("stops")
}

// given is only called with fresh contexts.
func given(ctx context.Context, logger *slog.Logger, work func(context.Context)) {
	logger.Info("begins")
	work(ctx)
}

func gives(logger *slog.Logger) { given(context.Background(), logger, func(context.Context) {}) }

// entry has its context from where it was made.
func entry(ctx context.Context, logger *logrus.Logger) {
	log := logger.WithContext(ctx)
	log.Info("paid")
}
