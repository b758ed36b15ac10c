package lostclientstream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

// The functions of this file read to the end, and learn of it in ways that are
// less than plain.

type (
	request  = grpc_testing.StreamingOutputCallRequest
	response = grpc_testing.StreamingOutputCallResponse
)

// received is a message or the error in its place.
type received struct {
	msg *response
	err error
}

// errorInField keeps the error in a struct.
func errorInField(client grpc_testing.TestServiceClient, in *request) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		var r received
		r.msg, r.err = stream.Recv()
		if r.err != nil {
			return r.err
		}
	}
}

// errorWrapped has a deferred function that writes to the result.
func errorWrapped(client grpc_testing.TestServiceClient, in *request) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("report: %w", err)
		}
	}()
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		if _, err = stream.Recv(); err != nil {
			return err
		}
	}
}

// errorShared has a closure that writes to the variable of the error.
func errorShared(client grpc_testing.TestServiceClient, in *request, try func(func())) error {
	var err error
	try(func() { err = errNotServing })
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		if _, err = stream.Recv(); err != nil {
			return err
		}
	}
}

// errorSent passes the error through a channel.
func errorSent(client grpc_testing.TestServiceClient, in *request) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	errs := make(chan error, 1)
	for {
		_, err := stream.Recv()
		errs <- err
		if err := <-errs; err != nil {
			return err
		}
	}
}

// errorKept leaves the loop first and looks at the error then.
func errorKept(client grpc_testing.TestServiceClient, in *request) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	var end error
	for {
		_, err := stream.Recv()
		if err != nil {
			end = err
			break
		}
	}
	if end != io.EOF {
		return end
	}
	return nil
}

// errorAsked asks others what the error means.
func errorAsked(client grpc_testing.TestServiceClient, in *request, over func(error) bool) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		_, err := stream.Recv()
		if s, ok := status.FromError(err); !ok || s.Code() != 0 {
			return s.Err()
		}
		if over(err) {
			return nil
		}
	}
}

// errorAsFlag remembers the end in a flag.
func errorAsFlag(client grpc_testing.TestServiceClient, in *request) (n int) {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return 0
	}
	end := false
	for !end {
		_, err := stream.Recv()
		if err != nil {
			end = true
			continue
		}
		n++
	}
	return n
}

// errorAsNil goes by the message, which is nil at the end.
func errorAsNil(client grpc_testing.TestServiceClient, in *request) (n int) {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return 0
	}
	for {
		part, _ := stream.Recv()
		if part == nil {
			return n
		}
		n++
	}
}

// errorInCondition never enters the loop with an error.
func errorInCondition(client grpc_testing.TestServiceClient, in *request) error {
	duplex, err := client.FullDuplexCall(context.Background())
	if err != nil {
		return err
	}
	if err = errors.Join(duplex.Send(in), duplex.CloseSend()); err == nil {
		for err == nil {
			_, err = duplex.Recv()
		}
		return err
	}
	_, err = duplex.Recv()
	for err == nil {
		_, err = duplex.Recv()
	}
	return err
}

// The contexts of the following functions do end, on one way at least.

// limitedAtWill has a deadline if the caller wants one.
func limitedAtWill(client grpc_testing.TestServiceClient, in *request, limit time.Duration) error {
	ctx := context.Background()
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	stream, err := client.StreamingOutputCall(ctx, in)
	if err != nil {
		return err
	}
	_, err = stream.Recv()
	return err
}

// inGroup ends with the group that it runs in.
func inGroup(client grpc_testing.TestServiceClient, in *request) error {
	group, ctx := errgroup.WithContext(context.Background())
	group.Go(func() error {
		stream, err := client.StreamingOutputCall(ctx, in)
		if err != nil {
			return err
		}
		_, err = stream.Recv()
		return err
	})
	return group.Wait()
}
