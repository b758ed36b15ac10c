package maskedsenderror

import (
	"context"
	"errors"
	"io"
	"log"

	"example.com/fixtures/maskedsenderror/helper"
	"google.golang.org/grpc/interop/grpc_testing"
)

// asksForStatus receives after io.EOF.
func asksForStatus(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) error {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil {
			if errors.Is(err, io.EOF) {
				_, err = stream.CloseAndRecv()
			}
			return err
		}
	}
	_, err = stream.CloseAndRecv()
	return err
}

// breaksOut lets the end of the upload tell what happened.
func breaksOut(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) error {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil {
			log.Print(err)
			break
		}
	}
	_, err = stream.CloseAndRecv()
	return err
}

// inTheError receives whatever the error is.
func inTheError(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) error {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil {
			_, status := stream.CloseAndRecv()
			return errors.Join(err, status)
		}
	}
	_, err = stream.CloseAndRecv()
	return err
}

// readByGoroutine has a reader that gets the status.
func readByGoroutine(ctx context.Context, client grpc_testing.TestServiceClient, orders []*order) error {
	duplex, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	result := make(chan error, 1)
	go func() {
		for {
			if _, err := duplex.Recv(); err != nil {
				result <- err
				return
			}
		}
	}()
	for _, o := range orders {
		if err := duplex.Send(o); err != nil {
			log.Print(err)
			return <-result
		}
	}
	if err := duplex.CloseSend(); err != nil {
		return err
	}
	if err := <-result; err != io.EOF {
		return err
	}
	return nil
}

// withHelper leaves it to a helper that has the stream.
func withHelper(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) error {
	stream, err := helper.Open(ctx, client)
	if err != nil {
		return err
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil {
			return helper.Status(err, stream)
		}
	}
	_, err = stream.CloseAndRecv()
	return err
}

// explained hands the error to a function that may tell it apart.
func explained(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) error {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil {
			return helper.Explain(err)
		}
	}
	_, err = stream.CloseAndRecv()
	return err
}

// given sends on a stream that the caller receives from.
func given(stream grpc_testing.TestService_StreamingInputCallClient, c *chunk) error {
	return stream.Send(c)
}

// sender keeps the stream for other methods.
type sender struct {
	stream grpc_testing.TestService_StreamingInputCallClient
}

func (s *sender) open(ctx context.Context, client grpc_testing.TestServiceClient, first *chunk) (err error) {
	if s.stream, err = client.StreamingInputCall(ctx); err != nil {
		return err
	}
	return s.stream.Send(first)
}

// notShown only counts.
func notShown(ctx context.Context, client grpc_testing.TestServiceClient, chunks []*chunk) (failed int) {
	stream, err := client.StreamingInputCall(ctx)
	if err != nil {
		return 0
	}
	for _, c := range chunks {
		if err := stream.Send(c); err != nil {
			failed++
			break
		}
	}
	_, _ = stream.CloseAndRecv()
	return failed
}

// answer sends on the server's side, where the error is a status.
type answer struct {
	grpc_testing.UnimplementedTestServiceServer
}

func (answer) StreamingOutputCall(_ *order, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	for range 3 {
		if err := stream.Send(&grpc_testing.StreamingOutputCallResponse{}); err != nil {
			return err
		}
	}
	return nil
}
