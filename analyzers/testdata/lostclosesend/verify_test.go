package lostclosesend

import (
	"context"
	"testing"
	"time"

	"example.com/fixtures/lostclosesend/helper"
	nacos "github.com/nacos-group/nacos-sdk-go/v2/api/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
)

// TestVerify shows that bad functions and the server wait for each other, and
// that good ones come to an end. The rule has no safe fix, so there is nothing
// to verify after one.
func TestVerify(t *testing.T) {
	for _, tt := range bad {
		t.Run("bad/"+tt.name, func(t *testing.T) {
			t.Parallel()
			if s, _ := exchange(t, tt.run, 300*time.Millisecond); s.active.Load() == 0 {
				t.Error("the call has ended, want it to hang")
			}
		})
	}
	for _, tt := range good {
		t.Run("good/"+tt.name, func(t *testing.T) {
			t.Parallel()
			s, finished := exchange(t, tt.run, 2*time.Second)
			if !finished {
				t.Fatal("the call hangs")
			}
			for until := time.Now().Add(time.Second); s.active.Load() > 0 && time.Now().Before(until); {
				time.Sleep(time.Millisecond)
			}
			if n := s.active.Load(); n > 0 {
				t.Errorf("%d calls are alive, want none", n)
			}
		})
	}
}

// exchange runs f against a server of its own. It reports whether f and the
// server finished in time; if not, both end with the test.
func exchange(t *testing.T, f func(context.Context, *service), limit time.Duration) (s *service, finished bool) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	t.Cleanup(func() { <-done })
	s = start(t)
	s.startConnect(t)
	t.Cleanup(cancel)
	go func() {
		defer close(done)
		f(ctx, s)
	}()
	deadline := time.After(limit)
	select {
	case <-done:
	case <-deadline:
		return s, false
	}
	if limit < time.Second {
		<-deadline // what is left behind must stay
	} else {
		cancel()
	}
	return s, true
}

type verifyCase struct {
	name string
	run  func(context.Context, *service)
}

var (
	reqs     = []*request{{}, {}, {}}
	parts    = []*grpc_testing.StreamingInputCallRequest{{}, {}}
	payloads = []*nacos.Payload{{}, {}}
)

var bad = []verifyCase{
	{"collects", func(ctx context.Context, s *service) { collects(ctx, s.client, reqs) }},
	{"sendsOne", func(ctx context.Context, s *service) { sendsOne(ctx, s.client, reqs[0]) }},
	{"closesTooLate", func(ctx context.Context, s *service) { closesTooLate(ctx, s.client, reqs) }},
	{"chats", func(ctx context.Context, s *service) { chats(ctx, s.client, reqs) }},
	{"waitsForGroup", func(ctx context.Context, s *service) { waitsForGroup(ctx, s.client, reqs) }},
	{"sendsInGroup", func(ctx context.Context, s *service) { sendsInGroup(ctx, s.client, channel()) }},
	{"sendsInBackground", func(ctx context.Context, s *service) { sendsInBackground(ctx, s.client, reqs) }},
	{"readsForEver", func(ctx context.Context, s *service) { readsForEver(s.client, reqs, ignore) }},
	{"rawMessages", func(ctx context.Context, s *service) { rawMessages(ctx, s.client, reqs) }},
	{"closesAfterwards", func(ctx context.Context, s *service) { closesAfterwards(ctx, s.client, reqs) }},
	{"oldStub", func(ctx context.Context, s *service) { oldStub(ctx, s.nacos, payloads) }},
	{"connectBidi", func(ctx context.Context, s *service) { connectBidi(ctx, s.connect, reqs) }},
	{"uploadsAndWaits", func(ctx context.Context, s *service) { uploadsAndWaits(ctx, s.client, parts) }},
}

var good = []verifyCase{
	{"closesFirst", func(ctx context.Context, s *service) { closesFirst(ctx, s.client, reqs) }},
	{"closesInGoroutine", func(ctx context.Context, s *service) { closesInGoroutine(ctx, s.client, reqs) }},
	{"chatsAndCloses", func(ctx context.Context, s *service) { chatsAndCloses(ctx, s.client, reqs) }},
	{"closesInGroup", func(ctx context.Context, s *service) { closesInGroup(ctx, s.client, channel()) }},
	{"closesOnBranch", func(ctx context.Context, s *service) { closesOnBranch(ctx, s.client, reqs[0], true) }},
	{"closesInLoop", func(ctx context.Context, s *service) { closesInLoop(ctx, s.client, reqs) }},
	{"closedByHelper", func(ctx context.Context, s *service) { closedByHelper(ctx, s.client, reqs) }},
	{"doneByHelper", func(ctx context.Context, s *service) { doneByHelper(ctx, s.client, reqs[0]) }},
	{"closedByUnknown", func(ctx context.Context, s *service) { closedByUnknown(ctx, s.client, finish) }},
	{"pingPong", func(ctx context.Context, s *service) { pingPong(ctx, s.client, reqs[0]) }},
	{"leavesOnMessage", func(ctx context.Context, s *service) { leavesOnMessage(ctx, s.client, reqs) }},
	{"countsAnswers", func(ctx context.Context, s *service) { countsAnswers(ctx, s.client, reqs) }},
	{"marksTheEnd", func(ctx context.Context, s *service) { marksTheEnd(ctx, s.client, reqs) }},
	{"keepsAlive", func(ctx context.Context, s *service) { keepsAlive(ctx, s.client, reqs[0], time.Millisecond) }},
	{"cancelsBeforeWaiting", func(ctx context.Context, s *service) { cancelsBeforeWaiting(ctx, s.client, reqs) }},
	{"readsBeside", func(ctx context.Context, s *service) { readsBeside(ctx, s.client, reqs, ignore) }},
	{"serverStream", func(ctx context.Context, s *service) { serverStream(ctx, s.client, reqs[0]) }},
	{"uploads", func(ctx context.Context, s *service) { uploads(ctx, s.client, parts) }},
	{"connectCloses", func(ctx context.Context, s *service) { connectCloses(ctx, s.connect, reqs) }},
}

func ignore(*response) {}

func finish(stream grpc_testing.TestService_FullDuplexCallClient) error {
	helper.Done(stream)
	return nil
}

// channel returns a closed channel with the requests in it.
func channel() <-chan *request {
	c := make(chan *request, len(reqs))
	for _, req := range reqs {
		c <- req
	}
	close(c)
	return c
}
