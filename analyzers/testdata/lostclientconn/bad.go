// Package lostclientconn leaves connections behind.
package lostclientconn

import (
	"context"
	"fmt"

	"example.com/fixtures/lostclientconn/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// perCall makes a connection for each call.
func perCall(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...) // want `connection conn is never closed: its goroutines stay`
	if err != nil {
		return err
	}
	client := grpc_health_v1.NewHealthClient(conn)
	_, err = client.Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	return err
}

// inOneLine has no variable for the client.
func inOneLine(ctx context.Context, target string, opts []grpc.DialOption) (*grpc_testing.Empty, error) {
	cc, err := grpc.DialContext(ctx, target, opts...) // want `connection cc is never closed`
	if err != nil {
		return nil, fmt.Errorf("dial %s: %w", target, err)
	}
	return grpc_testing.NewTestServiceClient(cc).EmptyCall(ctx, &grpc_testing.Empty{})
}

// throughHelper dials elsewhere.
func throughHelper(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := helper.Dial(target, opts...) // want `connection conn is never closed`
	if err != nil {
		return err
	}
	client := grpc_health_v1.NewHealthClient(conn)
	return check(ctx, client)
}

func check(ctx context.Context, client grpc_health_v1.HealthClient) error {
	_, err := client.Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	return err
}

// onlyOnSuccess closes it where all went well.
func onlyOnSuccess(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...) // want `connection conn is not closed on every path`
	if err != nil {
		return err
	}
	if _, err := grpc_health_v1.NewHealthClient(conn).Check(ctx, &grpc_health_v1.HealthCheckRequest{}); err != nil {
		return err
	}
	return conn.Close()
}

// deferredTooLate gives up in front of the deferred Close.
func deferredTooLate(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...) // want `connection conn is not closed on every path`
	if err != nil {
		return err
	}
	client := grpc_health_v1.NewHealthClient(conn)
	if err := ctx.Err(); err != nil {
		return err
	}

	// The client is of no use to others.
	defer func() { _ = conn.Close() }()

	return check(ctx, client)
}

// eachTarget makes one in each turn; a deferred Close would come too late.
func eachTarget(ctx context.Context, targets []string, opts ...grpc.DialOption) (serving int) {
	for _, target := range targets {
		conn, err := grpc.NewClient(target, opts...) // want `connection conn is never closed`
		if err != nil {
			continue
		}
		if check(ctx, grpc_health_v1.NewHealthClient(conn)) == nil {
			serving++
		}
	}
	return serving
}

// reachable only wants to know whether it can be made.
func reachable(target string, opts ...grpc.DialOption) bool {
	_, err := grpc.NewClient(target, opts...) // want `connection is discarded and never closed`
	return err == nil
}

// probed makes one in each turn, and would close them all when it gives up.
func probed(ctx context.Context, target string, pause func(), opts ...grpc.DialOption) error {
	for {
		conn, err := grpc.NewClient(target, opts...) // want `connection conn is closed by a defer in an endless loop, when the function returns`
		if err != nil {
			return err
		}
		defer conn.Close()
		if err := check(ctx, grpc_health_v1.NewHealthClient(conn)); err != nil {
			return err
		}
		pause()
	}
}
