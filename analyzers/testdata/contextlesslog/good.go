package contextlesslog

import (
	"context"
	"log/slog"

	"github.com/rs/zerolog"

	"example.com/fixtures/contextlesslog/helper"
)

// payWell passes the context on.
func payWell(ctx context.Context, logger *slog.Logger, charge func(context.Context) error) error {
	if err := charge(ctx); err != nil {
		logger.ErrorContext(ctx, "payment refused", "err", err)
		return err
	}
	return nil
}

// identified has a context with an id.
func identified(logger *slog.Logger) error {
	ctx := helper.WithID(context.Background(), "7")
	return payWell(ctx, logger, func(context.Context) error { return errRefused })
}

// begin has none.
func begin(logger *slog.Logger) {
	logger.InfoContext(context.Background(), "begins")
}

// unnamed has none that it could pass.
func unnamed(_ context.Context, logger *slog.Logger) {
	logger.InfoContext(context.Background(), "begins")
}

// inGoroutine goes on when the request is over.
func inGoroutine(ctx context.Context, logger *slog.Logger) {
	go func() { logger.InfoContext(context.Background(), "goes on") }()
	logger.InfoContext(ctx, "begins")
}

// deferred logs at the end.
func deferred(ctx context.Context, logger *slog.Logger) {
	defer logger.InfoContext(context.Background(), "ends")
	logger.InfoContext(ctx, "begins")
}

// afterwards runs when the context has ended.
func afterwards(ctx context.Context, logger *slog.Logger) {
	<-ctx.Done()
	logger.InfoContext(context.Background(), "stops")
}

// shared has a fresh context for more than the line.
func shared(ctx context.Context, logger *slog.Logger, work func(context.Context)) {
	fresh := context.Background()
	logger.InfoContext(fresh, "works")
	work(fresh)
	logger.InfoContext(ctx, "worked")
}

// given is only called with fresh contexts.
func given(ctx context.Context, logger *slog.Logger, work func(context.Context)) {
	logger.InfoContext(context.Background(), "begins")
	work(ctx)
}

func gives(logger *slog.Logger) { given(context.Background(), logger, func(context.Context) {}) }

// plain takes no context, which is for plainlog to say.
func plain(ctx context.Context) {
	<-ctx.Done()
	slog.Info("plain")
}

// own asks its context for the logger.
func own(ctx context.Context) { zerolog.Ctx(ctx).Info().Msg("with one") }
