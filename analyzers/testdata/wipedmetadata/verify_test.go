package wipedmetadata

import (
	"context"
	"net"
	"os"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/test/bufconn"
)

// recorder keeps the metadata of the last call.
type recorder struct {
	grpc_testing.UnimplementedTestServiceServer
	last metadata.MD
}

func (r *recorder) EmptyCall(ctx context.Context, in *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	r.last, _ = metadata.FromIncomingContext(ctx)
	return in, nil
}

func (r *recorder) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	r.last, _ = metadata.FromIncomingContext(stream.Context())
	return nil
}

func dial(t *testing.T, r *recorder, opts ...grpc.DialOption) grpc_testing.TestServiceClient {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, r)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn", append(opts,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return grpc_testing.NewTestServiceClient(conn)
}

// sent calls with a header, through an interceptor, and returns whether the
// header has arrived.
func sent(t *testing.T, interceptor grpc.UnaryClientInterceptor) bool {
	r := &recorder{}
	client := dial(t, r, grpc.WithUnaryInterceptor(interceptor))
	ctx := metadata.AppendToOutgoingContext(context.Background(), "tenant", "a")
	if _, err := client.EmptyCall(ctx, &grpc_testing.Empty{}); err != nil {
		t.Fatal(err)
	}
	return len(r.last.Get("tenant")) == 1
}

// sentOnStream is sent for streams.
func sentOnStream(t *testing.T, interceptor grpc.StreamClientInterceptor) bool {
	r := &recorder{}
	client := dial(t, r, grpc.WithStreamInterceptor(interceptor))
	ctx := metadata.AppendToOutgoingContext(context.Background(), "tenant", "a")
	stream, err := client.StreamingOutputCall(ctx, &grpc_testing.StreamingOutputCallRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = stream.Recv()
	return len(r.last.Get("tenant")) == 1
}

// TestVerify looks for a header that was set before.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	r := &recorder{}
	client := dial(t, r)
	arrives := func(call func(context.Context, grpc_testing.TestServiceClient) error) bool {
		if err := call(context.Background(), client); err != nil {
			t.Fatal(err)
		}
		return len(r.last.Get("tenant")) == 1
	}
	for _, tt := range []struct {
		name          string
		arrived, safe bool
	}{
		{"authorize", sent(t, authorize), true},
		{"authorizeStreams", sentOnStream(t, authorizeStreams(func() string { return "1" })), true},
		{"identify", sent(t, identify), false},
		{"labelled", arrives(labelled), false},
		{"twice", arrives(func(ctx context.Context, c grpc_testing.TestServiceClient) error { return twice(ctx, c, "b") }), true},
	} {
		if want := fixed && tt.safe; tt.arrived != want {
			t.Errorf("%s: the header arrives: %t, want %t", tt.name, tt.arrived, want)
		}
	}
	for name, arrived := range map[string]bool{
		"appends":     sent(t, appends),
		"replacesOne": sent(t, replacesOne),
		"unlessThere": sent(t, unlessThere),
		"joined":      sent(t, joined),
		"first":       arrives(first),
		"eachItsOwn":  arrives(eachItsOwn),
		"thenMore":    arrives(thenMore),
	} {
		if !arrived {
			t.Errorf("%s: the header is lost", name)
		}
	}
}
