package droppednextctx

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/go-kratos/kratos/v2/middleware"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"example.com/fixtures/internal/grpctest"
)

// scenario makes one call and reports whether what was derived is in the
// handler's context.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	run   func(t *testing.T) bool
}

// TestVerify shows that the handlers behind the bad functions get nothing of
// what was derived, unless the fixes have been applied.
func TestVerify(t *testing.T) {
	otel.SetTracerProvider(sdktrace.NewTracerProvider())
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range []scenario{
		{"limitsTime", true, unary(limitsTime, hasDeadline)},
		{"startsSpan", true, client(startsSpan, hasSpan)},
		{"ignoresValue", true, kratos(ignoresValue, hasValue)},
		{"setsRequest", true, serve(setsRequest, hasValue)},
		{"startsSpanOfStream", false, stream(startsSpanOfStream, hasSpan)},
		{"limitsRequest", false, serve(limitsRequest, hasDeadline)},
		{"forgetsWrapper", false, stream(forgetsWrapper, hasTenant)},
		{"forgetsLibraryWrapper", false, stream(forgetsLibraryWrapper, hasValue)},
	} {
		if want := fixed && s.cured; s.run(t) != want {
			t.Errorf("%s: the handler has it: %v, want %v", s.name, !want, want)
		}
	}
	for _, s := range []scenario{
		{"handsOn", false, unary(handsOn, hasDeadline)},
		{"wraps", false, stream(wraps, hasTenant)},
		{"wrapsWithLibrary", false, stream(wrapsWithLibrary, hasValue)},
		{"setsRequestInPlace", false, serve(setsRequestInPlace, hasValue)},
	} {
		if !s.run(t) {
			t.Errorf("%s: the handler does not have it", s.name)
		}
	}
}

func hasDeadline(ctx context.Context) bool {
	_, ok := ctx.Deadline()
	return ok
}

func hasSpan(ctx context.Context) bool  { return trace.SpanContextFromContext(ctx).IsValid() }
func hasValue(ctx context.Context) bool { return ctx.Value(key{}) != nil }

func hasTenant(ctx context.Context) bool {
	return len(metadata.ValueFromIncomingContext(ctx, "x-tenant")) > 0
}

// has looks at a context.
type has func(context.Context) bool

func unary(i grpc.UnaryServerInterceptor, look has) func(*testing.T) bool {
	return func(t *testing.T) (found bool) {
		_, err := i(context.Background(), nil, &grpc.UnaryServerInfo{}, func(ctx context.Context, _ any) (any, error) {
			found = look(ctx)
			return nil, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
}

func stream(i grpc.StreamServerInterceptor, look has) func(*testing.T) bool {
	return func(t *testing.T) (found bool) {
		s := grpctest.Service{Stream: func(ctx context.Context) error {
			found = look(ctx)
			return nil
		}}
		grpctest.Receive(grpctest.Dial(t, s, []grpc.ServerOption{grpc.StreamInterceptor(i)}))
		return found
	}
}

func client(i grpc.UnaryClientInterceptor, look has) func(*testing.T) bool {
	return func(t *testing.T) (found bool) {
		inner := func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
			found = look(ctx)
			return invoker(ctx, method, req, reply, cc, opts...)
		}
		if err := grpctest.Call(grpctest.Dial(t, grpctest.Service{}, nil, grpc.WithChainUnaryInterceptor(i, inner))); err != nil {
			t.Fatal(err)
		}
		return found
	}
}

func kratos(m middleware.Middleware, look has) func(*testing.T) bool {
	return func(t *testing.T) (found bool) {
		_, err := middleware.Chain(m)(func(ctx context.Context, _ any) (any, error) {
			found = look(ctx)
			return nil, nil
		})(context.Background(), "request")
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
}

func serve(m func(http.Handler) http.Handler, look has) func(*testing.T) bool {
	return func(*testing.T) (found bool) {
		handler := m(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { found = look(r.Context()) }))
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		return found
	}
}
