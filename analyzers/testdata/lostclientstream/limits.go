package lostclientstream

import (
	"context"
	"time"

	"example.com/fixtures/lostclientstream/helper"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// limited ends with its deadline, even though nobody calls cancel.
func limited(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	ctx, _ := context.WithTimeout(context.Background(), 50*time.Millisecond)
	stream, err := client.StreamingOutputCall(ctx, in)
	if err != nil {
		return err
	}
	_, err = stream.Recv()
	return err
}

// wrapperElsewhere opens the stream in another package, which may do anything
// to the context.
func wrapperElsewhere(client grpc_health_v1.HealthClient) error {
	watch, err := helper.Watch(context.Background(), client, "orders")
	if err != nil {
		return err
	}
	_, err = watch.Recv()
	return err
}
