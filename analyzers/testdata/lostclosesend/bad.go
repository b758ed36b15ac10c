// Package lostclosesend has clients that wait for a server that waits for them.
package lostclosesend

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"connectrpc.com/connect"
	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc/interop/grpc_testing"
)

type (
	request  = grpc_testing.StreamingOutputCallRequest
	response = grpc_testing.StreamingOutputCallResponse
)

// collects sends all requests and gathers the answers until the end.
func collects(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) ([]*response, error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return nil, err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return nil, err
		}
	}
	var all []*response
	for {
		resp, err := stream.Recv() // want `stream waits for the server to finish but its send side is never closed`
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, resp)
	}
}

// sendsOne sends a single request and drains the stream.
func sendsOne(ctx context.Context, client grpc_testing.TestServiceClient, req *request) (size int, err error) {
	duplex, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	if err := duplex.Send(req); err != nil {
		return 0, err
	}
	for {
		resp, err := duplex.Recv() // want `stream duplex waits for the server to finish but its send side is never closed`
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("receive: %w", err)
		}
		size += len(resp.GetPayload().GetBody())
	}
	return size, nil
}

// closesTooLate defers what the server needs to hear before it can answer.
func closesTooLate(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	defer stream.CloseSend()
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return err
		}
	}
	for {
		_, err := stream.Recv() // want `stream waits for the server to finish but its send side is closed only afterwards`
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// chats receives in a goroutine and waits for it.
func chats(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			resp, err := stream.Recv() // want `stream waits for the server to finish but its send side is never closed`
			if err == io.EOF {
				return
			}
			if err != nil {
				fmt.Println("receive:", err)
				return
			}
			fmt.Println(len(resp.GetPayload().GetBody()))
		}
	}()
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return err
		}
	}
	<-done
	return nil
}

// waitsForGroup receives in a goroutine of a wait group.
func waitsForGroup(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) (n int, err error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	var reader sync.WaitGroup
	reader.Add(1)
	go func() {
		defer reader.Done()
		for {
			_, err := stream.Recv() // want `stream waits for the server to finish`
			if err == io.EOF {
				return
			}
			if err != nil {
				return
			}
			n++
		}
	}()
	for _, req := range reqs {
		if err = stream.Send(req); err != nil {
			break
		}
	}
	reader.Wait()
	return n, err
}

// sendsInGroup sends and receives in two goroutines of an errgroup.
func sendsInGroup(ctx context.Context, client grpc_testing.TestServiceClient, reqs <-chan *request) error {
	group, ctx := errgroup.WithContext(ctx)
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	group.Go(func() error {
		for req := range reqs {
			if err := stream.Send(req); err != nil {
				return err
			}
		}
		return nil
	})
	group.Go(func() error {
		for {
			_, err := stream.Recv() // want `stream waits for the server to finish`
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

// sendsInBackground leaves the sending to a goroutine that forgets to close.
func sendsInBackground(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) (n int, err error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	go func() {
		for _, req := range reqs {
			if err := stream.Send(req); err != nil {
				return
			}
		}
	}()
	for {
		switch _, err := stream.Recv(); { // want `stream waits for the server to finish`
		case err == io.EOF:
			return n, nil
		case err != nil:
			return n, err
		}
		n++
	}
}

// readsForEver does not wait, but its reader does, on a context that nobody cancels.
func readsForEver(client grpc_testing.TestServiceClient, reqs []*request, seen func(*response)) error {
	stream, err := client.FullDuplexCall(context.Background())
	if err != nil {
		return err
	}
	go func() {
		for {
			resp, err := stream.Recv() // want `stream waits for the server to finish`
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
			return err
		}
	}
	return nil
}

// rawMessages uses the methods below Send and Recv.
func rawMessages(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) (n int, err error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	for _, req := range reqs {
		if err := stream.SendMsg(req); err != nil {
			return 0, err
		}
	}
	for ; ; n++ {
		if err := stream.RecvMsg(new(response)); err == io.EOF { // want `stream waits for the server to finish`
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}

// closesAfterwards closes when all is over, which it never is.
func closesAfterwards(ctx context.Context, client grpc_testing.TestServiceClient, reqs []*request) (n int, err error) {
	stream, err := client.FullDuplexCall(ctx)
	if err != nil {
		return 0, err
	}
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			stream.CloseSend()
			return 0, err
		}
	}
	for {
		_, err := stream.Recv() // want `stream waits for the server to finish but its send side is closed only afterwards`
		if err != nil {
			if err == io.EOF {
				break
			}
			return n, err
		}
		n++
	}
	stream.CloseSend()
	return n, nil
}

// oldStub uses code that protoc-gen-go-grpc generated before it knew generics.
func oldStub(ctx context.Context, client nacos.BiRequestStreamClient, payloads []*nacos.Payload) (n int, err error) {
	stream, err := client.RequestBiStream(ctx)
	if err != nil {
		return 0, err
	}
	for _, payload := range payloads {
		if err := stream.Send(payload); err != nil {
			return 0, err
		}
	}
	for {
		_, err := stream.Recv() // want `stream waits for the server to finish`
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
	}
}

// connectBidi receives until the end of a connect stream whose request side is open.
func connectBidi(ctx context.Context, client *connect.Client[request, response], reqs []*request) (n int, err error) {
	stream := client.CallBidiStream(ctx)
	defer stream.CloseResponse()
	for _, req := range reqs {
		if err := stream.Send(req); err != nil {
			return 0, err
		}
	}
	for {
		_, err := stream.Receive() // want `stream waits for the server to finish but its send side is never closed`
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
	}
}

// uploadsAndWaits takes the reply of an upload without ending it.
func uploadsAndWaits(ctx context.Context, client grpc_testing.TestServiceClient, parts []*grpc_testing.StreamingInputCallRequest) (int32, error) {
	upload, err := client.StreamingInputCall(ctx)
	if err != nil {
		return 0, err
	}
	for _, part := range parts {
		if err := upload.Send(part); err != nil {
			return 0, err
		}
	}
	var reply grpc_testing.StreamingInputCallResponse
	err = upload.RecvMsg(&reply) // want `stream upload waits for the server to finish but its send side is never closed`
	return reply.GetAggregatedPayloadSize(), err
}
