// Package helper calls servers for package ctxsentinel.
package helper

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// Check returns the error of a call, wrapped.
func Check(ctx context.Context, client grpc_health_v1.HealthClient) error {
	if _, err := client.Check(ctx, &grpc_health_v1.HealthCheckRequest{}); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	return nil
}

// ErrNone says that there is nothing to check.
var ErrNone = errors.New("nothing to check")

// CheckAll returns the error of the context as well.
func CheckAll(ctx context.Context, clients []grpc_health_v1.HealthClient) error {
	for _, client := range clients {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := Check(ctx, client); err != nil {
			return err
		}
	}
	return nil
}

// Empty is the request of an empty call.
func Empty() *grpc_testing.Empty { return &grpc_testing.Empty{} }
