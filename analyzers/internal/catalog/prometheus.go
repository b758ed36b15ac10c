package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// How Prometheus' client makes and registers collectors. Those of promauto
// register what they make, and panic as MustRegister does.
var (
	AutoCollectors = symbol.Of(
		"github.com/prometheus/client_golang/prometheus/promauto.NewCounter",
		"github.com/prometheus/client_golang/prometheus/promauto.NewCounterVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewCounterFunc",
		"github.com/prometheus/client_golang/prometheus/promauto.NewGauge",
		"github.com/prometheus/client_golang/prometheus/promauto.NewGaugeVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewGaugeFunc",
		"github.com/prometheus/client_golang/prometheus/promauto.NewSummary",
		"github.com/prometheus/client_golang/prometheus/promauto.NewSummaryVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewHistogram",
		"github.com/prometheus/client_golang/prometheus/promauto.NewHistogramVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewUntypedFunc",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewCounter",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewCounterVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewCounterFunc",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewGauge",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewGaugeVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewGaugeFunc",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewSummary",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewSummaryVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewHistogram",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewHistogramVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewUntypedFunc",
	)
	AutoWith     = symbol.Of("github.com/prometheus/client_golang/prometheus/promauto.With")
	MustRegister = symbol.Of(
		"github.com/prometheus/client_golang/prometheus.MustRegister",
		"(github.com/prometheus/client_golang/prometheus.Registerer).MustRegister",
		"(*github.com/prometheus/client_golang/prometheus.Registry).MustRegister",
	)
	Unregister = symbol.Of(
		"github.com/prometheus/client_golang/prometheus.Unregister",
		"(github.com/prometheus/client_golang/prometheus.Registerer).Unregister",
		"(*github.com/prometheus/client_golang/prometheus.Registry).Unregister",
	)
	Collectors = symbol.Of(
		"github.com/prometheus/client_golang/prometheus.NewCounter",
		"github.com/prometheus/client_golang/prometheus.NewCounterVec",
		"github.com/prometheus/client_golang/prometheus.NewCounterFunc",
		"github.com/prometheus/client_golang/prometheus.NewGauge",
		"github.com/prometheus/client_golang/prometheus.NewGaugeVec",
		"github.com/prometheus/client_golang/prometheus.NewGaugeFunc",
		"github.com/prometheus/client_golang/prometheus.NewSummary",
		"github.com/prometheus/client_golang/prometheus.NewSummaryVec",
		"github.com/prometheus/client_golang/prometheus.NewHistogram",
		"github.com/prometheus/client_golang/prometheus.NewHistogramVec",
	)
)
