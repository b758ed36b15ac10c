package ctxsentinel

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

// slow answers when the client has gone.
type slow struct{ *handler }

func (slow) EmptyCall(ctx context.Context, in *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	<-ctx.Done()
	return in, nil
}

func (slow) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	<-stream.Context().Done()
	return nil
}

func dial(t *testing.T, h *handler) *grpc.ClientConn {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, slow{h})
	grpc_health_v1.RegisterHealthServer(server, health.NewServer())
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// TestVerify lets contexts end during calls. What asks for the sentinel takes
// no notice, what asks for the code does.
func TestVerify(t *testing.T) {
	h := &handler{quiet: make(chan bool, 1)}
	conn := dial(t, h)
	client := grpc_testing.NewTestServiceClient(conn)
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	late := func() context.Context {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		t.Cleanup(cancel)
		return ctx
	}
	logged := false
	worthALine(cancelled, client, func(error) { logged = true })
	inWrapped, _ := wrapped(cancelled, client)
	quiet, err := watching(cancelled, client, &grpc_testing.StreamingOutputCallRequest{})
	if err == nil {
		t.Error("watching has noticed that its context is cancelled")
	}
	for name, noticed := range map[string]bool{
		"timedOut":      timedOut(late(), client),
		"givenUp":       givenUp(cancelled, client),
		"worthALine":    !logged,
		"eitherWay":     eitherWay(cancelled, client) || eitherWay(late(), client),
		"wrapped":       inWrapped,
		"throughHelper": throughHelper(cancelled, grpc_health_v1.NewHealthClient(conn)),
		"watching":      quiet,
		"byCase":        byCase(cancelled, client) == "given up",
		"afterRetries":  !afterRetries(cancelled, client),
		"handler":       onServer(client, h),
	} {
		if noticed {
			t.Errorf("%s has noticed the end of the context", name)
		}
	}
	for name, noticed := range map[string]bool{
		"byCode":           byCode(late(), client),
		"both":             both(late(), client),
		"oneAfterTheOther": oneAfterTheOther(cancelled, client),
		"asksTheContext":   asksTheContext(cancelled, client),
		"ofTheContext":     ofTheContext(cancelled, client),
		"eitherSource":     eitherSource(cancelled, []grpc_health_v1.HealthClient{grpc_health_v1.NewHealthClient(conn)}),
		"waits":            waits(cancelled, client),
		"translated":       translated(cancelled, client),
	} {
		if !noticed {
			t.Errorf("%s has not noticed the end of the context", name)
		}
	}
}

// onServer cancels a call whose handler waits for messages.
func onServer(client grpc_testing.TestServiceClient, h *handler) bool {
	ctx, cancel := context.WithCancel(context.Background())
	stream, err := client.FullDuplexCall(ctx)
	if err == nil {
		err = stream.Send(&grpc_testing.StreamingOutputCallRequest{})
	}
	time.Sleep(20 * time.Millisecond)
	cancel()
	return err != nil || <-h.quiet
}
