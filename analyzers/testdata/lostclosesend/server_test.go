package lostclosesend

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"connectrpc.com/connect"
	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

// service answers each request, and is done when the client has closed its
// side, has sent the mark of the end, or has sent six requests.
type service struct {
	grpc_testing.UnimplementedTestServiceServer
	active  atomic.Int32 // handlers that have not returned
	client  grpc_testing.TestServiceClient
	nacos   nacos.BiRequestStreamClient
	connect *connect.Client[request, response]
}

func start(t *testing.T) *service {
	s := &service{}
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, s)
	nacos.RegisterBiRequestStreamServer(server, biStream{s})
	go server.Serve(listener)
	t.Cleanup(server.Stop)

	conn, err := grpc.NewClient("passthrough:///bufconn",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	s.client = grpc_testing.NewTestServiceClient(conn)
	s.nacos = nacos.NewBiRequestStreamClient(conn)
	return s
}

// startConnect serves the same answers over connect, on HTTP/2.
func (s *service) startConnect(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/test/Duplex", connect.NewBidiStreamHandler("/test/Duplex", s.connectEcho))
	server := httptest.NewUnstartedServer(mux)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)
	s.connect = connect.NewClient[request, response](server.Client(), server.URL+"/test/Duplex")
}

func (s *service) FullDuplexCall(stream grpc_testing.TestService_FullDuplexCallServer) error {
	return s.serve(stream.Recv, stream.Send)
}

func (s *service) StreamingOutputCall(_ *request, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	return stream.Send(answer())
}

func (s *service) StreamingInputCall(stream grpc_testing.TestService_StreamingInputCallServer) error {
	s.active.Add(1)
	defer s.active.Add(-1)
	for {
		if _, err := stream.Recv(); err == io.EOF {
			return stream.SendAndClose(&grpc_testing.StreamingInputCallResponse{})
		} else if err != nil {
			return err
		}
	}
}

func (s *service) connectEcho(_ context.Context, stream *connect.BidiStream[request, response]) error {
	return s.serve(stream.Receive, stream.Send)
}

// biStream is the service behind the old-style stub.
type biStream struct{ *service }

func (b biStream) RequestBiStream(stream nacos.BiRequestStream_RequestBiStreamServer) error {
	return b.serve(
		func() (*request, error) { _, err := stream.Recv(); return nil, err },
		func(*response) error { return stream.Send(&nacos.Payload{}) })
}

func (s *service) serve(recv func() (*request, error), send func(*response) error) error {
	s.active.Add(1)
	defer s.active.Add(-1)
	for range 6 {
		req, err := recv()
		if errors.Is(err, io.EOF) || req.GetResponseStatus() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		if err := send(answer()); err != nil {
			return err
		}
	}
	return nil
}

func answer() *response {
	return &response{Payload: &grpc_testing.Payload{Body: make([]byte, 1<<10)}}
}
