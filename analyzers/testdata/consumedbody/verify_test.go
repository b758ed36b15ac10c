package consumedbody

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

const sent = `{"id":"1"}`

// post sends an order to a handler and returns the status of the answer.
func post(t *testing.T, h http.Handler, path string) int {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(sent))
	r.Header.Set("X-Signature", signature([]byte(sent)))
	r.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec.Code
}

// recorder is a handler that remembers the body it gets.
type recorder struct{ got string }

func (h *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.got = string(body)
}

func TestVerify(t *testing.T) {
	for name, bad := range map[string]func(http.Handler) http.Handler{
		"signed": signed, "hasOrder": hasOrder, "putBackForSome": putBackForSome, "readTwice": readTwice, "signedByHelper": signedByHelper,
		"logged": func(next http.Handler) http.Handler { return logged(next.ServeHTTP) },
		"audit":  func(next http.Handler) http.Handler { return &audit{next} },
	} {
		var h recorder
		if code := post(t, bad(&h), "/"); code != http.StatusOK || h.got != "" {
			t.Errorf("%s: status %d, the handler reads %q", name, code, h.got)
		}
	}
	for name, good := range map[string]func(http.Handler) http.Handler{
		"signedPutBack": signedPutBack, "putBackIfRead": putBackIfRead, "putBackIfAny": putBackIfAny, "putBackUnlessBroken": putBackUnlessBroken,
		"putBackByHelper": putBackByHelper, "readByHelper": readByHelper, "another": another, "hook": hook, "afterwards": afterwards, "dumped": dumped,
		"copied": copied, "rewound": rewound, "restoredLater": restoredLater,
	} {
		var h recorder
		if code := post(t, good(&h), "/"); code != http.StatusOK || h.got != sent {
			t.Errorf("%s: status %d, the handler reads %q", name, code, h.got)
		}
	}
}

func TestVerifyGin(t *testing.T) {
	gin.SetMode(gin.TestMode)
	var h recorder
	bad := ginRoutes(func(c *gin.Context) { h.ServeHTTP(c.Writer, c.Request) })
	for _, path := range []string{"/signed", "/order", "/logged"} {
		if code := post(t, bad, path); code != http.StatusOK || h.got != "" {
			t.Errorf("%s: status %d, the handler reads %q", path, code, h.got)
		}
	}
	for path, want := range map[string]int{"/signed": http.StatusOK, "/another": http.StatusOK, "/kept": http.StatusBadRequest} {
		if code := post(t, goodGinRoutes(), path); code != want {
			t.Errorf("%s: status %d, want %d", path, code, want)
		}
	}
}

func TestVerifyEcho(t *testing.T) {
	var h recorder
	save := func(c echo.Context) error {
		h.ServeHTTP(c.Response(), c.Request())
		return c.NoContent(http.StatusOK)
	}
	for _, test := range []struct {
		name       string
		middleware echo.MiddlewareFunc
		want       string
	}{
		{"echoHasOrder", echoHasOrder, ""}, {"echoLogged", echoLogged, ""},
		{"echoPutBack", echoPutBack, sent}, {"echoSetRequest", echoSetRequest, sent},
	} {
		e := echo.New()
		e.POST("/", save, test.middleware)
		if code := post(t, e, "/"); code != http.StatusOK || h.got != test.want {
			t.Errorf("%s: status %d, the handler reads %q", test.name, code, h.got)
		}
	}
}

// TestVerifyTransport sends requests whose body has been read: the client knows
// from their length that something is missing.
func TestVerifyTransport(t *testing.T) {
	var h recorder
	server := httptest.NewServer(&h)
	defer server.Close()
	send := func(transport http.RoundTripper) error {
		resp, err := (&http.Client{Transport: transport}).Post(server.URL, "application/json", strings.NewReader(sent))
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := send(signing{http.DefaultTransport}); err == nil || !strings.Contains(err.Error(), "http: ContentLength=10 with Body length 0") {
		t.Errorf("signing: %v", err)
	}
	for name, good := range map[string]http.RoundTripper{
		"resigning": resigning{http.DefaultTransport}, "rewindingTransport": rewindingTransport{http.DefaultTransport},
	} {
		if err := send(good); err != nil || h.got != sent {
			t.Errorf("%s: %v, the server reads %q", name, err, h.got)
		}
	}
	target, _ := url.Parse(server.URL)
	proxy := httputil.NewSingleHostReverseProxy(target)
	if code := post(t, proxied(proxy), "/"); code != http.StatusBadGateway {
		t.Errorf("proxied: status %d", code)
	}
	if code := post(t, proxy, "/"); code != http.StatusOK || h.got != sent {
		t.Errorf("the proxy alone: status %d, the server reads %q", code, h.got)
	}
}
