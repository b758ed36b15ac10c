package lostclientstream

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"sync"

	"connectrpc.com/connect"
	"example.com/fixtures/lostclientstream/helper"
	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

// drained leaves only when Recv has failed or reported the end.
func drained(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (int, error) {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return 0, err
	}
	for n := 0; ; n++ {
		if _, err := stream.Recv(); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}

// drainedWhileNil spells the error check as the loop's condition.
func drainedWhileNil(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (n int, err error) {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return 0, err
	}
	for err == nil {
		_, err = stream.Recv()
		n++
	}
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	return n, nil
}

// drainedByStatus tells the errors apart by their code.
func drainedByStatus(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		_, err := stream.Recv()
		switch status.Code(err) {
		case codes.OK:
			continue
		case codes.Unavailable:
			return errNotServing
		}
		return err
	}
}

// cancelled frees the stream however the function is left.
func cancelled(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) ([]byte, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stream, err := client.StreamingOutputCall(ctx, in)
	if err != nil {
		return nil, err
	}
	first, err := stream.Recv()
	return first.GetPayload().GetBody(), err
}

// underSignal ends when the process is told to stop.
func underSignal(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	stream, err := client.StreamingOutputCall(ctx, in)
	if err != nil {
		return err
	}
	_, err = stream.Recv()
	return err
}

// byCaller leaves the end of the stream to the caller's context.
func byCaller(ctx context.Context, client grpc_health_v1.HealthClient) error {
	watch, err := client.Watch(ctx, &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	_, err = watch.Recv()
	return err
}

// watcher has a context that others cancel.
type watcher struct {
	ctx    context.Context
	client grpc_health_v1.HealthClient
	stream grpc_health_v1.Health_WatchClient
	states chan grpc_health_v1.Health_WatchClient
}

// first uses a context of unknown origin.
func (w *watcher) first() error {
	watch, err := w.client.Watch(w.ctx, &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	_, err = watch.Recv()
	return err
}

// open keeps the stream for other methods.
func (w *watcher) open() (err error) {
	w.stream, err = w.client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	return err
}

// hand gives the stream to whoever reads the channel.
func (w *watcher) hand() error {
	watch, err := w.client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	w.states <- watch
	return nil
}

// opened returns the stream, and with it the duty.
func opened(client grpc_health_v1.HealthClient) (grpc_health_v1.Health_WatchClient, error) {
	watch, err := client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return nil, err
	}
	if _, err := watch.Header(); err != nil {
		return nil, err
	}
	return watch, nil
}

// passedOn hands the stream to a function nobody knows.
func passedOn(client grpc_health_v1.HealthClient, use func(grpc.ClientStream)) error {
	watch, err := client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	use(watch)
	return nil
}

// readInBackground gives the stream to a goroutine of its own.
func readInBackground(client grpc_health_v1.HealthClient, seen func(*grpc_health_v1.HealthCheckResponse)) error {
	watch, err := client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	go func() {
		for {
			state, err := watch.Recv()
			if err != nil {
				return
			}
			seen(state)
		}
	}()
	return nil
}

// forEver has no way out but the end of the stream.
func forEver(client grpc_health_v1.HealthClient, seen func(*grpc_health_v1.HealthCheckResponse)) {
	watch, err := client.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		panic(err)
	}
	for {
		state, err := watch.Recv()
		if err != nil {
			panic(err)
		}
		seen(state)
	}
}

// ownConnection closes the connection that carries the stream.
func ownConnection(target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	defer conn.Close()
	watch, err := grpc_health_v1.NewHealthClient(conn).Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	_, err = watch.Recv()
	return err
}

// uploaded asks for the reply, which ends the stream. A failed Send is not
// counted as a way out: unless the error is io.EOF, it has ended the stream.
func uploaded(client grpc_testing.TestServiceClient, parts []*grpc_testing.StreamingInputCallRequest) (int32, error) {
	upload, err := client.StreamingInputCall(context.Background())
	if err != nil {
		return 0, err
	}
	for _, part := range parts {
		if err := upload.Send(part); err == io.EOF {
			break
		} else if err != nil {
			return 0, err
		}
	}
	reply, err := upload.CloseAndRecv()
	if err != nil {
		return 0, err
	}
	return reply.GetAggregatedPayloadSize(), nil
}

