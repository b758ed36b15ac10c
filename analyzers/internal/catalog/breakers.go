package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// GoBreakers make circuit breakers of gobreaker from settings.
var GoBreakers = symbol.Of(
	"github.com/sony/gobreaker.NewCircuitBreaker", "github.com/sony/gobreaker.NewTwoStepCircuitBreaker",
	"github.com/sony/gobreaker/v2.NewCircuitBreaker", "github.com/sony/gobreaker/v2.NewTwoStepCircuitBreaker",
)
