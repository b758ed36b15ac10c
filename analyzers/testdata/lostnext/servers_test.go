package lostnext

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"connectrpc.com/connect"
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/types/known/emptypb"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard)
	os.Exit(m.Run())
}

// service notes that it was called and answers with more than nothing.
type service struct {
	grpc_testing.UnimplementedTestServiceServer
	called bool
}

func (s *service) UnaryCall(context.Context, *grpc_testing.SimpleRequest) (*grpc_testing.SimpleResponse, error) {
	s.called = true
	return &grpc_testing.SimpleResponse{Username: "served"}, nil
}

func (s *service) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[grpc_testing.StreamingOutputCallResponse]) error {
	s.called = true
	return stream.Send(&grpc_testing.StreamingOutputCallResponse{})
}

// dial serves the service in memory and connects to it.
func dial(t *testing.T, s *service, server []grpc.ServerOption, client ...grpc.DialOption) *grpc.ClientConn {
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
	return conn
}

func unaryCall(t *testing.T, server []grpc.ServerOption, client ...grpc.DialOption) outcome {
	s := &service{}
	reply, err := grpc_testing.NewTestServiceClient(dial(t, s, server, client...)).UnaryCall(caller(), &grpc_testing.SimpleRequest{})
	return outcome{handled: s.called, answered: reply.GetUsername() != "", err: err}
}

func unaryServer(i grpc.UnaryServerInterceptor) func(*testing.T) outcome {
	return func(t *testing.T) outcome { return unaryCall(t, []grpc.ServerOption{grpc.UnaryInterceptor(i)}) }
}

func unaryClient(i grpc.UnaryClientInterceptor) func(*testing.T) outcome {
	return func(t *testing.T) outcome { return unaryCall(t, nil, grpc.WithUnaryInterceptor(i)) }
}

func streamServer(i grpc.StreamServerInterceptor) func(*testing.T) outcome {
	return func(t *testing.T) outcome {
		s := &service{}
		client := grpc_testing.NewTestServiceClient(dial(t, s, []grpc.ServerOption{grpc.StreamInterceptor(i)}))
		stream, err := client.StreamingOutputCall(caller(), &grpc_testing.StreamingOutputCallRequest{})
		if err != nil {
			t.Fatal(err)
		}
		message, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			err = nil // what a caller takes for the regular end
		}
		return outcome{handled: s.called, answered: message != nil, err: err}
	}
}

// streamClient opens a stream as generated code does, which would go on to
// use the nil stream.
func streamClient(i grpc.StreamClientInterceptor) func(*testing.T) outcome {
	return func(t *testing.T) outcome {
		conn := dial(t, &service{}, nil, grpc.WithStreamInterceptor(i))
		stream, err := conn.NewStream(caller(), &grpc.StreamDesc{ServerStreams: true}, "/grpc.testing.TestService/StreamingOutputCall")
		return outcome{answered: stream != nil, err: err}
	}
}

func connectUnary(i connect.UnaryInterceptorFunc) func(*testing.T) outcome {
	return func(t *testing.T) (o outcome) {
		server := connectServer(t, connect.NewUnaryHandler("/test/Call", func(context.Context, *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
			o.handled = true
			return connect.NewResponse(&emptypb.Empty{}), nil
		}, connect.WithInterceptors(i)))
		client := connect.NewClient[emptypb.Empty, emptypb.Empty](server.Client(), server.URL+"/test/Call")
		_, o.err = client.CallUnary(caller(), connect.NewRequest(&emptypb.Empty{}))
		return o
	}
}

func connectStream(i connect.Interceptor) func(*testing.T) outcome {
	return func(t *testing.T) (o outcome) {
		server := connectServer(t, connect.NewServerStreamHandler("/test/Call", func(_ context.Context, _ *connect.Request[emptypb.Empty], stream *connect.ServerStream[emptypb.Empty]) error {
			o.handled = true
			return stream.Send(&emptypb.Empty{})
		}, connect.WithInterceptors(i)))
		client := connect.NewClient[emptypb.Empty, emptypb.Empty](server.Client(), server.URL+"/test/Call")
		stream, err := client.CallServerStream(caller(), connect.NewRequest(&emptypb.Empty{}))
		if err != nil {
			t.Fatal(err)
		}
		defer stream.Close()
		o.answered = stream.Receive()
		o.err = stream.Err()
		return o
	}
}

func connectServer(t *testing.T, handler http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// get requests /metrics; o is what the handler has noted.
func get(t *testing.T, handler http.Handler, o *outcome) {
	server := httptest.NewServer(handler)
	defer server.Close()
	response, err := server.Client().Post(server.URL+"/metrics", "text/plain", io.MultiReader(http.NoBody))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	o.answered = len(body) > 0 || response.StatusCode == http.StatusNoContent
	if response.StatusCode >= http.StatusBadRequest {
		o.err = errors.New(response.Status)
	}
}

func httpServer(middleware func(http.Handler) http.Handler) func(*testing.T) outcome {
	return func(t *testing.T) (o outcome) {
		get(t, middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			o.handled = true
			io.WriteString(w, "served")
		})), &o)
		return o
	}
}

func asHandler(middleware func(http.HandlerFunc) http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return middleware(next.ServeHTTP) }
}

func asNegroni(handler func(http.ResponseWriter, *http.Request, http.HandlerFunc)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler(w, r, next.ServeHTTP) })
	}
}

func withCount(middleware func(func(int), http.Handler) http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return middleware(func(int) {}, next) }
}

func withSlots(middleware func(chan struct{}, http.Handler) http.Handler) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return middleware(make(chan struct{}, 1), next) }
}

func echoServer(middleware echo.MiddlewareFunc) func(*testing.T) outcome {
	return func(t *testing.T) (o outcome) {
		e := echo.New()
		e.Use(middleware)
		e.POST("/metrics", func(c echo.Context) error {
			o.handled = true
			return c.String(http.StatusOK, "served")
		})
		get(t, e, &o)
		return o
	}
}

func ginServer(middleware gin.HandlerFunc) func(*testing.T) outcome {
	return func(t *testing.T) (o outcome) {
		gin.SetMode(gin.ReleaseMode)
		engine := gin.New()
		engine.Use(middleware)
		engine.POST("/metrics", func(c *gin.Context) { o.handled = true })
		get(t, engine, &o)
		return o
	}
}