// drainedStepByStep receives through a helper that hands on the error.
func drainedStepByStep(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		if _, err := helper.Next(stream); err != nil {
			return err
		}
	}
}

// drainedByClosure receives in a closure that hands on the error.
func drainedByClosure(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	next := func() error {
		_, err := stream.Recv()
		return err
	}
	for {
		if err := next(); err != nil {
			return err
		}
	}
}

// drainedByHelper lets a helper read to the end.
func drainedByHelper(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	stream, err := client.StreamingOutputCall(context.Background(), in)
	if err != nil {
		return err
	}
	return helper.Drain(stream)
}

// finishedByHelper lets a helper ask for the reply.
func finishedByHelper(client grpc_testing.TestServiceClient, part *grpc_testing.StreamingInputCallRequest) (int32, error) {
	upload, err := client.StreamingInputCall(context.Background())
	if err != nil {
		return 0, err
	}
	if err := upload.Send(part); err != nil {
		return 0, err
	}
	return helper.Finish(upload)
}

// wrapperUnderCancel opens the stream through a helper, with a context that ends.
func wrapperUnderCancel(client grpc_health_v1.HealthClient) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	watch, err := helper.Watch(ctx, client, "orders")
	if err != nil {
		return err
	}
	_, err = watch.Recv()
	return err
}

// drainedInClosure joins the goroutines that read and write.
func drainedInClosure(client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) error {
	duplex, err := client.FullDuplexCall(context.Background())
	if err != nil {
		return err
	}
	var reader sync.WaitGroup
	reader.Go(func() {
		for {
			if _, err := duplex.Recv(); err != nil {
				return
			}
		}
	})
	err = errors.Join(duplex.Send(in), duplex.CloseSend())
	reader.Wait()
	return err
}

// oldStubDrained reads an old-style stream to its end.
func oldStubDrained(client nacos.RequestStreamClient, in *nacos.Payload) error {
	stream, err := client.RequestStream(context.Background(), in)
	if err != nil {
		return err
	}
	for {
		if _, err := stream.Recv(); err != nil {
			return err
		}
	}
}

// connectDrained leaves when Receive reports the end.
func connectDrained(client *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse], in *grpc_testing.StreamingOutputCallRequest) (int, error) {
	stream, err := client.CallServerStream(context.Background(), connect.NewRequest(in))
	if err != nil {
		return 0, err
	}
	n := 0
	for stream.Receive() {
		n++
	}
	return n, stream.Err()
}

// connectClosed closes the stream after its first message.
func connectClosed(client *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse], in *grpc_testing.StreamingOutputCallRequest) (*grpc_testing.StreamingOutputCallResponse, error) {
	stream, err := client.CallServerStream(context.Background(), connect.NewRequest(in))
	if err != nil {
		return nil, err
	}
	defer helper.Close(stream)
	if !stream.Receive() {
		return nil, stream.Err()
	}
	return stream.Msg(), nil
}

// connectBothClosed closes both halves of a connect stream.
func connectBothClosed(client *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse], in *grpc_testing.StreamingOutputCallRequest) (err error) {
	duplex := client.CallBidiStream(context.Background())
	defer func() { err = errors.Join(err, duplex.CloseRequest(), duplex.CloseResponse()) }()
	if err := duplex.Send(in); err != nil {
		return err
	}
	_, err = duplex.Receive()
	return err
}

// connectUnused never sends, and so never starts a request.
func connectUnused(client *connect.Client[grpc_testing.StreamingOutputCallRequest, grpc_testing.StreamingOutputCallResponse], in *grpc_testing.StreamingOutputCallRequest) (err error) {
	duplex := client.CallBidiStream(context.Background())
	if in.GetPayload() == nil {
		return nil
	}
	if err := duplex.Send(in); err != nil {
		return err
	}
	_, err = duplex.Receive()
	return errors.Join(err, duplex.CloseResponse())
}

// connectUploaded asks for the reply of a connect upload.
func connectUploaded(client *connect.Client[grpc_testing.StreamingInputCallRequest, grpc_testing.StreamingInputCallResponse], part *grpc_testing.StreamingInputCallRequest) error {
	upload := client.CallClientStream(context.Background())
	if err := upload.Send(part); err != nil {
		return err
	}
	_, err := upload.CloseAndReceive()
	return err
}
