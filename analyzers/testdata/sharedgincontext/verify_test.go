package sharedgincontext

import (
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

// serveBoth serves a request of Alice and then one of Bob, on one processor, so
// that goroutines of the first run when the second waits.
func serveBoth(h http.Handler) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, path := range []string{"/alice", "/bob"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
}

// withGin returns the user whom a goroutine of Alice's request sees.
func withGin(handler func(*gin.Context, func(string))) (user string) {
	gin.SetMode(gin.TestMode)
	seen := make(chan string, 1)
	r := gin.New()
	r.GET("/alice", func(c *gin.Context) {
		c.Set("user", "alice")
		handler(c, func(user string) { seen <- user })
	})
	r.GET("/bob", func(c *gin.Context) {
		c.Set("user", "bob")
		user = <-seen
	})
	serveBoth(r)
	return user
}

// withEcho does the same.
func withEcho(handler func(echo.Context, func(any)) error) (user any) {
	seen := make(chan any, 1)
	e := echo.New()
	e.GET("/alice", func(c echo.Context) error {
		c.Set("user", "alice")
		return handler(c, func(user any) { seen <- user })
	})
	e.GET("/bob", func(c echo.Context) error {
		c.Set("user", "bob")
		user = <-seen
		return nil
	})
	serveBoth(e)
	return user
}

func TestVerify(t *testing.T) {
	want := "bob"
	if os.Getenv("GOVLINT_FIXED") != "" {
		want = "alice"
	}
	if user := withGin(audited); user != want {
		t.Errorf("audited sees %q, want %q", user, want)
	}
	if user := withGin(renamed); user != "bob" {
		t.Errorf("renamed sees %q, want bob", user)
	}
	if user := withEcho(echoed); user != "bob" {
		t.Errorf("echoed sees %q, want bob", user)
	}
	if user := withGin(copied); user != "alice" {
		t.Errorf("copied sees %q", user)
	}
	if user := withGin(takenOut); user != "alice" {
		t.Errorf("takenOut sees %q", user)
	}
	if user := withEcho(echoTakenOut); user != "alice" {
		t.Errorf("echoTakenOut sees %q", user)
	}
}
