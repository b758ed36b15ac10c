package deafsend

import (
	"context"
	"io"
	"log"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/deafsend/helper"
	"example.com/fixtures/internal/grpctest"
)

// handler runs one of the server's methods as the handler of the stream.
type handler struct {
	*server
	run func(helper.Stream) error
}

func (h handler) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream helper.Stream) error {
	return h.run(stream)
}

// outlives reports whether a handler works on when its client has gone.
func outlives(t *testing.T, run func(*server, helper.Stream) error) bool {
	t.Helper()
	var calls atomic.Int32
	s := &server{every: time.Millisecond, status: func() *grpc_testing.StreamingOutputCallResponse {
		calls.Add(1)
		return &grpc_testing.StreamingOutputCallResponse{}
	}}
	client := grpctest.Dial(t, handler{s, func(stream helper.Stream) error { return run(s, stream) }}, nil)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stream, err := client.StreamingOutputCall(ctx, &grpc_testing.StreamingOutputCallRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	cancel()
	time.Sleep(50 * time.Millisecond) // for the server to hear of it
	before := calls.Load()
	time.Sleep(50 * time.Millisecond)
	return calls.Load() > before
}

func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	if outlives(t, func(s *server, stream helper.Stream) error { return s.StreamingOutputCall(nil, stream) }) == fixed {
		t.Errorf("StreamingOutputCall: outlives its client: %t", !fixed)
	}
	if outlives(t, (*server).returned) {
		t.Error("returned: outlives its client")
	}
	if outlives(t, (*server).withContext) {
		t.Error("withContext: outlives its client")
	}
}
