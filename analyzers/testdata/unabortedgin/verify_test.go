package unabortedgin

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/gin-gonic/gin"
)

// runs returns how often the handler behind a middleware runs for a request
// that has no header.
func runs(t *testing.T, middleware gin.HandlerFunc) int {
	t.Helper()
	gin.SetMode(gin.TestMode)
	n := 0
	r := gin.New()
	r.POST("/", middleware, func(c *gin.Context) { n++ })
	rec := httptest.NewRecorder()
	r.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/", nil))
	if rec.Code < 400 {
		t.Errorf("status %d, want a refusal", rec.Code)
	}
	return n
}

func TestVerify(t *testing.T) {
	want := 1
	if os.Getenv("GOVLINT_FIXED") != "" {
		want = 0
	}
	for name, bad := range map[string]gin.HandlerFunc{
		"Auth": Auth, "Limited": Limited(func() bool { return false }), "Versioned": Versioned,
	} {
		if n := runs(t, bad); n != want {
			t.Errorf("behind %s the handler runs %d times, want %d", name, n, want)
		}
	}
	for name, good := range map[string]gin.HandlerFunc{
		"AuthAborts": AuthAborts, "AuthAbortsBehind": AuthAbortsBehind, "AuthAbortsBefore": AuthAbortsBefore, "Refusing": Refusing,
	} {
		if n := runs(t, good); n != 0 {
			t.Errorf("behind %s the handler runs %d times", name, n)
		}
	}
}
