package abandonedsend

import (
	"context"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// blocked returns how many goroutines wait in a send when all that work have
// come that far.
func blocked() int {
	time.Sleep(100 * time.Millisecond)
	buf := make([]byte, 1<<20)
	return strings.Count(string(buf[:runtime.Stack(buf, true)]), "[chan send")
}

func slowly() string { time.Sleep(20 * time.Millisecond); return "late" }

func cancelledContext() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func TestVerify(t *testing.T) {
	slowError := func() error { slowly(); return nil }
	slowNumber := func() int { slowly(); return 1 }
	slowPair := func() (int, error) { slowly(); return 1, nil }
	late := func() error { return errLate }
	bad := []func(){
		func() { timedOut(slowly) },
		func() { cancelled(cancelledContext(), slowError) },
		func() { early(late, slowNumber) },
		func() { either(cancelledContext(), slowPair) },
		func() { retried(slowly) },
	}
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
	}
	for _, f := range good {
		f()
	}
	if n := blocked(); n != 0 {
		t.Fatalf("%d goroutines are blocked by good functions", n)
	}
	for _, f := range bad {
		f()
	}
	want := len(bad) + 2 // retried leaves three
	if os.Getenv("GOVLINT_FIXED") != "" {
		want = 0
	}
	if n := blocked(); n != want {
		t.Errorf("%d goroutines are blocked, want %d", n, want)
	}
}
