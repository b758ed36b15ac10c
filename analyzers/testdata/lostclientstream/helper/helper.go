// Package helper opens, borrows and finishes streams for its callers.
package helper

import (
	"context"
	"errors"
	"io"
	"log"

	"connectrpc.com/connect"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// Watch opens a health stream that lives as long as ctx.
func Watch(ctx context.Context, client grpc_health_v1.HealthClient, service string) (grpc_health_v1.Health_WatchClient, error) {
	return client.Watch(ctx, &grpc_health_v1.HealthCheckRequest{Service: service})
}

// Log says whether the stream is still wanted, and leaves it as it was.
func Log(stream grpc.ClientStream) {
	log.Print("stream: ", stream.Context().Err())
}

// Next receives a message and leaves it to the caller to see the end.
func Next(stream grpc_testing.TestService_StreamingOutputCallClient) (*grpc_testing.StreamingOutputCallResponse, error) {
	return stream.Recv()
}

// Drain reads the stream to its end.
func Drain(stream grpc_testing.TestService_StreamingOutputCallClient) error {
	for {
		if _, err := stream.Recv(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Close closes a connect stream.
func Close(stream *connect.ServerStreamForClient[grpc_testing.StreamingOutputCallResponse]) {
	_ = stream.Close()
}

// Finish ends an upload and says how large it was.
func Finish(upload grpc_testing.TestService_StreamingInputCallClient) (int32, error) {
	reply, err := upload.CloseAndRecv()
	return reply.GetAggregatedPayloadSize(), err
}
