// Package helper dials for package lostclientconn.
package helper

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// Dial returns a connection that the caller has to close.
func Dial(target string, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// Done closes a connection.
func Done(conn *grpc.ClientConn) { _ = conn.Close() }

// Check makes a call.
func Check(ctx context.Context, client grpc_health_v1.HealthClient) error {
	_, err := client.Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	return err
}

// Pool keeps connections.
type Pool struct{ Conns []*grpc.ClientConn }

// Add keeps one more.
func (p *Pool) Add(conn *grpc.ClientConn) { p.Conns = append(p.Conns, conn) }
