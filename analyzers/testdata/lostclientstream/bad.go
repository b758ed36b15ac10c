// Package lostclientstream has client streams that are left open.
package lostclientstream

import (
	"context"
	"errors"
	"io"

	"connectrpc.com/connect"
	"example.com/fixtures/lostclientstream/helper"
	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
)

var errNotServing = errors.New("not serving")

// readsOnlyTheFirst takes one message of many.
func readsOnlyTheFirst(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) ([]byte, error) {
	stream, err := client.StreamingOutputCall(context.Background(), in) // want `stream is abandoned: its context is never cancelled and a path leaves before the stream has ended`
	if err != nil {
		return nil, err
	}
	first, err := stream.Recv()
	if err != nil {
		return nil, err
	}
	return first.GetPayload().GetBody(), nil
}

// leavesOnMatch waits for one state of a stream that never ends by itself.
func leavesOnMatch(client grpc_health_v1.HealthClient, service string) error {
	watch, err := client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{Service: service}) // want `stream watch is abandoned: its context is never cancelled and a path leaves before the stream has ended`
	if err != nil {
		return err
	}
	for {
		state, err := watch.Recv()
		if err == io.EOF {
			return errNotServing
		}
		if err != nil {
			return err
		}
		if state.GetStatus() == grpc_health_v1.HealthCheckResponse_SERVING {
			return nil
		}
	}
}

// leavesTheIf opens the stream in the header of an if statement.
func leavesTheIf(client grpc_health_v1.HealthClient, seen func(*grpc_health_v1.HealthCheckResponse)) error {
	if watch, err := client.Watch(context.TODO(), &grpc_health_v1.HealthCheckRequest{}); err != nil { // want `stream watch is abandoned`
		return err
	} else if state, err := watch.Recv(); err == nil {
		seen(state)
	}
	return nil
}

// tenantReport derives the context, but nothing that could cancel it.
func tenantReport(client grpc_testing.TestServiceClient, tenant string, span trace.Span, in *grpc_testing.StreamingOutputCallRequest) (int, error) {
	ctx := metadata.AppendToOutgoingContext(context.Background(), "tenant", tenant)
	stream, err := client.StreamingOutputCall(trace.ContextWithSpan(ctx, span), in, grpc.WaitForReady(true)) // want `stream is abandoned`
	if err != nil {
		return 0, err
	}
	size := 0
	for {
		part, err := stream.Recv()
		switch {
		case errors.Is(err, io.EOF):
			return size, nil
		case err != nil:
			return 0, err
		}
		size += len(part.GetPayload().GetBody())
		if size > 1<<10 {
			return size, nil
		}
	}
}

