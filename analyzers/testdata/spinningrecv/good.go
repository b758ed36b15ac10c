package spinningrecv

import (
	"context"
	"errors"
	"io"
	"log"

	"example.com/fixtures/spinningrecv/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

type parts = grpc_testing.TestService_StreamingOutputCallClient

// returnsBoth tells the regular end from a failure.
func returnsBoth(stream parts) (n int, _ error) {
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
	}
}

// breaksOut leaves the loop and goes on.
func breaksOut(stream parts) (n int) {
	for {
		if _, err := stream.Recv(); err != nil {
			break
		}
		n++
	}
	return n
}

// whileNil has the error in the loop's head.
func whileNil(stream parts) (n int) {
	_, err := stream.Recv()
	for err == nil {
		n++
		_, err = stream.Recv()
	}
	return n
}

// opensAgain gets a new stream in the same variable.
func opensAgain(ctx context.Context, client grpc_health_v1.HealthClient, seen func(*grpc_health_v1.HealthCheckResponse)) error {
	watch, err := helper.Watch(ctx, client)
	if err != nil {
		return err
	}
	for {
		state, err := watch.Recv()
		if err != nil {
			if watch, err = helper.Watch(ctx, client); err != nil {
				return err
			}
			continue
		}
		seen(state)
	}
}

// opensInOuterLoop gets a new stream whenever the inner loop has ended.
func opensInOuterLoop(ctx context.Context, client grpc_health_v1.HealthClient, seen func(*grpc_health_v1.HealthCheckResponse)) {
	for {
		watch, err := helper.Watch(ctx, client)
		if err != nil {
			return
		}
		for {
			state, err := watch.Recv()
			if err != nil {
				break
			}
			seen(state)
		}
	}
}

// follower reconnects: its method writes the field.
type follower struct {
	client grpc_health_v1.HealthClient
	stream grpc_health_v1.Health_WatchClient
}

func (f *follower) connect(ctx context.Context) (err error) {
	f.stream, err = helper.Watch(ctx, f.client)
	return err
}

func (f *follower) run(ctx context.Context) {
	for {
		state, err := f.stream.Recv()
		if err != nil {
			log.Print(err)
			if f.connect(ctx) != nil {
				log.Print("still not connected")
			}
			continue
		}
		log.Print(state.GetStatus())
	}
}

// replaceable receives from a field that others may write.
func replaceable(feed *helper.Feed) {
	for {
		state, err := feed.Stream.Recv()
		if err != nil {
			log.Print(err)
			continue
		}
		log.Print(state.GetStatus())
	}
}

// mayPass asks a predicate whether it is worth going on.
func mayPass(stream parts, retryable func(error) bool) error {
	for {
		part, err := stream.Recv()
		if err != nil {
			if retryable(err) {
				continue
			}
			return err
		}
		log.Print(part.GetPayload().GetType())
	}
}

// byCode leaves with some codes only.
func byCode(stream parts) error {
	for {
		_, err := stream.Recv()
		if status.Code(err) == codes.Unavailable {
			return err
		}
		if err != nil {
			continue
		}
	}
}

// countsFailures gives up after a while.
func countsFailures(stream parts) error {
	failures := 0
	for {
		_, err := stream.Recv()
		if err == nil {
			continue
		}
		if failures++; failures > 3 {
			return err
		}
	}
}

// tenTimes is bounded.
func tenTimes(stream parts) (n int) {
	for range 10 {
		if _, err := stream.Recv(); err != nil {
			continue
		}
		n++
	}
	return n
}

// handshake receives once for each connection.
func handshake(clients []grpc_health_v1.HealthClient) {
	for _, client := range clients {
		watch, err := helper.Watch(context.Background(), client)
		if err != nil {
			continue
		}
		_, _ = watch.Recv()
	}
}

// oneOfEach receives from many streams, once each.
func oneOfEach(streams []parts) (n int) {
	for _, stream := range streams {
		if _, err := stream.Recv(); err != nil {
			continue
		}
		n++
	}
	return n
}

// failsLater goes on to a Send, which fails too.
func failsLater(stream grpc_testing.TestService_FullDuplexCallClient, in *grpc_testing.StreamingOutputCallRequest) error {
	for {
		if _, err := stream.Recv(); err != nil {
			log.Print(err)
		}
		if err := stream.Send(in); err != nil {
			return err
		}
	}
}

// noMessage leaves when there is no message.
func noMessage(stream parts) {
	for {
		part, _ := stream.Recv()
		if part == nil {
			return
		}
		log.Print(part.GetPayload().GetType())
	}
}

// handsOn leaves it to the reader of the channel to stop.
func handsOn(stream parts, failures chan<- error) {
	for {
		if _, err := stream.Recv(); err != nil {
			failures <- err
			continue
		}
	}
}

// untilStreamEnds looks at the stream's own context, which the end of the
// stream cancels.
func untilStreamEnds(stream parts) (n int) {
	for stream.Context().Err() == nil {
		if _, err := stream.Recv(); err != nil {
			continue
		}
		n++
	}
	return n
}

// stops is told to.
func stops(stream parts, quit <-chan struct{}) {
	for {
		select {
		case <-quit:
			return
		default:
		}
		if _, err := stream.Recv(); err != nil {
			continue
		}
	}
}

// dies does not come back from the helper.
func dies(stream parts) {
	for {
		if _, err := stream.Recv(); err != nil {
			helper.Die(err)
		}
	}
}

// collector is a handler that knows how a stream ends: any other error comes
// with the end of its context.
type collector struct {
	grpc_testing.UnimplementedTestServiceServer
}

func (*collector) StreamingInputCall(stream grpc_testing.TestService_StreamingInputCallServer) error {
	for {
		select {
		case <-stream.Context().Done():
			return stream.Context().Err()
		default:
		}
		_, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return stream.SendAndClose(&grpc_testing.StreamingInputCallResponse{})
		}
		if err != nil {
			log.Print(err)
			continue
		}
	}
}

// socket has a Recv of its own, which may fail and go on.
type socket interface{ Recv() ([]byte, error) }

func ofAnotherKind(s socket, seen func([]byte)) {
	for {
		message, err := s.Recv()
		if err != nil {
			continue
		}
		seen(message)
	}
}

// either has a stream from one of two places.
func either(first, second grpc.ServerStreamingClient[grpc_health_v1.HealthCheckResponse], seen func(*grpc_health_v1.HealthCheckResponse)) {
	stream := first
	for {
		state, err := stream.Recv()
		if err != nil {
			stream = second
			continue
		}
		seen(state)
	}
}
