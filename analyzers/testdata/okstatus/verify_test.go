package okstatus

import (
	"context"
	"net"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
)

// TestVerify calls a server whose failures are nil, and functions that should
// return errors.
func TestVerify(t *testing.T) {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, &shop{})
	go server.Serve(listener)
	defer server.Stop()
	conn, err := grpc.NewClient("passthrough:///bufconn",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	client := grpc_testing.NewTestServiceClient(conn)

	ctx := context.Background()
	if _, err := client.UnaryCall(ctx, &grpc_testing.SimpleRequest{}); err != nil {
		t.Errorf("UnaryCall: the client sees %v", err)
	}
	// The reply is nil as well, and cannot be sent: the client sees that
	// instead of the message.
	if _, err := client.EmptyCall(ctx, &grpc_testing.Empty{}); status.Convert(err).Message() == "not enough money" {
		t.Errorf("EmptyCall: the client sees %v", err)
	}
	for name, err := range map[string]error{"inSteps": inSteps(), "byNumber": byNumber(), "noMessage": noMessage(), "chosen": chosen(true), "counted": counted(0)} {
		if err != nil {
			t.Errorf("%s returns %v", name, err)
		}
	}
	for name, err := range map[string]error{"refused": refused(), "chosen": chosen(false), "counted": counted(1), "throughHelper": throughHelper()} {
		if status.Code(err) == codes.OK {
			t.Errorf("%s returns nil", name)
		}
	}
}
