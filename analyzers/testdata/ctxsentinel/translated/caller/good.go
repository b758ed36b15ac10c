// Package caller dials with the interceptor of another package.
package caller

import (
	"context"
	"errors"

	"example.com/fixtures/ctxsentinel/helper"
	"example.com/fixtures/ctxsentinel/translated"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
)

// Cancelled calls through it.
func Cancelled(ctx context.Context, target string) (bool, error) {
	conn, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithUnaryInterceptor(translated.Errors))
	if err != nil {
		return false, err
	}
	defer conn.Close()
	_, err = grpc_testing.NewTestServiceClient(conn).EmptyCall(ctx, helper.Empty())
	return errors.Is(err, context.Canceled), nil
}
