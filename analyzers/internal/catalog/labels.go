package catalog

import (
	"go/types"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Labels are the functions whose arguments are values of labels: Prometheus'
// vectors, by position or by name, and the attributes of OpenTelemetry's
// recordings.
var (
	LabelValues = symbol.Of(
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).WithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).GetMetricWithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).GetMetricWithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).GetMetricWithLabelValues",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).GetMetricWithLabelValues",
	)
	LabelMaps = symbol.Of(
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).With",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).With",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).With",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).With",
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).GetMetricWith",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).GetMetricWith",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).GetMetricWith",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).GetMetricWith",
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).CurryWith",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).CurryWith",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).CurryWith",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).CurryWith",
		"(*github.com/prometheus/client_golang/prometheus.HistogramVec).MustCurryWith",
		"(*github.com/prometheus/client_golang/prometheus.SummaryVec).MustCurryWith",
		"(*github.com/prometheus/client_golang/prometheus.GaugeVec).MustCurryWith",
		"(*github.com/prometheus/client_golang/prometheus.CounterVec).MustCurryWith",
	)
	MetricAttributes = symbol.Of("go.opentelemetry.io/otel/metric.WithAttributes")
	StringAttributes = symbol.Of(
		"go.opentelemetry.io/otel/attribute.String",
		"(go.opentelemetry.io/otel/attribute.Key).String",
	)
)

// Unbounded are functions whose texts there is no end of, and what they are.
var Unbounded = map[string]string{
	"(*net/http.Request).UserAgent": "the user agent",
	"(*net/http.Request).Referer":   "the referrer",
	"(error).Error":                 "an error's text",
	"(time.Time).String":            "a time",
	"(time.Time).Format":            "a time",

	"github.com/google/uuid.NewString":                "a random id",
	"(github.com/google/uuid.UUID).String":            "an id",
	"(go.opentelemetry.io/otel/trace.TraceID).String": "a trace id",
	"(go.opentelemetry.io/otel/trace.SpanID).String":  "a span id",
	"(*github.com/gin-gonic/gin.Context).ClientIP":    "the client's address",
	"(github.com/labstack/echo/v4.Context).RealIP":    "the client's address",
	"(*github.com/gofiber/fiber/v2.Ctx).Path":         "the raw path",
	"(*github.com/gofiber/fiber/v2.Ctx).OriginalURL":  "the raw path",
	"(*github.com/gofiber/fiber/v2.Ctx).IP":           "the client's address",
}

// Numbers write numbers as texts.
var Numbers = symbol.Of("strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint")

// eventIDs are the names of the ids of what happens all the time. Others, such
// as a shard's or a tenant's, may be few.
var eventIDs = map[string]bool{
	"correlationid": true, "invoiceid": true, "messageid": true, "orderid": true, "paymentid": true, "requestid": true,
	"sessionid": true, "spanid": true, "traceid": true, "transactionid": true,
}

// numberedIDs are those of which that is known only if they are numbers: a text
// may be a name out of a configuration.
var numberedIDs = map[string]bool{"buildid": true, "eventid": true, "jobid": true, "pipelineid": true, "taskid": true}

// IsEventID reports whether a field, or a getter, is named for the id of
// something that happens all the time.
func IsEventID(name string, t types.Type) bool {
	name = strings.ToLower(strings.TrimPrefix(name, "Get"))
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return false
	}
	number := basic.Info()&types.IsInteger != 0
	return eventIDs[name] && (number || basic.Info()&types.IsString != 0) || number && numberedIDs[name]
}

// UnboundedOfURL are methods of a request's URL, as Unbounded has.
var UnboundedOfURL = map[string]string{
	"(*net/url.URL).String":      "the raw URL",
	"(*net/url.URL).RequestURI":  "the raw path",
	"(*net/url.URL).EscapedPath": "the raw path",
}

// RequestFields are the fields of a request, and URLFields those of its URL.
var (
	RequestFields = map[string]string{"RequestURI": "the raw path", "RemoteAddr": "the client's address and port", "Host": "the host that the client has named"}
	URLFields     = map[string]string{"Path": "the raw path", "RawPath": "the raw path", "RawQuery": "the query"}
)

// Texts are functions of the standard library through which a text stays as
// unbounded as it was.
var Texts = symbol.Of(
	"strings.Clone", "strings.ToLower", "strings.ToUpper", "strings.Trim", "strings.TrimLeft", "strings.TrimPrefix",
	"strings.TrimRight", "strings.TrimSpace", "strings.TrimSuffix", "strings.ReplaceAll", "strings.ToValidUTF8",
)

// Routes mount a handler on a pattern.
var Routes = symbol.Of("net/http.HandleFunc", "net/http.Handle", "(*net/http.ServeMux).HandleFunc", "(*net/http.ServeMux).Handle")

// EchoRequest returns the request of an echo context.
var EchoRequest = symbol.Of("(github.com/labstack/echo/v4.Context).Request")
