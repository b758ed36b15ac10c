// Package spinningrecv has loops that receive from a stream that has ended.
package spinningrecv

import (
	"context"
	"errors"
	"io"
	"log"
	"time"

	"example.com/fixtures/spinningrecv/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// waitsForMore takes io.EOF for "nothing there yet".
func waitsForMore(stream grpc_testing.TestService_StreamingOutputCallClient, seen func(int)) error {
	for {
		part, err := stream.Recv() // want `the loop calls stream.Recv again after io.EOF: the stream has ended, so it fails at once for ever`
		if err == io.EOF {
			continue
		}
		if err != nil {
			return err
		}
		seen(len(part.GetPayload().GetBody()))
	}
}

// logsAndGoesOn gets over every error.
func logsAndGoesOn(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		part, err := stream.Recv() // want `the loop calls stream.Recv again after it has failed`
		if errors.Is(err, io.EOF) {
			log.Print("no more parts for now")
			continue
		}
		if err != nil {
			log.Print(err)
			continue
		}
		log.Print(part.GetPayload().GetType())
	}
}

// inBackground has a goroutine of its own, which nothing ends.
func inBackground(stream grpc.ServerStreamingClient[grpc_health_v1.HealthCheckResponse], states chan<- int32) {
	go func() {
		for {
			state, err := stream.Recv() // want `the loop calls stream.Recv again after it has failed`
			if err != nil {
				log.Print(err)
				continue
			}
			states <- int32(state.GetStatus())
		}
	}()
}

// notYetCancelled looks at a context that goes on when the server has ended
// the stream.
func notYetCancelled(ctx context.Context, client grpc_health_v1.HealthClient, seen func(*grpc_health_v1.HealthCheckResponse)) error {
	watch, err := helper.Watch(ctx, client)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		state, err := watch.Recv() // want `the loop calls watch.Recv again after it has failed`
		if err != nil {
			log.Print(err)
			time.Sleep(time.Millisecond)
			continue
		}
		seen(state)
	}
}

// untilCancelled does the same in the loop's head.
func untilCancelled(ctx context.Context, watch grpc_health_v1.Health_WatchClient) (n int) {
	for ctx.Err() == nil {
		if _, err := watch.Recv(); err == nil { // want `the loop calls watch.Recv again after it has failed`
			n++
		}
	}
	return n
}

// dropsTheError sees a message that is nil, for ever.
func dropsTheError(stream grpc_testing.TestService_StreamingOutputCallClient, seen func(int)) {
	for {
		part, _ := stream.Recv() // want `the error of stream.Recv is dropped: once the stream has ended it fails at once, and the loop spins`
		seen(len(part.GetPayload().GetBody()))
	}
}

// fallsThrough logs and handles what was not received.
func fallsThrough(stream grpc_testing.TestService_StreamingOutputCallClient, seen func(int)) {
	for {
		part, err := stream.Recv() // want `the loop calls stream.Recv again after it has failed`
		if err != nil {
			log.Print(err)
		}
		seen(len(part.GetPayload().GetBody()))
	}
}

// rawMessages receives without generated code.
func rawMessages(stream grpc.ClientStream) {
	for {
		var part grpc_testing.StreamingOutputCallResponse
		if err := stream.RecvMsg(&part); err != nil { // want `the loop calls stream.RecvMsg again after it has failed`
			log.Print(err)
			continue
		}
		log.Print(part.GetPayload().GetType())
	}
}

// agent has one stream for all its life.
type agent struct {
	stream grpc_health_v1.Health_WatchClient
	last   grpc_health_v1.HealthCheckResponse_ServingStatus
}

func newAgent(stream grpc_health_v1.Health_WatchClient) *agent { return &agent{stream: stream} }

func (a *agent) run() {
	for {
		state, err := a.stream.Recv() // want `the loop calls a.stream.Recv again after it has failed`
		if err != nil {
			log.Print(err)
			continue
		}
		a.last = state.GetStatus()
	}
}

// echo is a handler that misses the client's CloseSend: its context does not
// end with that.
type echo struct {
	grpc_testing.UnimplementedTestServiceServer
}

func (*echo) StreamingInputCall(stream grpc_testing.TestService_StreamingInputCallServer) error {
	total := 0
	for {
		select {
		case <-stream.Context().Done():
			return stream.Context().Err()
		default:
		}
		in, err := stream.Recv() // want `the loop calls stream.Recv again after io.EOF`
		if err != nil {
			log.Print(err)
			continue
		}
		total += len(in.GetPayload().GetBody())
	}
}
