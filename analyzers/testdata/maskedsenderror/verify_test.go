package maskedsenderror

import (
	"bytes"
	"context"
	"log"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
)

// guarded refuses all uploads and orders.
type guarded struct {
	grpc_testing.UnimplementedTestServiceServer
}

var errDenied = status.Error(codes.PermissionDenied, "not yours")

func (guarded) StreamingInputCall(grpc_testing.TestService_StreamingInputCallServer) error {
	return errDenied
}

func (guarded) FullDuplexCall(grpc_testing.TestService_FullDuplexCallServer) error {
	return errDenied
}

// settled gives the server the time to end the call before a message is sent.
type settled struct{ grpc.ClientStream }

func (s settled) SendMsg(m any) error {
	time.Sleep(20 * time.Millisecond)
	return s.ClientStream.SendMsg(m)
}

func dial(t *testing.T) grpc_testing.TestServiceClient {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, guarded{})
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithStreamInterceptor(func(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
			s, err := streamer(ctx, desc, cc, method, opts...)
			return settled{s}, err
		}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return grpc_testing.NewTestServiceClient(conn)
}

// TestVerify lets the server refuse, and looks for that in the error.
func TestVerify(t *testing.T) {
	ctx, client := context.Background(), dial(t)
	chunks, orders := []*chunk{{}, {}}, []*order{{}, {}}
	var text bytes.Buffer
	log.SetOutput(&text)
	defer log.SetOutput(os.Stderr)
	logged(ctx, client, chunks)
	if got := text.String(); !strings.HasSuffix(got, "upload: EOF\n") {
		t.Errorf("logged: %q", got)
	}
	_, byHelper := uploadOpenedByHelper(ctx, client, chunks)
	_, inTurn := ordered(ctx, client, orders)
	for name, err := range map[string]error{
		"upload": upload(ctx, client, chunks), "uploadOpenedByHelper": byHelper,
		"named": named(ctx, client, chunks), "ordered": inTurn,
	} {
		if err == nil || !strings.HasSuffix(err.Error(), "EOF") || status.Code(err) != codes.Unknown {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"asksForStatus": asksForStatus(ctx, client, chunks), "breaksOut": breaksOut(ctx, client, chunks),
		"inTheError": inTheError(ctx, client, chunks), "readByGoroutine": readByGoroutine(ctx, client, orders),
		"withHelper": withHelper(ctx, client, chunks),
	} {
		if err == nil || !strings.Contains(err.Error(), "not yours") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
