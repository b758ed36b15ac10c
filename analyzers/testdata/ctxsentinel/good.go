package ctxsentinel

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"example.com/fixtures/ctxsentinel/helper"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

// byCode asks for what the library returns.
func byCode(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return status.Code(err) == codes.DeadlineExceeded
}

// both asks for the sentinel too, to be sure.
func both(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return errors.Is(err, context.DeadlineExceeded) || status.Code(err) == codes.DeadlineExceeded
}

// oneAfterTheOther asks for the code in a case of its own.
func oneAfterTheOther(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	if errors.Is(err, context.Canceled) {
		return true
	}
	s, ok := status.FromError(err)
	return ok && s.Code() == codes.Canceled
}

// asksTheContext does not rely on the error alone.
func asksTheContext(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return ctx.Err() != nil || errors.Is(err, context.Canceled)
}

// ofTheContext compares what the context says.
func ofTheContext(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	if _, err := client.EmptyCall(ctx, helper.Empty()); err != nil {
		return errors.Is(ctx.Err(), context.Canceled)
	}
	return false
}

// eitherSource may have the context's error in hand.
func eitherSource(ctx context.Context, clients []grpc_health_v1.HealthClient) bool {
	err := helper.CheckAll(ctx, clients)
	return errors.Is(err, context.Canceled)
}

// waits for the call or the context, whichever comes first.
func waits(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	result := make(chan error, 1)
	go func() {
		_, err := client.EmptyCall(context.WithoutCancel(ctx), helper.Empty())
		result <- err
	}()
	var err error
	select {
	case err = <-result:
	case <-ctx.Done():
		err = ctx.Err()
	}
	return errors.Is(err, context.Canceled)
}

// translated has the error turned into one of this side's.
func translated(ctx context.Context, client grpc_testing.TestServiceClient) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return errors.Is(local(err), context.Canceled)
}

func local(err error) error {
	if status.Code(err) == codes.Canceled {
		return fmt.Errorf("%w: %v", context.Canceled, err)
	}
	return err
}

// given does not know where the error comes from.
func given(err error) bool { return errors.Is(err, context.Canceled) }

// overHTTP has errors that do wrap the context's.
func overHTTP(r *http.Request) bool {
	resp, err := http.DefaultClient.Do(r)
	if err == nil {
		resp.Body.Close()
	}
	return errors.Is(err, context.Canceled)
}

// withPredicate leaves the answer to somebody else.
func withPredicate(ctx context.Context, client grpc_testing.TestServiceClient, cancelled func(error) bool) bool {
	_, err := client.EmptyCall(ctx, helper.Empty())
	return errors.Is(err, context.Canceled) || cancelled(err)
}

// anotherSentinel is none of the context's.
func anotherSentinel(ctx context.Context, client grpc_health_v1.HealthClient) bool {
	return errors.Is(helper.Check(ctx, client), helper.ErrNone)
}
