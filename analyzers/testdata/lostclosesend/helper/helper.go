// Package helper opens and closes streams for its callers.
package helper

import (
	"context"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
)

// Open opens a stream that lives as long as ctx.
func Open(ctx context.Context, client grpc_testing.TestServiceClient) (grpc_testing.TestService_FullDuplexCallClient, error) {
	return client.FullDuplexCall(ctx)
}

// SendAll sends the requests and closes the send side.
func SendAll(stream grpc_testing.TestService_FullDuplexCallClient, reqs []*grpc_testing.StreamingOutputCallRequest) error {
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return err
		}
	}
	return stream.CloseSend()
}

// Done closes the send side.
func Done(stream grpc.ClientStream) {
	_ = stream.CloseSend()
}

// Cause returns why a Send has failed: io.EOF stands for the status of the call,
// which a receive returns.
func Cause(stream grpc.ClientStream, err error) error {
	if err != io.EOF {
		return err
	}
	return stream.RecvMsg(new(grpc_testing.StreamingOutputCallResponse))
}
