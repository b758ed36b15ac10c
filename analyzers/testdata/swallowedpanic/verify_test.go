package swallowedpanic

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"connectrpc.com/connect"
	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/types/known/emptypb"

	"example.com/fixtures/internal/grpctest"
)

// scenario makes a call whose handler panics and reports whether the caller
// is told.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	told  func(t *testing.T) bool
}

// TestVerify shows that the panics that the bad functions recover look like
// successes to their callers, unless the fixes have been applied.
func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range bad() {
		if want := fixed && s.cured; s.told(t) != want {
			t.Errorf("%s: the caller is told: %v, want %v", s.name, !want, want)
		}
	}
	for _, s := range good() {
		if !s.told(t) {
			t.Errorf("%s: the caller is not told", s.name)
		}
	}
}

func bad() []scenario {
	return []scenario{
		{"logsPanic", true, unary(logsPanic)},
		{"logsStreamPanic", true, stream(logsStreamPanic())},
		{"hidesResult", true, unary(hidesResult)},
		{"dropsStatus", true, unary(dropsStatus)},
		{"inClient", true, client(inClient)},
		{"EmptyCall", true, method(&server{work: boom})},
		{"StreamingOutputCall", true, streamMethod(&server{work: boom})},
		{"inKratos", true, kratos(inKratos)},
		{"inKit", true, kit(inKit)},
		{"kitEndpoint", true, kit(func(endpoint.Endpoint) endpoint.Endpoint { return kitEndpoint(func() string { panic("boom") }) })},
		{"inConnect", true, connectClient(inConnect)},
		{"inEcho", true, echoServer(inEcho)},

		{"logsInHelper", false, unary(logsInHelper)},
		{"onlyReports", false, unary(onlyReports)},
		{"ignores", false, stream(ignores)},
		{"guard.unary", false, unary((&guard{log.Default()}).unary)},
		{"inHTTP", false, httpServer(inHTTP)},
		{"inGin", false, ginServer(inGin)},
	}
}

func good() []scenario {
	return []scenario{
		{"setsResult", false, unary(setsResult)},
		{"setsResultInHelper", false, stream(setsResultInHelper)},
		{"setsResultBelow", false, unary(setsResultBelow)},
		{"setsResultInClosure", false, unary(setsResultInClosure)},
		{"setsResultThroughVariable", false, unary(setsResultThroughVariable)},
		{"setsResultLater", false, unary(setsResultLater)},
		{"failsUnlessFinished", false, unary(failsUnlessFinished)},
		{"EmptyCall", false, method(&accounts{load: func() []byte { panic("boom") }})},
		{"answersInHTTP", false, httpServer(answersInHTTP)},
		{"answersInHelper", false, httpServer(answersInHelper)},
		{"answersThroughWrapper", false, httpServer(answersThroughWrapper)},
		{"answersInGin", false, ginServer(answersInGin)},
		{"answersInEcho", false, echoServer(answersInEcho)},
	}
}

func boom() { panic("boom") }

var panicking = grpctest.Service{
	Unary:  func(context.Context) error { panic("boom") },
	Stream: func(context.Context) error { panic("boom") },
}

func unary(i grpc.UnaryServerInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool {
		return grpctest.Call(grpctest.Dial(t, panicking, []grpc.ServerOption{grpc.UnaryInterceptor(i)})) != nil
	}
}

func stream(i grpc.StreamServerInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool {
		return grpctest.Receive(grpctest.Dial(t, panicking, []grpc.ServerOption{grpc.StreamInterceptor(i)})) != io.EOF
	}
}

func client(i grpc.UnaryClientInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool {
		inner := func(context.Context, string, any, any, *grpc.ClientConn, grpc.UnaryInvoker, ...grpc.CallOption) error {
			panic("boom")
		}
		return grpctest.Call(grpctest.Dial(t, grpctest.Service{}, nil, grpc.WithChainUnaryInterceptor(i, inner))) != nil
	}
}

func method(s grpc_testing.TestServiceServer) func(*testing.T) bool {
	return func(t *testing.T) bool { return grpctest.Call(grpctest.Dial(t, s, nil)) != nil }
}

func streamMethod(s grpc_testing.TestServiceServer) func(*testing.T) bool {
	return func(t *testing.T) bool { return grpctest.Receive(grpctest.Dial(t, s, nil)) != io.EOF }
}

func kratos(m middleware.Middleware) func(*testing.T) bool {
	return func(t *testing.T) bool {
		_, err := middleware.Chain(m)(func(context.Context, any) (any, error) { panic("boom") })(context.Background(), nil)
		return err != nil
	}
}

func kit(m endpoint.Middleware) func(*testing.T) bool {
	return func(t *testing.T) bool {
		_, err := m(func(context.Context, any) (any, error) { panic("boom") })(context.Background(), nil)
		return err != nil
	}
}

// connectClient calls the interceptor on the side of the client, where connect
// itself notices that there is no response, with an error that says nothing of
// a panic.
func connectClient(i connect.UnaryInterceptorFunc) func(*testing.T) bool {
	return func(t *testing.T) bool {
		inner := connect.UnaryInterceptorFunc(func(connect.UnaryFunc) connect.UnaryFunc {
			return func(context.Context, connect.AnyRequest) (connect.AnyResponse, error) { panic("boom") }
		})
		c := connect.NewClient[emptypb.Empty, emptypb.Empty](http.DefaultClient, "http://localhost/test/Call", connect.WithInterceptors(i, inner))
		_, err := c.CallUnary(context.Background(), connect.NewRequest(&emptypb.Empty{}))
		return err.Error() == "internal: internal error"
	}
}

func answered(handler http.Handler) bool {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
	return recorder.Code != http.StatusOK
}

func httpServer(m func(http.Handler) http.Handler) func(*testing.T) bool {
	return func(*testing.T) bool {
		return answered(m(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") })))
	}
}

func ginServer(m gin.HandlerFunc) func(*testing.T) bool {
	return func(*testing.T) bool {
		gin.SetMode(gin.ReleaseMode)
		engine := gin.New()
		engine.Use(m)
		engine.GET("/", func(*gin.Context) { panic("boom") })
		return answered(engine)
	}
}

func echoServer(m echo.MiddlewareFunc) func(*testing.T) bool {
	return func(*testing.T) bool {
		e := echo.New()
		e.Use(m)
		e.GET("/", func(echo.Context) error { panic("boom") })
		return answered(e)
	}
}
