package detachednext

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/types/known/emptypb"
)

// service looks at the context of each call.
type service struct {
	grpc_testing.UnimplementedTestServiceServer
	look func(context.Context)
}

func (s *service) EmptyCall(ctx context.Context, _ *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	s.look(ctx)
	return &grpc_testing.Empty{}, nil
}

func (s *service) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[grpc_testing.StreamingOutputCallResponse]) error {
	s.look(stream.Context())
	return nil
}

// dial serves the service in memory and returns a client.
func dial(t *testing.T, s *service, server []grpc.ServerOption, client ...grpc.DialOption) grpc_testing.TestServiceClient {
	listener := bufconn.Listen(1 << 20)
	srv := grpc.NewServer(server...)
	grpc_testing.RegisterTestServiceServer(srv, s)
	go srv.Serve(listener)
	t.Cleanup(srv.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn", append(client,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return grpc_testing.NewTestServiceClient(conn)
}

// call makes a unary call or opens a stream and waits for its end.
func call(t *testing.T, client grpc_testing.TestServiceClient, stream bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	ctx = metadata.AppendToOutgoingContext(ctx, "x-request-id", "42")
	if !stream {
		if _, err := client.EmptyCall(ctx, &grpc_testing.Empty{}); err != nil {
			t.Fatal(err)
		}
		return
	}
	s, err := client.StreamingOutputCall(ctx, &grpc_testing.StreamingOutputCallRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Recv(); err != io.EOF {
		t.Fatal(err)
	}
}

// hasMetadata reports whether the handler finds the caller's metadata.
func hasMetadata(t *testing.T, stream bool, options ...grpc.ServerOption) bool {
	found := false
	s := &service{look: func(ctx context.Context) {
		found = len(metadata.ValueFromIncomingContext(ctx, "x-request-id")) > 0
	}}
	call(t, dial(t, s, options), stream)
	return found
}

func unaryServer(i grpc.UnaryServerInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool { return hasMetadata(t, false, grpc.UnaryInterceptor(i)) }
}

func streamServer(i grpc.StreamServerInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool { return hasMetadata(t, true, grpc.StreamInterceptor(i)) }
}

// hasDeadline reports whether the caller's deadline reaches the server.
func hasDeadline(t *testing.T, stream bool, option grpc.DialOption) bool {
	found := false
	s := &service{look: func(ctx context.Context) { _, found = ctx.Deadline() }}
	call(t, dial(t, s, nil, option), stream)
	return found
}

func unaryClient(i grpc.UnaryClientInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool { return hasDeadline(t, false, grpc.WithUnaryInterceptor(i)) }
}

func streamClient(i grpc.StreamClientInterceptor) func(*testing.T) bool {
	return func(t *testing.T) bool { return hasDeadline(t, true, grpc.WithStreamInterceptor(i)) }
}

// connectServer reports whether the caller's deadline reaches the handler.
func connectServer(i connect.UnaryInterceptorFunc) func(*testing.T) bool {
	return func(t *testing.T) bool {
		found := false
		handler := connect.NewUnaryHandler("/test/Call", func(ctx context.Context, _ *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
			_, found = ctx.Deadline()
			return connect.NewResponse(&emptypb.Empty{}), nil
		}, connect.WithInterceptors(i))
		server := httptest.NewServer(handler)
		defer server.Close()

		client := connect.NewClient[emptypb.Empty, emptypb.Empty](server.Client(), server.URL+"/test/Call")
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if _, err := client.CallUnary(ctx, connect.NewRequest(&emptypb.Empty{})); err != nil {
			t.Fatal(err)
		}
		return found
	}
}

// knowsServer reports whether the request's context is the one that net/http
// has made: it has the server as a value.
func knowsServer(r *http.Request) bool { return r.Context().Value(http.ServerContextKey) != nil }

func get(t *testing.T, handler http.Handler) {
	server := httptest.NewServer(handler)
	defer server.Close()
	response, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
}

func httpServer(middleware func(http.Handler) http.Handler) func(*testing.T) bool {
	return func(t *testing.T) (attached bool) {
		get(t, middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { attached = knowsServer(r) })))
		return attached
	}
}

func asHandler(middleware func(http.HandlerFunc) http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return middleware(next.ServeHTTP) }
}

func echoServer(middleware echo.MiddlewareFunc) func(*testing.T) bool {
	return func(t *testing.T) (attached bool) {
		e := echo.New()
		e.Use(middleware)
		e.GET("/", func(c echo.Context) error {
			attached = knowsServer(c.Request())
			return c.NoContent(http.StatusNoContent)
		})
		get(t, e)
		return attached
	}
}

func ginServer(middleware gin.HandlerFunc) func(*testing.T) bool {
	return func(t *testing.T) (attached bool) {
		gin.SetMode(gin.ReleaseMode)
		engine := gin.New()
		engine.Use(middleware)
		engine.GET("/", func(c *gin.Context) { attached = knowsServer(c.Request) })
		get(t, engine)
		return attached
	}
}
