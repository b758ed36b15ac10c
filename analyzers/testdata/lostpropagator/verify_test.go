package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// TestVerify sends a request from one service to another and counts traces.
func TestVerify(t *testing.T) {
	exporter := tracetest.NewInMemoryExporter()
	defer startTracing(sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter)))()
	server := httptest.NewServer(handler())
	defer server.Close()

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := otelhttp.NewTransport(http.DefaultTransport).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	server.Close() // waits for the server's span

	traces := map[string]bool{}
	for _, span := range exporter.GetSpans() {
		traces[span.SpanContext.TraceID().String()] = true
	}
	want := 2
	if os.Getenv("GOVLINT_FIXED") != "" {
		want = 1
	}
	if len(traces) != want {
		t.Errorf("%d traces of one request, want %d", len(traces), want)
	}
}