// detachedFromRequest throws away the caller's cancellation.
func detachedFromRequest(ctx context.Context, client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (bool, error) {
	var parts grpc_testing.TestService_StreamingOutputCallClient
	parts, err := client.StreamingOutputCall(context.WithoutCancel(ctx), in) // want `stream parts is abandoned`
	if err != nil {
		return false, err
	}
	if _, err := parts.Header(); err != nil {
		return false, err
	}
	part, err := parts.Recv()
	return part != nil, err
}

// discardsTheCancel makes a context that could be cancelled, but by nobody.
func discardsTheCancel(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	ctx, _ := context.WithCancel(context.Background())
	stream, err := client.StreamingOutputCall(ctx, in) // want `stream is abandoned`
	if err != nil {
		return err
	}
	_, err = stream.Recv()
	return err
}

// discardsTheStream only wants to know whether the call can be made. A cancel
// could stop what the server does for it, so it is offered and not applied.
func discardsTheStream(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	_, err := client.StreamingOutputCall(context.Background(), in) // want `stream is abandoned`
	return err
}

// opensAgain reads one stream to its end and takes no notice of the other.
func opensAgain(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	for err == nil {
		_, err = stream.Recv()
	}
	stream, err = client.StreamingOutputCall(context.Background(), in) // want `stream is abandoned`
	return err
}

// sharedWithClosure keeps the stream in a variable that a local closure uses.
func sharedWithClosure(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (n int) {
	stream, err := client.StreamingOutputCall(context.Background(), in) // want `stream is abandoned`
	if err != nil {
		return 0
	}
	defer func() { n += len(stream.Trailer()) }()
	if _, err := stream.Recv(); err != nil {
		return 0
	}
	return 1
}

// borrowedByHelper lends the stream to a helper that does not finish it.
func borrowedByHelper(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in) // want `stream is abandoned`
	if err != nil {
		return err
	}
	if _, err := stream.Recv(); err != nil {
		return err
	}
	helper.Log(stream)
	return nil
}

// open opens a stream that lives as long as ctx.
func open(ctx context.Context, client grpc_health_v1.HealthClient, service string) (grpc_health_v1.Health_WatchClient, error) {
	watch, err := client.Watch(ctx, &grpc_health_v1.HealthCheckRequest{Service: service})
	if err != nil {
		return nil, err
	}
	return watch, nil
}

// throughWrapper opens the stream with a function that hands on the context.
func throughWrapper(client grpc_health_v1.HealthClient) (bool, error) {
	watch, err := open(context.Background(), client, "orders") // want `stream watch is abandoned`
	if err != nil {
		return false, err
	}
	state, err := watch.Recv()
	return state != nil, err
}

// oldStub uses code that protoc-gen-go-grpc generated before it knew generics.
func oldStub(client nacos.RequestStreamClient, in *nacos.Payload) (*nacos.Payload, error) {
	stream, err := client.RequestStream(context.Background(), in) // want `stream is abandoned`
	if err != nil {
		return nil, err
	}
	return stream.Recv()
}

// connectFirst reads the first answer of a connect server stream.
func connectFirst(client *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse], in *grpc_testing.StreamingOutputCallRequest) ([]byte, error) {
	stream, err := client.CallServerStream(context.Background(), connect.NewRequest(in)) // want `stream is abandoned`
	if err != nil {
		return nil, err
	}
	if !stream.Receive() {
		return nil, stream.Err()
	}
	return stream.Msg().GetPayload().GetBody(), nil
}

// closeSendOnly closes its half of the stream, which does not free the stream.
// The server may still be at work, so a cancel is offered and not applied.
func closeSendOnly(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	duplex, err := client.FullDuplexCall(context.Background()) // want `stream duplex is abandoned`
	if err != nil {
		return err
	}
	if err := duplex.Send(in); err != nil {
		return err
	}
	if _, err := duplex.Recv(); err != nil {
		return err
	}
	return duplex.CloseSend()
}

// uploadWithoutReply never asks how the upload went.
func uploadWithoutReply(client grpc_testing.TestServiceClient, parts []*grpc_testing.StreamingInputCallRequest) error {
	upload, err := client.StreamingInputCall(context.Background()) // want `stream upload is abandoned`
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := upload.Send(part); err != nil {
			return err
		}
	}
	return upload.CloseSend()
}

// connectHalfClosed closes the request side of a connect stream only.
func connectHalfClosed(client *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse], in *grpc_testing.StreamingOutputCallRequest) error {
	duplex := client.CallBidiStream(context.Background()) // want `stream duplex is abandoned`
	if err := duplex.Send(in); err != nil {
		return err
	}
	if _, err := duplex.Receive(); err != nil {
		return err
	}
	return duplex.CloseRequest()
}

// inLoop leaves one stream open for each service; a deferred cancel would
// come too late to be a safe fix.
func inLoop(client grpc_health_v1.HealthClient, services []string) int {
	serving := 0
	for _, service := range services {
		watch, err := client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{Service: service}) // want `stream watch is abandoned`
		if err != nil {
			continue
		}
		if _, err := watch.Recv(); err != nil {
			continue
		}
		serving++
	}
	return serving
}
