package lostclosesend

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"connectrpc.com/connect"
	"example.com/fixtures/lostclosesend/helper"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

// closesFirst closes the send side before it receives.
func closesFirst(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) (n int, err error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return 0, helper.Cause(stream, err)
		}
	}
	if err := stream.CloseSend(); err != nil {
		return 0, err
	}
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

// closesInGoroutine sends beside the receiving loop, and closes.
func closesInGoroutine(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) (n int, err error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	go func() {
		defer stream.CloseSend()
		for _, req := range reqs {
			if err := stream.Send(req); err != nil {
				return
			}
		}
	}()
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

// chatsAndCloses receives in a goroutine, closes, and waits for it.
func chatsAndCloses(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		for {
			_, err := stream.Recv()
			if err == io.EOF {
				done <- nil
				return
			}
			if err != nil {
				done <- err
				return
			}
		}
	}()
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	return <-done
}

// closesInGroup closes in the goroutine that sends.
func closesInGroup(ctx context.Context, client grpc_testing.TestServiceClient, reqs <-chan *request) error {
	group, ctx := errgroup.WithContext(ctx)
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	group.Go(func() error {
		for req := range reqs {
			if err := stream.Send(req); err != nil {
				return helper.Cause(stream, err)
			}
		}
		return stream.CloseSend()
	})
	group.Go(func() error {
		for {
			_, err := stream.Recv()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
	return group.Wait()
}

// closesOnBranch closes on one path at least; the other may have its reasons.
func closesOnBranch(ctx context.Context, client grpc_testing.TestServiceClient, req *request, last bool) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(req); err != nil {
		return helper.Cause(stream, err)
	}
	if last {
		_ = stream.CloseSend()
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// closesInLoop closes when the last answer has come.
func closesInLoop(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	for n := 1; ; n++ {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if n == len(reqs) {
			_ = stream.CloseSend()
		}
	}
}

// closedByHelper leaves sending and closing to a helper.
func closedByHelper(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(&request{}); err != nil {
		return helper.Cause(stream, err)
	}
	if err := helper.SendAll(stream, reqs); err != nil {
		return err
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// doneByHelper closes with a helper that takes any client stream.
func doneByHelper(ctx context.Context, client grpc_testing.TestServiceClient, req *request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(req); err != nil {
		return helper.Cause(stream, err)
	}
	helper.Done(stream)
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// openedElsewhere leaves the opening to a helper, which may close as well.
func openedElsewhere(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := helper.Open(ctx, client)
	if err != nil {
		return err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// closedByUnknown hands the stream to a function nobody knows.
func closedByUnknown(ctx context.Context, client grpc_testing.TestServiceClient, send func(grpc_testing.TestService_FullDuplexCallClient) error) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(stream.Send(&request{}), send(stream)); err != nil {
		return err
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// session keeps its stream, so another method may close it.
type session struct {
	stream grpc_testing.TestService_FullDuplexCallClient
}

// exchange works on a stream of unknown origin.
func (s *session) exchange(req *request) error {
	if err := s.stream.Send(req); err != nil {
		return err
	}
	for {
		_, err := s.stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// keep stores the stream.
func (s *session) keep(ctx context.Context, client grpc_testing.TestServiceClient, req *request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	s.stream = stream
	if err := stream.Send(req); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// pingPong answers what it receives; the server decides when it is over.
func pingPong(ctx context.Context, client grpc_testing.TestServiceClient, req *request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(req); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
}

// subscribes receives for as long as the server has news; an end is a failure.
func subscribes(ctx context.Context, client grpc_testing.TestServiceClient, topics []*request, news func(*response)) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for _, topic := range topics {
		if err := stream.Send(topic); err != nil {
			return helper.Cause(stream, err)
		}
	}
	for {
		resp, err := stream.Recv()
		if err != nil {
			return fmt.Errorf("subscription: %w", err)
		}
		news(resp)
	}
}

// subscribesStrictly names the end of the stream, as the failure it is.
func subscribesStrictly(ctx context.Context, client grpc_testing.TestServiceClient, topic *request, news func(*response)) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(topic); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		resp, err := stream.Recv()
		if err == io.EOF {
			return errors.New("subscription: the server has left")
		}
		if err != nil {
			return err
		}
		news(resp)
	}
}

// subscribesUntilCancelled ends when the caller wants it to.
func subscribesUntilCancelled(ctx context.Context, client grpc_testing.TestServiceClient, topic *request, news func(*response)) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(topic); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		resp, err := stream.Recv()
		if err == io.EOF || status.Code(err) == codes.Canceled {
			return nil
		}
		if err != nil {
			return err
		}
		news(resp)
	}
}

// pumps passes the news on to whoever reads the channel.
func pumps(ctx context.Context, client grpc_testing.TestServiceClient, topic *request, news chan<- *response) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(topic); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		resp, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case news <- resp:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// leavesOnMessage stops at the message that says so.
func leavesOnMessage(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	for {
		resp, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if len(resp.GetPayload().GetBody()) > 0 {
			break
		}
	}
	return nil
}

// countsAnswers receives as many answers as it has sent requests.
func countsAnswers(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	for range reqs {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// marksTheEnd tells the server with a message of its own that it is done.
func marksTheEnd(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	if err := stream.Send(&request{ResponseStatus: &grpc_testing.EchoStatus{Message: "end"}}); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// keepsAlive sends for as long as it receives, and defers the end of both.
func keepsAlive(ctx context.Context, client grpc_testing.TestServiceClient, req *request, every time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	go func() {
		for {
			if err := stream.Send(req); err != nil {
				return
			}
			time.Sleep(every)
		}
	}()
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// forwards sends what comes in for as long as the caller wants.
func forwards(ctx context.Context, client grpc_testing.TestServiceClient, reqs <-chan *request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	go func() {
		for {
			select {
			case req := <-reqs:
				if err := stream.Send(req); err != nil {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// beats sends with every tick of a clock.
func beats(ctx context.Context, client grpc_testing.TestServiceClient, req *request, ticks *time.Ticker) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	go func() {
		for range ticks.C {
			if err := stream.Send(req); err != nil {
				return
			}
		}
	}()
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// listens holds the send side open while it reads what it has asked for.
func listens(ctx context.Context, client grpc_testing.TestServiceClient, topic *request, news func(*response)) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	defer stream.CloseSend()
	if err := stream.Send(topic); err != nil {
		return helper.Cause(stream, err)
	}
	for {
		resp, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		news(resp)
	}
}

// cancelsBeforeWaiting ends the call itself before it waits for the reader.
func cancelsBeforeWaiting(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	ctx, cancel := context.WithCancel(ctx)
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		cancel()
		return err
	}
	var reader sync.WaitGroup
	reader.Add(1)
	go func() {
		defer reader.Done()
		for {
			_, err := stream.Recv()
			if err == io.EOF {
				return
			}
			if err != nil {
				return
			}
		}
	}()
	for _, req := range reqs {
		if err = stream.Send(req); err != nil {
			break
		}
	}
	cancel()
	reader.Wait()
	return err
}

// readsBeside does not wait for its reader, which ends with the caller's context.
func readsBeside(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request, seen func(*response)) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	go func() {
		for {
			resp, err := stream.Recv()
			if err == io.EOF {
				return
			}
			if err != nil {
				return
			}
			seen(resp)
		}
	}()
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return helper.Cause(stream, err)
		}
	}
	return nil
}

// serverStream has nothing to close: the generated code does it.
func serverStream(ctx context.Context, client grpc_testing.TestServiceClient, req *request) error {
	stream, err := client.StreamingOutputCall(ctx, req)
	if err != nil {
		return err
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// uploads ends its requests with CloseAndRecv.
func uploads(ctx context.Context, client grpc_testing.TestServiceClient, parts []*grpc_testing.StreamingInputCallRequest) error {
	upload, err := client.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := upload.Send(part); err != nil {
			return helper.Cause(upload, err)
		}
	}
	_, err = upload.CloseAndRecv()
	return err
}

// connectCloses closes the request side of a connect stream in time.
func connectCloses(ctx context.Context, client *connect.Client[request, response], reqs []*request) (n int, err error) {
	stream := client.CallBidiStream(ctx)
	defer stream.CloseResponse()
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return 0, err
		}
	}
	if err := stream.CloseRequest(); err != nil {
		return 0, err
	}
	for {
		_, err := stream.Receive()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
	}
}
