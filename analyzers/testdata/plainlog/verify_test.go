package plainlog

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"example.com/fixtures/plainlog/helper"
)

// TestVerify looks for the id of the request in log lines.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	ctx := helper.WithID(context.Background(), "42")
	refuse := func(context.Context) error { return errRefused }
	for _, tt := range []struct {
		name string
		run  func(*slog.Logger)
		has  bool
	}{
		{"pay", func(l *slog.Logger) { _ = pay(ctx, l, refuse) }, fixed},
		{"serve", func(l *slog.Logger) {
			r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
			serve(l)(httptest.NewRecorder(), r)
		}, fixed},
		{"payWell", func(l *slog.Logger) { _ = payWell(ctx, l, refuse) }, true},
	} {
		var lines bytes.Buffer
		tt.run(slog.New(helper.Handler{Handler: slog.NewTextHandler(&lines, nil)}))
		if has := strings.Contains(lines.String(), "id=42"); has != tt.has {
			t.Errorf("%s: the line has the id: %t\n%s", tt.name, has, &lines)
		}
	}
}
