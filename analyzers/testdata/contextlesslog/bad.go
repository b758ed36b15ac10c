package contextlesslog

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/rs/zerolog"
	"github.com/sirupsen/logrus"
)

var errRefused = errors.New("refused")

// pay logs what has failed.
func pay(ctx context.Context, logger *slog.Logger, charge func(context.Context) error) error {
	if err := charge(ctx); err != nil {
		logger.ErrorContext(context.Background(), "payment refused", "err", err) // want `^logger.ErrorContext gets context.Background\(\) although ctx is in scope: the line lacks the ids of the request$`
		return err
	}
	return nil
}

// serve has a request.
func serve(logger *slog.Logger) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		logger.Log(context.TODO(), slog.LevelInfo, "served") // want `logger.Log gets context.TODO\(\) although r.Context\(\) is in scope`
	}
}

// entry makes an entry of logrus.
func entry(ctx context.Context, logger *logrus.Logger) {
	logger.WithContext(context.Background()).Info("paid") // want `logger.WithContext gets context.Background\(\) although ctx is in scope`
}

// event asks a fresh context for its logger.
func event(ctx context.Context) {
	zerolog.Ctx(context.Background()).Info().Msg("paid") // want `zerolog.Ctx gets context.Background\(\) although ctx is in scope`
}
