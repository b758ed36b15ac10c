package unrecoverablehandler

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/endpoint"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/fixtures/internal/grpctest"
)

// scenarios serve one request whose handler panics, behind the best recovery
// that the library has.
var scenarios = map[string]func(t *testing.T){
	"timesOut":        unary(timesOut),
	"recoversOutside": unary(recoversOutside),
	"streams":         stream(streams),
	"inKit":           kit(inKit),
	"inHTTP":          serve(inHTTP(panicking)),
	"inEcho":          echoServer(inEcho),
	"inGin":           ginServer(inGin),
	"mirrors":         eventually(serve(mirrors(panicking))),
	"route":           serve(route{function: func(r *http.Request) error { return boom(r.Context()) }}),

	"inPlace":             unary(inPlace),
	"recoversInGoroutine": unary(recoversInGoroutine),
	"handsPanicOver":      serve(handsPanicOver(panicking)),
	"recoversInHelper":    stream(recoversInHelper),
	"recoversWithin":      serve(recoversWithin(panicking)),
	"logsInBackground":    unary(logsInBackground),
	"protectedRoute":      serve(&protectedRoute{function: func(r *http.Request) error { return boom(r.Context()) }, done: func() {}}),
	"counts":              ginServer(counts),
}

var good = []string{"inPlace", "recoversInGoroutine", "handsPanicOver", "recoversInHelper", "recoversWithin", "logsInBackground", "counts", "protectedRoute"}

// TestVerify runs each scenario in a process of its own: those of the bad
// functions die of the panic, those of the good ones live.
func TestVerify(t *testing.T) {
	if name := os.Getenv("SCENARIO"); name != "" {
		log.SetOutput(io.Discard)
		scenarios[name](t)
		return
	}
	alive := map[string]bool{}
	for _, name := range good {
		alive[name] = true
	}
	for name := range scenarios {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0], "-test.run=^TestVerify$")
			cmd.Env = append(os.Environ(), "SCENARIO="+name)
			out, err := cmd.CombinedOutput()
			died := err != nil && strings.Contains(string(out), "panic: boom")
			if died == alive[name] || err != nil && !died {
				t.Errorf("died: %v\n%s", died, out)
			}
		})
	}
}

func boom(context.Context) error { panic("boom") }

var panicking = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") })

func recoverUnary(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = status.Errorf(codes.Internal, "%v", r)
		}
	}()
	return handler(ctx, req)
}

func recoverStream(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = status.Errorf(codes.Internal, "%v", r)
		}
	}()
	return handler(srv, ss)
}

func unary(i grpc.UnaryServerInterceptor) func(*testing.T) {
	return func(t *testing.T) {
		client := grpctest.Dial(t, grpctest.Service{Unary: boom}, []grpc.ServerOption{grpc.ChainUnaryInterceptor(recoverUnary, i)})
		if grpctest.Call(client) == nil {
			t.Error("no error")
		}
	}
}

func stream(i grpc.StreamServerInterceptor) func(*testing.T) {
	return func(t *testing.T) {
		client := grpctest.Dial(t, grpctest.Service{Stream: boom}, []grpc.ServerOption{grpc.ChainStreamInterceptor(recoverStream, i)})
		if grpctest.Receive(client) == nil {
			t.Error("no error")
		}
	}
}

func kit(m endpoint.Middleware) func(*testing.T) {
	return func(*testing.T) {
		defer func() { recover() }()
		_, _ = m(func(ctx context.Context, _ any) (any, error) { return nil, boom(ctx) })(context.Background(), nil)
	}
}

// serve has net/http itself recover.
func serve(handler http.Handler) func(*testing.T) {
	return func(*testing.T) {
		server := httptest.NewUnstartedServer(handler)
		server.Config.ErrorLog = log.Default()
		server.Start()
		defer server.Close()
		if response, err := server.Client().Get(server.URL); err == nil {
			response.Body.Close()
		}
	}
}

// eventually gives a goroutine that nobody waits for the time to panic.
func eventually(run func(*testing.T)) func(*testing.T) {
	return func(t *testing.T) {
		run(t)
		time.Sleep(2 * time.Second)
	}
}

func echoServer(m echo.MiddlewareFunc) func(*testing.T) {
	e := echo.New()
	e.GET("/", func(echo.Context) error { panic("boom") }, m)
	return serve(e)
}

func ginServer(m gin.HandlerFunc) func(*testing.T) {
	return func(t *testing.T) {
		gin.SetMode(gin.ReleaseMode)
		engine := gin.New()
		engine.Use(gin.CustomRecoveryWithWriter(io.Discard, func(c *gin.Context, _ any) { c.AbortWithStatus(http.StatusInternalServerError) }), m)
		engine.GET("/", func(*gin.Context) { panic("boom") })
		serve(engine)(t)
	}
}
