// Package maskedsenderror returns io.EOF where the server has said more.
package maskedsenderror

import (
	"context"
	"fmt"
	"log"

	"example.com/fixtures/maskedsenderror/helper"
	"google.golang.org/grpc/interop/grpc_testing"
)

type (
	chunk = grpc_testing.StreamingInputCallRequest
	order = grpc_testing.StreamingOutputCallRequest
)

// upload returns the error as it is.
func upload(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) error {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil { // want `the error of stream.Send hides the server's status: it is a bare io.EOF, and CloseAndRecv has the status`
			return err
		}
	}
	_, err = stream.CloseAndRecv()
	return err
}

// uploadOpenedByHelper wraps it.
func uploadOpenedByHelper(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) (int32, error) {
	stream, err := helper.Open(ctx, client)
	if err != nil {
		return 0, err
	}
	for i, c := range chunks {
		err := stream.Send(c) // want `the error of stream.Send hides the server's status`
		if err != nil {
			return 0, fmt.Errorf("chunk %d: %w", i, err)
		}
	}
	reply, err := stream.CloseAndRecv()
	return reply.GetAggregatedPayloadSize(), err
}

// logged writes it down and leaves.
func logged(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil { // want `the error of stream.Send hides the server's status`
			log.Printf("upload: %v", err)
			return
		}
	}
	_, _ = stream.CloseAndRecv()
}

// named has the error as its result.
func named(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) (err error) {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return
	}
	for _, c := range chunks {
		if err = stream.Send(c); err != nil { // want `the error of stream.Send hides the server's status`
			return
		}
	}
	_, err = stream.CloseAndRecv()
	return
}

// ordered sends and receives in turn.
func ordered(ctx context.Context, client grpc_testing.TestServiceClient, orders []*order) (n int, _ error) {
	duplex, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	for _, o := range orders {
		if err := duplex.Send(o); err != nil { // want `the error of duplex.Send hides the server's status: it is a bare io.EOF, and Recv has the status`
			return n, err
		}
		if _, err := duplex.Recv(); err != nil {
			return n, err
		}
		n++
	}
	return n, duplex.CloseSend()
}
