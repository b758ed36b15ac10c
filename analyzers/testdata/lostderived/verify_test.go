package lostderived

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	"github.com/sirupsen/logrus"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"
	"google.golang.org/grpc/metadata"
)

// arrives says of each function whether what it adds is there.
func arrives(t *testing.T) map[string]bool {
	got := map[string]bool{}
	tenant := func(name string, f func(context.Context, func(context.Context) error) error) {
		f(t.Context(), func(ctx context.Context) error {
			md, _ := metadata.FromOutgoingContext(ctx)
			got[name] = len(md.Get("x-tenant")) == 1
			return nil
		})
	}
	tenant("outgoing", outgoing)
	tenant("assigned", assigned)

	h := http.Header{"Traceparent": {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}
	got["extracted"] = trace.SpanContextFromContext(extracted(t.Context(), propagation.TraceContext{}, h)).IsValid()

	core, lines := observer.New(zapcore.InfoLevel)
	logged(zap.New(core), "alice")
	got["logged"] = len(lines.All()[0].Context) == 1

	var text bytes.Buffer
	says := func(name string) {
		got[name] = strings.Contains(text.String(), "alice")
		text.Reset()
	}
	structured("alice", slog.New(slog.NewTextHandler(&text, nil)))
	says("structured")
	chained(zerolog.New(&text), "alice")
	says("chained")
	log := logrus.New()
	log.SetOutput(&text)
	entry(logrus.NewEntry(log), "alice")
	says("entry")

	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:1/", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = bound(cancelled, req)
	got["bound"] = strings.Contains(err.Error(), context.Canceled.Error())
	return got
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for name, got := range arrives(t) {
		if want := fixed || name == "assigned"; got != want {
			t.Errorf("%s: what is added arrives: %t, want %t", name, got, want)
		}
	}
}
