package endlessticker

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"
)

// kept returns how many objects n calls leave on the heap.
func kept(n int, call func()) int {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < n; i++ {
		call()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	return int(after.HeapObjects) - int(before.HeapObjects)
}

// TestVerify counts what is left of tickers that nobody refers to.
func TestVerify(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	never := func() bool { return false }
	const calls = 2000
	bad := kept(calls, func() { _ = poll(ctx, time.Hour, never) })
	if leaks := bad >= calls; leaks != (os.Getenv("GOVLINT_FIXED") == "") {
		t.Errorf("poll: %d objects are left of %d calls", bad, calls)
	}
	if good := kept(calls, func() { _ = pollWell(ctx, time.Hour, never) }); good >= calls/2 {
		t.Errorf("pollWell: %d objects are left of %d calls", good, calls)
	}
}
