package endlessticker

import (
	"context"
	"time"
)

// pollWell stops its ticker.
func pollWell(ctx context.Context, d time.Duration, do func() bool) error {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if do() {
				return nil
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// forever never leaves it.
func forever(d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	for range ticker.C {
		do()
	}
}

// handed is for its caller to stop.
func handed(d time.Duration) *time.Ticker { return time.NewTicker(d) }

// channel is all that its caller gets.
func channel(d time.Duration) <-chan time.Time { return time.NewTicker(d).C }

// inBackground is used by a goroutine.
func inBackground(d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	go func() {
		for range ticker.C {
			do()
		}
	}()
}

// stopped is stopped by a closure.
func stopped(d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	stop := func() { ticker.Stop() }
	<-ticker.C
	do()
	stop()
}
