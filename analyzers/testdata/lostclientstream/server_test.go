package lostclientstream

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"connectrpc.com/connect"
	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

// clients are what the functions under test call; their servers end with the test.
type clients struct {
	dial       []grpc.DialOption
	test       grpc_testing.TestServiceClient
	health     grpc_health_v1.HealthClient
	nacos      nacos.RequestStreamClient
	server     *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse]
	duplex     *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse]
	clientSide *connect.Client[grpc_testing.StreamingInputCallRequest, grpc_testing.StreamingInputCallResponse]
}

func start(t *testing.T) *clients {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, testService{})
	grpc_health_v1.RegisterHealthServer(server, serving())
	nacos.RegisterRequestStreamServer(server, requestStream{})
	go server.Serve(listener)
	t.Cleanup(server.Stop)

	dial := []grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
	}
	conn, err := grpc.NewClient("passthrough:///bufconn", dial...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	c := &clients{
		dial:   dial,
		test:   grpc_testing.NewTestServiceClient(conn),
		health: grpc_health_v1.NewHealthClient(conn),
		nacos:  nacos.NewRequestStreamClient(conn),
	}
	c.startConnect(t)
	return c
}

// startConnect serves the same answers over connect, on HTTP/2.
func (c *clients) startConnect(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/test/Output", connect.NewServerStreamHandler("/test/Output", connectOutput))
	mux.Handle("/test/Duplex", connect.NewBidiStreamHandler("/test/Duplex", connectEcho))
	mux.Handle("/test/Input", connect.NewClientStreamHandler("/test/Input", connectInput))
	server := httptest.NewUnstartedServer(mux)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)

	type (
		in  = grpc_testing.StreamingOutputCallRequest
		out = grpc_testing.StreamingOutputCallResponse
	)
	c.server = connect.NewClient[in, out](server.Client(), server.URL+"/test/Output")
	c.duplex = connect.NewClient[in, out](server.Client(), server.URL+"/test/Duplex")
	c.clientSide = connect.NewClient[grpc_testing.StreamingInputCallRequest, grpc_testing.StreamingInputCallResponse](server.Client(), server.URL+"/test/Input")
}

func serving() grpc_health_v1.HealthServer {
	s := health.NewServer()
	s.SetServingStatus("orders", grpc_health_v1.HealthCheckResponse_SERVING)
	return s
}

// answer is a message of 1 KiB.
func answer() *grpc_testing.StreamingOutputCallResponse {
	return &grpc_testing.StreamingOutputCallResponse{Payload: &grpc_testing.Payload{Body: make([]byte, 1<<10)}}
}

// endless asks for messages without end.
func endless() *grpc_testing.StreamingOutputCallRequest {
	return &grpc_testing.StreamingOutputCallRequest{Payload: &grpc_testing.Payload{Body: []byte("stay")}}
}

// three asks for three messages.
func three() *grpc_testing.StreamingOutputCallRequest {
	return &grpc_testing.StreamingOutputCallRequest{Payload: &grpc_testing.Payload{}}
}

// output sends three messages, and for endless requests stays after them.
func output(ctx context.Context, in *grpc_testing.StreamingOutputCallRequest, send func(*grpc_testing.StreamingOutputCallResponse) error) error {
	for range 3 {
		if err := send(answer()); err != nil {
			return err
		}
	}
	if len(in.GetPayload().GetBody()) > 0 {
		<-ctx.Done()
	}
	return nil
}

type testService struct {
	grpc_testing.UnimplementedTestServiceServer
}

func (testService) StreamingOutputCall(in *grpc_testing.StreamingOutputCallRequest, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	return output(stream.Context(), in, stream.Send)
}

func (testService) FullDuplexCall(stream grpc_testing.TestService_FullDuplexCallServer) error {
	for {
		if _, err := stream.Recv(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := stream.Send(answer()); err != nil {
			return err
		}
	}
}

func (testService) StreamingInputCall(stream grpc_testing.TestService_StreamingInputCallServer) error {
	for {
		if _, err := stream.Recv(); err == io.EOF {
			return stream.SendAndClose(&grpc_testing.StreamingInputCallResponse{AggregatedPayloadSize: 1})
		} else if err != nil {
			return err
		}
	}
}

type requestStream struct{}

func (requestStream) RequestStream(in *nacos.Payload, stream nacos.RequestStream_RequestStreamServer) error {
	return stream.Send(in)
}

func connectOutput(ctx context.Context, in *connect.Request[grpc_testing.StreamingOutputCallRequest], stream *connect.ServerStream[grpc_testing.StreamingOutputCallResponse]) error {
	return output(ctx, in.Msg, stream.Send)
}

func connectEcho(ctx context.Context, stream *connect.BidiStream[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse]) error {
	for {
		in, err := stream.Receive()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := output(ctx, in, stream.Send); err != nil {
			return err
		}
	}
}

func connectInput(_ context.Context, stream *connect.ClientStream[grpc_testing.StreamingInputCallRequest]) (*connect.Response[grpc_testing.StreamingInputCallResponse], error) {
	for stream.Receive() {
	}
	return connect.NewResponse(&grpc_testing.StreamingInputCallResponse{AggregatedPayloadSize: 1}), stream.Err()
}
