package unboundedlabel

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// TestVerify sends a hundred requests and counts the series.
func TestVerify(t *testing.T) {
	gin.SetMode(gin.TestMode)
	const n = 100
	series := func(count func(i int)) int {
		requests.Reset()
		for i := range n {
			count(i)
		}
		metrics := make(chan prometheus.Metric, 2*n)
		requests.Collect(metrics)
		return len(metrics)
	}
	request := func(i int) *http.Request {
		r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/orders/%d", i), nil)
		r.RemoteAddr = fmt.Sprintf("10.0.0.1:%d", i)
		r.Pattern = "/orders/{id}"
		return r
	}
	middleware, currying := byPath(http.NotFoundHandler()), curried(http.NotFoundHandler())
	mounted := curriedOnce("/orders/{id}", http.NotFoundHandler())
	for name, count := range map[string]func(i int){
		"byPath":    func(i int) { middleware.ServeHTTP(httptest.NewRecorder(), request(i)) },
		"curried":   func(i int) { currying.ServeHTTP(httptest.NewRecorder(), request(i)) },
		"byError":   func(i int) { byError(fmt.Errorf("order %d", i)) },
		"byAddress": func(i int) { byAddress(request(i)) },
		"cleaned":   func(i int) { cleaned(request(i)) },
		"served":    func(i int) { served(nil, request(i)) },
		"inGin": func(i int) {
			c, _ := gin.CreateTestContext(httptest.NewRecorder())
			c.Request = request(i)
			inGin(c)
		},
	} {
		if got := series(count); got != n {
			t.Errorf("%s: %d series, want %d", name, got, n)
		}
	}
	for name, count := range map[string]func(i int){
		"byPattern":   func(i int) { byPattern(nil, request(i)) },
		"curriedOnce": func(i int) { mounted.ServeHTTP(httptest.NewRecorder(), request(i)) },
		"mapped":      func(i int) { mapped(request(i)) },
		"orOther":     func(i int) { orOther(request(i), nil) },
		"knownOnly":   func(i int) { knownOnly(request(i), map[string]bool{"/orders/1": true}) },
		"compared":    func(i int) { compared(request(i)) },
		"byCode":      func(i int) { byCode(fmt.Errorf("order %d", i)) },
		"byKind":      func(i int) { byKind(fmt.Errorf("order %d", i)) },
		"byStatus":    func(i int) { byStatus(200) },
	} {
		if got := series(count); got > 1 {
			t.Errorf("%s: %d series, want one", name, got)
		}
	}
	overflow(t)
}

// overflow shows what OpenTelemetry does instead.
func overflow(t *testing.T) {
	reader := sdk.NewManualReader()
	provider := sdk.NewMeterProvider(sdk.WithReader(reader))
	defer provider.Shutdown(t.Context())
	counter, err := provider.Meter("shop").Int64Counter("requests")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2100 {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("User-Agent", fmt.Sprint("agent ", i))
		attributes(counter, r)
	}
	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	points := all.ScopeMetrics[0].Metrics[0].Data.(metricdata.Sum[int64]).DataPoints
	for _, p := range points {
		if _, ok := p.Attributes.Value("otel.metric.overflow"); ok && p.Value > 1 {
			return
		}
	}
	t.Errorf("%d points, and none for what overflows", len(points))
}
