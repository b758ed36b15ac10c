package lostclientstream

import (
	"context"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
)

// TestVerify counts the goroutines that streams have left behind.
func TestVerify(t *testing.T) {
	c := start(t)
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, tt := range bad(c) {
		want := tt.streams
		if fixed && tt.safe {
			want = 0
		}
		t.Run(tt.name, func(t *testing.T) { check(t, tt.run, want) })
	}
	for _, tt := range good(c) {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.run, 0) })
	}
}

// check runs f, and expects the number of live streams to settle at want more.
func check(t *testing.T, f func(), want int) {
	t.Helper()
	want += streams()
	f()
	deadline := time.Now().Add(time.Second)
	for streams() != want && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(10 * time.Millisecond) // a stream that is kept must stay
	if got := streams(); got != want {
		t.Errorf("%d streams are alive, want %d", got, want)
	}
}

// streams counts the goroutines that watch over client streams, of gRPC and of
// the HTTP/2 client under connect.
func streams() int {
	stacks := make([]byte, 4<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Count(string(stacks), "google.golang.org/grpc.newClientStreamWithParams.func4(") +
		strings.Count(string(stacks), "lientStream).doRequest(")
}

type badCase struct {
	name    string
	run     func()
	streams int
	safe    bool // has a safe fix
}

func bad(c *clients) []badCase {
	ctx := context.Background()
	span := trace.SpanFromContext(ctx)
	upload := []*grpc_testing.StreamingInputCallRequest{{}, {}}
	return []badCase{
		{"readsOnlyTheFirst", func() { readsOnlyTheFirst(c.test, endless()) }, 1, true},
		{"leavesOnMatch", func() { leavesOnMatch(c.health, "orders") }, 1, true},
		{"leavesTheIf", func() { leavesTheIf(c.health, func(*grpc_health_v1.HealthCheckResponse) {}) }, 1, true},
		{"tenantReport", func() { tenantReport(c.test, "a", span, endless()) }, 1, true},
		{"detachedFromRequest", func() { detachedFromRequest(ctx, c.test, endless()) }, 1, true},
		{"discardsTheCancel", func() { discardsTheCancel(c.test, endless()) }, 1, true},
		{"discardsTheStream", func() { discardsTheStream(c.test, endless()) }, 1, false},
		{"sharedWithClosure", func() { sharedWithClosure(c.test, three()) }, 1, true},
		{"borrowedByHelper", func() { borrowedByHelper(c.test, three()) }, 1, true},
		{"throughWrapper", func() { throughWrapper(c.health) }, 1, true},
		{"oldStub", func() { oldStub(c.nacos, &nacos.Payload{}) }, 1, true},
		{"connectFirst", func() { connectFirst(c.server, endless()) }, 1, true},
		{"closeSendOnly", func() { closeSendOnly(c.test, three()) }, 1, false},
		{"uploadWithoutReply", func() { uploadWithoutReply(c.test, upload) }, 1, false},
		{"connectHalfClosed", func() { connectHalfClosed(c.duplex, endless()) }, 1, false},
		{"inLoop", func() { inLoop(c.health, []string{"orders", "carts", "stock"}) }, 3, false},
	}
}

type goodCase struct {
	name string
	run  func()
}

func good(c *clients) []goodCase {
	upload := []*grpc_testing.StreamingInputCallRequest{{}, {}}
	w := &watcher{client: c.health}
	return []goodCase{
		{"drained", func() { drained(c.test, three()) }},
		{"drainedWhileNil", func() { drainedWhileNil(c.test, three()) }},
		{"drainedByStatus", func() { drainedByStatus(c.test, three()) }},
		{"cancelled", func() { cancelled(c.test, endless()) }},
		{"limited", func() { limited(c.test, endless()) }},
		{"underSignal", func() { underSignal(c.test, endless()) }},
		{"byCaller", func() { cancelling(func(ctx context.Context) { byCaller(ctx, c.health) }) }},
		{"first", func() { cancelling(func(ctx context.Context) { w.ctx = ctx; w.first() }) }},
		{"ownConnection", func() { ownConnection("passthrough:///bufconn", c.dial...) }},
		{"uploaded", func() { uploaded(c.test, upload) }},
		{"drainedStepByStep", func() { drainedStepByStep(c.test, three()) }},
		{"drainedByClosure", func() { drainedByClosure(c.test, three()) }},
		{"drainedByHelper", func() { drainedByHelper(c.test, three()) }},
		{"finishedByHelper", func() { finishedByHelper(c.test, upload[0]) }},
		{"wrapperUnderCancel", func() { wrapperUnderCancel(c.health) }},
		{"drainedInClosure", func() { drainedInClosure(c.test, three()) }},
		{"errorInField", func() { errorInField(c.test, three()) }},
		{"errorWrapped", func() { errorWrapped(c.test, three()) }},
		{"errorShared", func() { errorShared(c.test, three(), func(f func()) { f() }) }},
		{"errorSent", func() { errorSent(c.test, three()) }},
		{"errorKept", func() { errorKept(c.test, three()) }},
		{"errorAsked", func() { errorAsked(c.test, three(), func(err error) bool { return err != nil }) }},
		{"errorAsFlag", func() { errorAsFlag(c.test, three()) }},
		{"errorAsNil", func() { errorAsNil(c.test, three()) }},
		{"errorInCondition", func() { errorInCondition(c.test, three()) }},
		{"limitedAtWill", func() { limitedAtWill(c.test, endless(), time.Second) }},
		{"inGroup", func() { inGroup(c.test, endless()) }},
		{"oldStubDrained", func() { oldStubDrained(c.nacos, &nacos.Payload{}) }},
		{"connectDrained", func() { connectDrained(c.server, three()) }},
		{"connectClosed", func() { connectClosed(c.server, endless()) }},
		{"connectBothClosed", func() { connectBothClosed(c.duplex, endless()) }},
		{"connectUnused", func() { connectUnused(c.duplex, &grpc_testing.StreamingOutputCallRequest{}) }},
		{"connectUploaded", func() { connectUploaded(c.clientSide, upload[0]) }},
	}
}

// cancelling runs f with a context that is cancelled afterwards.
func cancelling(f func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	f(ctx)
}
