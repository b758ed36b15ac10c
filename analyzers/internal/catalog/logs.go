package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// ContextLogs write to a log, or make what writes to a log, with what a context
// says of the request: the first one among their arguments.
var ContextLogs = symbol.Of(
	"log/slog.DebugContext", "log/slog.InfoContext", "log/slog.WarnContext", "log/slog.ErrorContext",
	"log/slog.Log", "log/slog.LogAttrs",
	"(*log/slog.Logger).DebugContext", "(*log/slog.Logger).InfoContext", "(*log/slog.Logger).WarnContext", "(*log/slog.Logger).ErrorContext",
	"(*log/slog.Logger).Log", "(*log/slog.Logger).LogAttrs",
	"github.com/sirupsen/logrus.WithContext", "(*github.com/sirupsen/logrus.Logger).WithContext", "(*github.com/sirupsen/logrus.Entry).WithContext",
	"github.com/rs/zerolog.Ctx", "github.com/rs/zerolog/log.Ctx", "(*github.com/rs/zerolog.Event).Ctx", "(github.com/rs/zerolog.Context).Ctx",
	"github.com/go-kratos/kratos/v2/log.WithContext",
	"github.com/go-logr/logr.FromContext", "github.com/go-logr/logr.FromContextOrDiscard",
)

// PlainLogs write to a log without a context; each has a namesake, with Context
// at its end, that takes one first.
var PlainLogs = symbol.Of(
	"log/slog.Debug", "log/slog.Info", "log/slog.Warn", "log/slog.Error",
	"(*log/slog.Logger).Debug", "(*log/slog.Logger).Info", "(*log/slog.Logger).Warn", "(*log/slog.Logger).Error",
)
