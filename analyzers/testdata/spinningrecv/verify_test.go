package spinningrecv

import (
	"context"
	"io"
	"log"
	"net"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

const enough = 100 // calls of Recv after the end that make a spin

// counter counts the calls of Recv that fail, and ends the goroutine of a loop
// that goes on.
type counter struct{ failed atomic.Int32 }

func (c *counter) count(err error) error {
	if err != nil && c.failed.Add(1) > enough {
		runtime.Goexit()
	}
	return err
}

type clientStream struct {
	grpc.ClientStream
	*counter
}

func (s clientStream) RecvMsg(m any) error { return s.count(s.ClientStream.RecvMsg(m)) }

type serverStream struct {
	grpc.ServerStream
	*counter
}

func (s serverStream) RecvMsg(m any) error { return s.count(s.ServerStream.RecvMsg(m)) }

// three sends three parts and ends the stream.
type three struct{ grpc_testing.TestServiceServer }

func (three) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	for range 3 {
		if err := stream.Send(&grpc_testing.StreamingOutputCallResponse{}); err != nil {
			return err
		}
	}
	return nil
}

// watches end at once, with an error.
type watches struct{ *health.Server }

func (watches) Watch(*grpc_health_v1.HealthCheckRequest, grpc_health_v1.Health_WatchServer) error {
	return context.DeadlineExceeded
}

// dial serves handlers and returns a connection; c counts on both sides.
func dial(t *testing.T, c *counter, inputs grpc_testing.TestServiceServer) *grpc.ClientConn {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer(grpc.StreamInterceptor(func(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		if info.IsClientStream {
			ss = serverStream{ss, c}
		}
		return handler(srv, ss)
	}))
	grpc_testing.RegisterTestServiceServer(server, three{inputs})
	grpc_health_v1.RegisterHealthServer(server, watches{health.NewServer()})
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithStreamInterceptor(func(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
			s, err := streamer(ctx, desc, cc, method, opts...)
			if desc.ClientStreams {
				return s, err
			}
			return clientStream{s, c}, err
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// failures runs a loop and returns how often Recv has failed in it.
func failures(t *testing.T, inputs grpc_testing.TestServiceServer, run func(context.Context, *grpc.ClientConn)) int {
	t.Helper()
	c := &counter{}
	conn := dial(t, c, inputs)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		run(ctx, conn)
	}()
	for deadline := time.Now().Add(2 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		select {
		case <-done:
			return int(c.failed.Load())
		default:
		}
		if n := c.failed.Load(); n > enough {
			return int(n)
		}
	}
	return int(c.failed.Load())
}

type loop struct {
	name   string
	inputs grpc_testing.TestServiceServer
	safe   bool // has a safe fix
	run    func(context.Context, *grpc.ClientConn)
}

// TestVerify counts how often Recv fails before a loop ends.
func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, l := range badLoops() {
		switch n := failures(t, l.inputs, l.run); {
		case fixed && l.safe && n > enough:
			t.Errorf("%s: spins after the fix", l.name)
		case !(fixed && l.safe) && n <= enough:
			t.Errorf("%s: Recv has failed %d times, which is no spin", l.name, n)
		}
	}
	for _, l := range goodLoops() {
		if n := failures(t, l.inputs, l.run); n > enough {
			t.Errorf("%s: spins", l.name)
		}
	}
}

func output(ctx context.Context, conn *grpc.ClientConn) grpc_testing.TestService_StreamingOutputCallClient {
	stream, err := grpc_testing.NewTestServiceClient(conn).StreamingOutputCall(ctx, &grpc_testing.StreamingOutputCallRequest{})
	if err != nil {
		panic(err)
	}
	return stream
}

func watch(ctx context.Context, conn *grpc.ClientConn) grpc_health_v1.Health_WatchClient {
	stream, err := grpc_health_v1.NewHealthClient(conn).Watch(ctx, &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		panic(err)
	}
	return stream
}

// upload sends nothing and waits for the answer.
func upload(ctx context.Context, conn *grpc.ClientConn) {
	stream, err := grpc_testing.NewTestServiceClient(conn).StreamingInputCall(ctx)
	if err == nil {
		_, _ = stream.CloseAndRecv()
	}
}

func seen(int) {}

func badLoops() []loop {
	return []loop{
		{"waitsForMore", nil, true, func(ctx context.Context, conn *grpc.ClientConn) { waitsForMore(output(ctx, conn), seen) }},
		{"logsAndGoesOn", nil, true, func(_ context.Context, conn *grpc.ClientConn) {
			logsAndGoesOn(grpc_testing.NewTestServiceClient(conn), &grpc_testing.StreamingOutputCallRequest{})
		}},
		{"inBackground", nil, true, func(ctx context.Context, conn *grpc.ClientConn) {
			inBackground(watch(ctx, conn), make(chan int32, 1))
			time.Sleep(50 * time.Millisecond)
		}},
		{"notYetCancelled", nil, true, func(ctx context.Context, conn *grpc.ClientConn) {
			notYetCancelled(ctx, grpc_health_v1.NewHealthClient(conn), func(*grpc_health_v1.HealthCheckResponse) {})
		}},
		{"untilCancelled", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { untilCancelled(ctx, watch(ctx, conn)) }},
		{"dropsTheError", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { dropsTheError(output(ctx, conn), seen) }},
		{"fallsThrough", nil, true, func(ctx context.Context, conn *grpc.ClientConn) { fallsThrough(output(ctx, conn), seen) }},
		{"rawMessages", nil, true, func(ctx context.Context, conn *grpc.ClientConn) { rawMessages(output(ctx, conn)) }},
		{"agent", nil, true, func(ctx context.Context, conn *grpc.ClientConn) { newAgent(watch(ctx, conn)).run() }},
		{"echo", &echo{}, true, upload},
	}
}

func goodLoops() []loop {
	return []loop{
		{"returnsBoth", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { _, _ = returnsBoth(output(ctx, conn)) }},
		{"breaksOut", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { breaksOut(output(ctx, conn)) }},
		{"whileNil", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { whileNil(output(ctx, conn)) }},
		{"countsFailures", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { _ = countsFailures(output(ctx, conn)) }},
		{"tenTimes", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { tenTimes(output(ctx, conn)) }},
		{"noMessage", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { noMessage(output(ctx, conn)) }},
		{"untilStreamEnds", nil, false, func(ctx context.Context, conn *grpc.ClientConn) { untilStreamEnds(output(ctx, conn)) }},
		{"oneOfEach", nil, false, func(ctx context.Context, conn *grpc.ClientConn) {
			oneOfEach([]parts{output(ctx, conn), output(ctx, conn)})
		}},
		{"collector", &collector{}, false, upload},
	}
}
