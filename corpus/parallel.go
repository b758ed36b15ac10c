package corpus

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// perRepo is the memory that compiling and analysing one repository needs, in
// bytes: what the largest one took.
const perRepo = 3 << 30

// Parallelism returns how many repositories the machine has memory and
// processors for.
func Parallelism() int {
	free := available()
	if free == 0 {
		return 1
	}
	return max(1, min(runtime.NumCPU(), int(free/perRepo)))
}

// available returns the memory that can be used without swapping, or 0 where
// the system does not tell.
func available() int64 {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "MemAvailable:"); ok {
			kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// forEach calls work with 0 to n-1, up to limit at the same time, and returns
// the errors. The first error ends the work.
func forEach(ctx context.Context, n, limit int, work func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := make([]error, n)
	slots := make(chan struct{}, limit)
	var wait sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wait.Go(func() {
			defer func() { <-slots }()
			if errs[i] = work(ctx, i); errs[i] != nil {
				cancel()
			}
		})
	}
	wait.Wait()
	return errors.Join(append(errs, context.Cause(ctx))...)
}
