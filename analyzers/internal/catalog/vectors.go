package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// Vectors make vectors of Prometheus' client, whose labels are the last
// argument. Descriptions make what constant metrics are made from, whose
// labels are the third.
var (
	Vectors = symbol.Of(
		"github.com/prometheus/client_golang/prometheus.NewCounterVec",
		"github.com/prometheus/client_golang/prometheus.NewGaugeVec",
		"github.com/prometheus/client_golang/prometheus.NewSummaryVec",
		"github.com/prometheus/client_golang/prometheus.NewHistogramVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewCounterVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewGaugeVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewSummaryVec",
		"github.com/prometheus/client_golang/prometheus/promauto.NewHistogramVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewCounterVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewGaugeVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewSummaryVec",
		"(github.com/prometheus/client_golang/prometheus/promauto.Factory).NewHistogramVec",
	)
	Descriptions = symbol.Of("github.com/prometheus/client_golang/prometheus.NewDesc")
)

// ConstMetrics make a metric from a description and, at the end, the values of
// its labels.
var ConstMetrics = symbol.Of(
	"github.com/prometheus/client_golang/prometheus.NewConstMetric",
	"github.com/prometheus/client_golang/prometheus.NewConstMetricWithCreatedTimestamp",
	"github.com/prometheus/client_golang/prometheus.NewConstHistogram",
	"github.com/prometheus/client_golang/prometheus.NewConstSummary",
	"github.com/prometheus/client_golang/prometheus.MustNewConstMetric",
	"github.com/prometheus/client_golang/prometheus.MustNewConstMetricWithCreatedTimestamp",
	"github.com/prometheus/client_golang/prometheus.MustNewConstHistogram",
	"github.com/prometheus/client_golang/prometheus.MustNewConstSummary",
)

// ObserverValues and ObserverMaps are what LabelValues and LabelMaps are, of
// the interface that curried histograms and summaries have.
var (
	ObserverValues = symbol.Of(
		"(github.com/prometheus/client_golang/prometheus.ObserverVec).WithLabelValues",
		"(github.com/prometheus/client_golang/prometheus.ObserverVec).GetMetricWithLabelValues",
	)
	ObserverMaps = symbol.Of(
		"(github.com/prometheus/client_golang/prometheus.ObserverVec).With",
		"(github.com/prometheus/client_golang/prometheus.ObserverVec).GetMetricWith",
		"(github.com/prometheus/client_golang/prometheus.ObserverVec).CurryWith",
		"(github.com/prometheus/client_golang/prometheus.ObserverVec).MustCurryWith",
	)
)

// DeletedValues and DeletedMap take a metric out of a vector.
var (
	DeletedValues = symbol.Of("(*github.com/prometheus/client_golang/prometheus.MetricVec).DeleteLabelValues")
	DeletedMap    = symbol.Of("(*github.com/prometheus/client_golang/prometheus.MetricVec).Delete")
)
