package unitmismatch

import (
	"context"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// TestVerify records 90 seconds and looks at the sum, in the metric's unit.
func TestVerify(t *testing.T) {
	const took = 90 * time.Second
	ctx := context.Background()
	reader := sdk.NewManualReader()
	provider := sdk.NewMeterProvider(sdk.WithReader(reader))
	defer provider.Shutdown(ctx)
	meter := provider.Meter("shop")

	m, err := newMetrics(meter)
	if err != nil {
		t.Fatal(err)
	}
	m.scaled(ctx, took)
	for _, record := range []func() error{
		func() error { return milliseconds(ctx, meter, took) },
		func() error { return seconds(ctx, meter, took) },
		func() error { return nanoseconds(ctx, meter, time.Now().Add(-took)) },
		func() error { return inUnit(ctx, meter, took) },
	} {
		if err := record(); err != nil {
			t.Fatal(err)
		}
	}
	sums := collectSums(t, reader)
	for name, unit := range map[string]float64{
		"order.duration": 1, "payment.duration": 1e3, "stock.check": 1e3, "request_duration_seconds": 1,
	} {
		if right := took.Seconds() * unit; sums[name] == 0 || sums[name] > right/10 && sums[name] < right*10 {
			t.Errorf("%s: sum %v, want it far from %v", name, sums[name], right)
		}
	}
	if got, want := sums["good.duration"], 3*took.Seconds(); got != want {
		t.Errorf("good.duration: sum %v, want %v", got, want)
	}
	if got, want := sums["good_duration_milliseconds"], 2*1000*took.Seconds(); got != want {
		t.Errorf("good_duration_milliseconds: sum %v, want %v", got, want)
	}

	observed(took)
	observedInUnit(took, 0)
	if sum := sumOf(t, orderSeconds); sum != 90_000 {
		t.Errorf("order_duration_seconds: sum %v, want milliseconds", sum)
	}
	sent := time.Now().Add(-took)
	delivered("post", sent.Unix())
	if sum := sumOf(t, delaySeconds.WithLabelValues("post").(prometheus.Histogram)); sum < 1e9 {
		t.Errorf("delivery_delay_seconds: sum %v, want the milliseconds since 1970", sum)
	}
	if sum := sumOf(t, stepSeconds); sum != 180 {
		t.Errorf("step_duration_seconds: sum %v, want seconds", sum)
	}
}

func collectSums(t *testing.T, reader sdk.Reader) map[string]float64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &all); err != nil {
		t.Fatal(err)
	}
	sums := map[string]float64{}
	for _, m := range all.ScopeMetrics[0].Metrics {
		switch data := m.Data.(type) {
		case metricdata.Histogram[float64]:
			sums[m.Name] = data.DataPoints[0].Sum
		case metricdata.Histogram[int64]:
			sums[m.Name] = float64(data.DataPoints[0].Sum)
		}
	}
	return sums
}

func sumOf(t *testing.T, h prometheus.Histogram) float64 {
	t.Helper()
	var m dto.Metric
	if err := h.Write(&m); err != nil {
		t.Fatal(err)
	}
	return m.GetHistogram().GetSampleSum()
}
