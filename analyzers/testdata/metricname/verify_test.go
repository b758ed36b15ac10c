package metricname

import (
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
)

// TestVerify asks Prometheus' own linter about the collectors, and looks at what
// becomes of the names of instruments.
func TestVerify(t *testing.T) {
	for _, test := range []struct {
		register func(prometheus.Registerer)
		bad      bool
	}{{badCollectors, true}, {goodCollectors, false}} {
		registry := prometheus.NewRegistry()
		test.register(registry)
		families, err := registry.Gather()
		if err != nil || len(families) < 7 {
			t.Fatal(families, err)
		}
		problems, err := promlint.NewWithMetricFamilies(families).Lint()
		if err != nil {
			t.Fatal(err)
		}
		for _, family := range families {
			found := slices.ContainsFunc(problems, func(p promlint.Problem) bool {
				return p.Metric == family.GetName() && p.Text != "no help text"
			})
			if found != test.bad {
				t.Errorf("%s: found %t by promlint, want %t: %v", family.GetName(), found, test.bad, problems)
			}
		}
	}
	instruments(t)
}

func instruments(t *testing.T) {
	registry := prometheus.NewRegistry()
	reader, err := exporter.New(exporter.WithRegisterer(registry))
	if err != nil {
		t.Fatal(err)
	}
	meter := sdk.NewMeterProvider(sdk.WithReader(reader)).Meter("shop")
	if err := badInstruments(meter, "items"); err == nil || !strings.Contains(err.Error(), "invalid instrument name") {
		t.Errorf("badInstruments: %v", err)
	}
	if err := goodInstruments(meter, "others", "By"); err != nil {
		t.Errorf("goodInstruments: %v", err)
	}
	open, _ := meter.Int64Gauge("orders.open", metric.WithDescription("Orders that wait."), metric.WithUnit("1"))
	open.Record(t.Context(), 1)
	wait, _ := meter.Float64Histogram("wait", metric.WithUnit("sec"))
	wait.Record(t.Context(), 1)
	created, _ := meter.Int64Counter("orders.created", metric.WithUnit("{order}"))
	created.Add(t.Context(), 1)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, family := range families {
		names = append(names, family.GetName())
	}
	for _, want := range []string{"orders_open_ratio", "wait_sec", "orders_created_total"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}
