package unboundedlabel

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"google.golang.org/grpc/status"

	"example.com/fixtures/unboundedlabel/helper"
)

func byPattern(w http.ResponseWriter, r *http.Request) {
	requests.WithLabelValues(r.Method, r.Pattern).Inc()
}

// curriedOnce has the pattern that the handler is mounted on.
func curriedOnce(pattern string, next http.Handler) http.Handler {
	return promhttp.InstrumentHandlerCounter(requests.MustCurryWith(prometheus.Labels{"path": pattern}), next)
}

func byFullPath(c *gin.Context) {
	requests.WithLabelValues(c.Request.Method, c.FullPath()).Inc()
}

// byEchoPath has the registered path.
func byEchoPath(c echo.Context) error {
	requests.WithLabelValues(c.Request().Method, c.Path()).Inc()
	return nil
}

// mapped has a function name routes.
func mapped(r *http.Request) {
	requests.WithLabelValues(r.Method, helper.Route(r.URL.Path)).Inc()
}

// orOther has "other" for what it does not know.
func orOther(r *http.Request, known map[string]bool) {
	path := r.URL.Path
	if !known[path] {
		path = "other"
	}
	requests.WithLabelValues(r.Method, path).Inc()
}

// knownOnly looks the path up before it counts.
func knownOnly(r *http.Request, known map[string]bool) {
	if known[r.URL.Path] {
		requests.WithLabelValues(r.Method, r.URL.Path).Inc()
	}
}

// compared counts two paths.
func compared(r *http.Request) {
	switch r.URL.Path {
	case "/orders", "/items":
		requests.WithLabelValues(r.Method, r.URL.Path).Inc()
	}
}

// byCode has one of a few codes.
func byCode(err error) {
	requests.WithLabelValues("GET", status.Code(err).String()).Inc()
}

var errGone = errors.New("gone")

// byKind tells errors apart.
func byKind(err error) {
	kind := "other"
	if errors.Is(err, errGone) {
		kind = "gone"
	}
	requests.WithLabelValues("GET", kind).Inc()
}

// upstream is one of a few, from the configuration.
func upstream(configured *url.URL) {
	requests.WithLabelValues("GET", configured.Path).Inc()
}

func byStatus(code int) { requests.WithLabelValues("GET", strconv.Itoa(code)).Inc() }

// signUp is mounted on one path.
func signUp(w http.ResponseWriter, r *http.Request) {
	requests.WithLabelValues(r.Method, r.URL.Path).Inc()
}

func mountSignUp(mux *http.ServeMux) { mux.HandleFunc("POST /signup", signUp) }

// knownErrors expects one of two.
func knownErrors(err error) {
	if err != nil {
		requests.WithLabelValues("GET", err.Error()).Inc()
	}
	if !errors.Is(err, errGone) {
		panic(err)
	}
}

// transport sends what this service asks for.
type transport struct{ http.Transport }

func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	requests.WithLabelValues(r.Method, r.URL.Path).Inc()
	return t.Transport.RoundTrip(r)
}

// sent has an answer to such a request.
func sent(answer *http.Response) {
	requests.WithLabelValues(answer.Request.Method, answer.Request.Host).Inc()
}

// placed has ids of which there are few.
type placed struct {
	ShardID, TenantID int
	PipelineID        string // as the configuration names it
}

func byPlace(p placed) {
	requests.WithLabelValues(strconv.Itoa(p.ShardID), strconv.Itoa(p.TenantID)).Inc()
	requests.WithLabelValues("POST", p.PipelineID).Inc()
}
