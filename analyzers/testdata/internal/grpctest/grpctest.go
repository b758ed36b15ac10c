// Package grpctest serves gRPC in memory for the verifications of fixtures.
package grpctest

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

// Service is a test service made of functions; what it has none for does
// nothing.
type Service struct {
	grpc_testing.UnimplementedTestServiceServer
	Unary  func(context.Context) error
	Stream func(context.Context) error
}

// EmptyCall calls Unary.
func (s Service) EmptyCall(ctx context.Context, _ *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	if s.Unary == nil {
		return &grpc_testing.Empty{}, nil
	}
	return &grpc_testing.Empty{}, s.Unary(ctx)
}

// StreamingOutputCall calls Stream.
func (s Service) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[grpc_testing.StreamingOutputCallResponse]) error {
	if s.Stream == nil {
		return nil
	}
	return s.Stream(stream.Context())
}

// Dial serves a service in memory and returns a client.
func Dial(t *testing.T, service grpc_testing.TestServiceServer, server []grpc.ServerOption, client ...grpc.DialOption) grpc_testing.TestServiceClient {
	listener := bufconn.Listen(1 << 20)
	srv := grpc.NewServer(server...)
	grpc_testing.RegisterTestServiceServer(srv, service)
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

// Call makes a unary call and returns its error.
func Call(client grpc_testing.TestServiceClient) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	_, err := client.EmptyCall(ctx, &grpc_testing.Empty{})
	return err
}

// Receive opens a stream and returns the error of its first receive.
func Receive(client grpc_testing.TestServiceClient) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	stream, err := client.StreamingOutputCall(ctx, &grpc_testing.StreamingOutputCallRequest{})
	if err != nil {
		return err
	}
	_, err = stream.Recv()
	return err
}
