package foreignspanend

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
)

// TestVerify serves requests below a server's span, which says at its end how
// the request went, and looks whether it still could.
func TestVerify(t *testing.T) {
	gin.SetMode(gin.TestMode)
	exporter := tracetest.NewInMemoryExporter()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter))
	defer provider.Shutdown(context.Background())
	otel.SetTracerProvider(provider)

	told := func(serve func(ctx context.Context)) bool {
		exporter.Reset()
		ctx, span := otel.Tracer("server").Start(context.Background(), "server")
		serve(ctx)
		span.SetAttributes(attribute.Int("status", 204))
		span.End()
		for _, s := range exporter.GetSpans() {
			for _, a := range s.Attributes {
				if s.Name == "server" && a.Key == "status" {
					return true
				}
			}
		}
		return false
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range []struct {
		name  string
		cured bool // a safe fix exists
		serve func(ctx context.Context)
	}{
		{"EmptyCall", true, func(ctx context.Context) { _, _ = service{}.EmptyCall(ctx, &grpc_testing.Empty{}) }},
		{"interceptor", false, func(ctx context.Context) {
			_, _ = interceptor(ctx, nil, nil, func(context.Context, any) (any, error) { return nil, nil })
		}},
		{"handle", true, func(ctx context.Context) { handle(httptest.NewRecorder(), request(ctx)) }},
		{"handleGin", false, func(ctx context.Context) { handleGin(ginContext(ctx)) }},
		{"handleEcho", true, func(ctx context.Context) {
			_ = handleEcho(echo.New().NewContext(request(ctx), httptest.NewRecorder()))
		}},
	} {
		if got, want := told(s.serve), fixed && s.cured; got != want {
			t.Errorf("%s: the server's span tells the status: %t, want %t", s.name, got, want)
		}
	}
	for name, serve := range map[string]func(ctx context.Context){
		"decorated":           func(ctx context.Context) { decorated(httptest.NewRecorder(), request(ctx)) },
		"ownSpan":             func(ctx context.Context) { ownSpan(httptest.NewRecorder(), request(ctx)) },
		"fromOwnContext":      func(ctx context.Context) { fromOwnContext(httptest.NewRecorder(), request(ctx)) },
		"ginMiddleware":       func(ctx context.Context) { ginMiddleware(ginContext(ctx)) },
		"interceptorWithSpan": withSpan,
		"hooks":               func(ctx context.Context) { hooks{}.AfterProcess(hooks{}.BeforeProcess(ctx)) },
	} {
		if !told(serve) {
			t.Errorf("%s: the server's span does not tell the status", name)
		}
	}
}

func request(ctx context.Context) *http.Request {
	return httptest.NewRequestWithContext(ctx, http.MethodGet, "/orders/1", nil)
}

func ginContext(ctx context.Context) *gin.Context {
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = request(ctx)
	return c
}

func withSpan(ctx context.Context) {
	next := func(context.Context, any) (any, error) { return nil, nil }
	_, _ = interceptorWithSpan(ctx, nil, &grpc.UnaryServerInfo{FullMethod: "/shop/Get"}, next)
}
