// Package ctxsentinel looks for the errors of contexts in gRPC errors.
package ctxsentinel

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.com/fixtures/ctxsentinel/helper"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// timedOut wants to know whether the call took too long.
func timedOut(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return errors.Is(err, context.DeadlineExceeded) // want `errors.Is\(err, context.DeadlineExceeded\) is always false: the error comes from client.EmptyCall and is a gRPC status`
}

// givenUp compares directly.
func givenUp(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	if _, err := client.EmptyCall(ctx, helper.Empty()); err == context.Canceled { // want `err == context.Canceled is always false: the error comes from client.EmptyCall`
		return true
	}
	return false
}

// worthALine keeps cancelled calls out of the log, or so it seems.
func worthALine(ctx context.Context, client grpc_testing.TestServiceClient, logged func(error)) {
	if _, err := client.EmptyCall(ctx, helper.Empty()); err != nil && err != context.Canceled { // want `err != context.Canceled is always true`
		logged(err)
	}
}

// eitherWay has two comparisons in one condition.
func eitherWay(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) // want `errors.Is\(err, context.Canceled\) is always false`
}

// wrapped has added words to the error.
func wrapped(ctx context.Context, client grpc_testing.TestServiceClient) (bool, error) {
	_, err := client.EmptyCall(ctx, helper.Empty())
	if err != nil {
		err = fmt.Errorf("call: %w", err)
	}
	return errors.Is(err, context.Canceled), err // want `is always false`
}

// throughHelper gets the error from a function of another package.
func throughHelper(ctx context.Context, client grpc_health_v1.HealthClient) bool {
	err := helper.Check(ctx, client)
	return errors.Is(err, context.Canceled) // want `is always false: the error comes from helper.Check and is a gRPC status`
}

// watching ends quietly when it is told to, but never is.
func watching(ctx context.Context, client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (quiet bool, _ error) {
	stream, err := client.StreamingOutputCall(ctx, in)
	if err != nil {
		return false, err
	}
	for {
		_, err := stream.Recv()
		switch {
		case err == io.EOF:
			return false, nil
		case errors.Is(err, context.Canceled): // want `errors.Is\(err, context.Canceled\) is always false: the error comes from stream.Recv`
			return true, nil
		case err != nil:
			return false, err
		}
	}
}

// byCase has the sentinel as a case of its own.
func byCase(ctx context.Context, client grpc_testing.TestServiceClient) string {
	_, err := client.EmptyCall(ctx, helper.Empty())
	switch err {
	case nil:
		return "done"
	case context.Canceled: // want `case context.Canceled is never taken: the error comes from client.EmptyCall`
		return "given up"
	}
	return "failed"
}

// afterRetries has the error of the last try.
func afterRetries(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	var err error
	for range 3 {
		if _, err = client.EmptyCall(ctx, helper.Empty()); err == nil {
			break
		}
	}
	return !errors.Is(err, context.Canceled) // want `is always false`
}

// inLiteral compares in a goroutine.
func inLiteral(ctx context.Context, client grpc_testing.TestServiceClient, quiet chan<- bool) {
	go func() {
		_, err := client.EmptyCall(ctx, helper.Empty())
		quiet <- errors.Is(err, context.Canceled) // want `is always false`
	}()
}

// handler has the same on the server: a stream's Recv returns a status.
type handler struct {
	grpc_testing.UnimplementedTestServiceServer
	quiet chan bool
}

func (h *handler) FullDuplexCall(stream grpc_testing.TestService_FullDuplexCallServer) error {
	for {
		_, err := stream.Recv()
		if err != nil {
			h.quiet <- errors.Is(err, context.Canceled) // want `is always false: the error comes from stream.Recv`
			return err
		}
	}
}
