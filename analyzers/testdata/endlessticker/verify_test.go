package endlessticker

import (
	"context"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// left reports whether a goroutine that is in the named function is left, some
// time after it was stopped.
func left(name string) bool {
	for range 20 {
		time.Sleep(5 * time.Millisecond)
		buf := make([]byte, 1<<20)
		if !strings.Contains(string(buf[:runtime.Stack(buf, true)]), "endlessticker."+name) {
			return false
		}
	}
	return true
}

func TestVerify(t *testing.T) {
	nothing := func() {}
	for name, run := range map[string]func(){
		"every.func":     func() { every(time.Millisecond, nothing)() },
		"(*cache).loop":  func() { newCache(time.Millisecond, func() error { return nil }).close() },
		"during.func":    func() { during(time.Millisecond, func(time.Time) {}, func() { time.Sleep(3 * time.Millisecond) }) },
		"heartbeat.func": func() { heartbeat(time.Millisecond, func() error { return nil }) },
		"retry":          func() { go retry(t.Context(), time.Millisecond, func() error { return io.EOF }) },
		"enough":         func() { go enough(time.Millisecond, func() bool { return false }) },
	} {
		run()
		if !left(name) {
			t.Errorf("%s has ended", name)
		}
	}
	for name, run := range map[string]func(){
		"everyWithDone.func": func() { everyWithDone(time.Millisecond, nothing)() },
		"until.func": func() {
			ctx, cancel := context.WithCancel(t.Context())
			until(ctx, time.Millisecond, nothing)
			cancel()
		},
	} {
		run()
		if left(name) {
			t.Errorf("%s has not ended", name)
		}
	}
}
