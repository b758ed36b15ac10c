package plainlog

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
)

var errRefused = errors.New("refused")

// pay logs what has failed.
func pay(ctx context.Context, logger *slog.Logger, charge func(context.Context) error) error {
	if err := charge(ctx); err != nil {
		logger.Error("payment refused", "err", err) // want `^logger.Error writes the line without ctx, which is in scope: it lacks the ids of the request$`
		return err
	}
	return nil
}

// serve has a request.
func serve(logger *slog.Logger) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		logger.Info("served", "path", r.URL.Path) // want `logger.Info writes the line without r.Context\(\)`
	}
}

// global uses the logger of the process.
func global(ctx context.Context) {
	slog.Warn("slow") // want `slog.Warn writes the line without ctx`
	<-ctx.Done()
}
