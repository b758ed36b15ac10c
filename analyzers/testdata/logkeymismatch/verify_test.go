package logkeymismatch

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/fixtures/logkeymismatch/matched"
	"github.com/gin-gonic/gin"
)

// TestVerify looks for values that were stored, in the log and elsewhere.
func TestVerify(t *testing.T) {
	var text bytes.Buffer
	defer slog.SetDefault(slog.Default())
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	handler := tracing(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		logged(r.Context(), "paid")
		if tenant := tenantOf(r); tenant != nil {
			t.Errorf("tenantOf: %v", tenant)
		}
	}))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("X-Trace", "4711")
	handler.ServeHTTP(httptest.NewRecorder(), r)
	if !strings.Contains(text.String(), `msg=paid trace_id=""`) {
		t.Errorf("logged: %s", text.String())
	}
	ctx := context.Background()
	if name, ok := user(signedIn(ctx, "a")); ok {
		t.Errorf("user: %s", name)
	}
	if id := matched.Trace(matched.WithTrace(ctx, "4711")); id != "4711" {
		t.Errorf("Trace: %q", id)
	}
	if tenant := matched.Tenant(ctx); tenant != "a" {
		t.Errorf("Tenant: %q", tenant)
	}
	if user := matched.User(matched.Both(ctx, "a")); user != "a" {
		t.Errorf("User: %v", user)
	}
	gin.SetMode(gin.ReleaseMode)
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = r
	matched.Remember(c, "fr")
	if locale := matched.Locale(c); locale != "fr" {
		t.Errorf("Locale: %q", locale)
	}
}
