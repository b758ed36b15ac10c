package abandonedsend

import (
	"context"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// blocked returns how many goroutines wait in a send when no other one is at work
// any more. It may be that one has done its work and not yet come to its send, so
// it looks again until there are as many as are wanted, or it is in vain.
func blocked(want int) int {
	buf := make([]byte, 1<<20)
	for end := time.Now().Add(20 * time.Second); ; {
		time.Sleep(20 * time.Millisecond)
		stacks := string(buf[:runtime.Stack(buf, true)])
		n := strings.Count(stacks, "[chan send")
		if !strings.Contains(stacks, "abandonedsend.slowly") && n == want || time.Now().After(end) {
			return n
		}
	}
}

func slowly() string { time.Sleep(20 * time.Millisecond); return "late" }

func cancelledContext() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// conn is a connection whose other end is gone.
type conn struct{}

func (conn) Read([]byte) (int, error)    { slowly(); return 0, io.EOF }
func (conn) Write(p []byte) (int, error) { return len(p), nil }

// blockedBefore are the goroutines that earlier runs have left behind.
var blockedBefore int

func TestVerify(t *testing.T) {
	slowError := func() error { slowly(); return nil }
	slowFailure := func() error { slowly(); return errLate }
	slowNumber := func() int { slowly(); return 1 }
	slowPair := func() (int, error) { slowly(); return 1, nil }
	slowAnswer := func(string) string { return slowly() }
	slowRefusal := func(int) (string, error) { slowly(); return "", errLate }
	late := func() error { return errLate }
	servers := []string{"a", "b", "c"}
	refused := func(server string) error {
		if server == "c" {
			return errLate
		}
		return nil
	}
	bad := []struct {
		blocks int
		run    func()
		cured  bool // by the safe fixes
	}{
		{1, func() { timedOut(slowly) }, true},
		{1, func() { cancelled(cancelledContext(), slowError) }, true},
		{1, func() { early(late, slowNumber) }, true},
		{1, func() { either(cancelledContext(), slowPair) }, true},
		{3, func() { retried(slowly) }, true},
		{2, func() { firstAnswer(servers, slowAnswer) }, true},
		{1, func() { proxy(conn{}, conn{}) }, true},
		{3, func() { all(4, slowRefusal) }, os.Getenv("GOVLINT_FIXED") == "all"}, // make panics for a negative number
		{2, func() {
			allInTime(cancelledContext(), map[string]func() error{"a": slowError, "b": slowError})
		}, true},
		{2, func() { halfStarted(servers, refused, slowAnswer) }, true},
		{2, func() { anyFailure([]func() error{slowFailure, slowFailure, slowFailure}) }, false},
		{3, func() { alsoHere(servers, slowAnswer) }, false},
		{2, func() { oneMore(slowly) }, false},
	}
	failures := []func() error{slowError, slowFailure, slowFailure}
	good := []func(){
		func() { buffered(slowly) },
		func() { drained(cancelledContext(), func() {}, slowError) },
		func() { drainedLater(context.Background(), slowError) },
		func() { selected(cancelledContext(), slowNumber) },
		func() { always(slowNumber) },
		func() { each(slowNumber) },
		func() { first(slowNumber) },
		func() { oneOfTwo(slowPair) },
		func() { handedOver(cancelledContext(), slowError) },
		func() { told(slowFailure); told(slowError) },
		func() { toldByContext(func(context.Context) error { return slowFailure() }) },
		func() { toldByAnother(slowFailure); toldByAnother(slowError) },
		func() { firstOfAll(servers, slowAnswer) },
		func() { both(conn{}, conn{}) },
		func() { oneOrTheOther(true, slowly, slowly) },
		func() { firstError(failures) },
		func() { counted(failures) },
		func() { drainedRest(failures) },
		func() { untilClosed(failures) },
		func() { owner(servers, func(server string) bool { slowly(); return server == "b" }) },
		func() { twoAtATime(failures) },
		func() { <-named(slowError) },
	}
	want := blockedBefore
	for _, f := range good {
		f()
	}
	if n := blocked(want); n != want {
		t.Fatalf("%d goroutines are blocked by good functions", n-want)
	}
	for i, f := range bad {
		f.run()
		if os.Getenv("GOVLINT_FIXED") == "" || !f.cured {
			want += f.blocks
		}
		if n := blocked(want); n != want {
			t.Fatalf("%d goroutines are blocked after bad function %d, want %d", n, i, want)
		}
	}
	blockedBefore = want
}
