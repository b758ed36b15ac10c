// Package helper opens streams and ends processes for package spinningrecv.
package helper

import (
	"context"

	"google.golang.org/grpc/health/grpc_health_v1"
)

// Watch opens a stream that lasts as long as ctx.
func Watch(ctx context.Context, client grpc_health_v1.HealthClient) (grpc_health_v1.Health_WatchClient, error) {
	return client.Watch(ctx, &grpc_health_v1.HealthCheckRequest{})
}

// Die never returns.
func Die(err error) { panic(err) }

// Feed holds a stream that anyone may replace.
type Feed struct {
	Stream grpc_health_v1.Health_WatchClient
}
