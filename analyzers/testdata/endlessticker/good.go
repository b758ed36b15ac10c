package endlessticker

import (
	"context"
	"time"

	"example.com/fixtures/endlessticker/helper"
)

// until has another way out.
func until(ctx context.Context, d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				do()
			case <-ctx.Done():
				return
			}
		}
	}()
}

// everyWithDone closes a channel of its own.
func everyWithDone(d time.Duration, do func()) (stop func()) {
	ticker := time.NewTicker(d)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				do()
			case <-done:
				return
			}
		}
	}()
	return func() {
		ticker.Stop()
		close(done)
	}
}

// some leaves the loop when it has had enough.
func some(d time.Duration, do func() bool) (stop func()) {
	ticker := time.NewTicker(d)
	go func() {
		for range ticker.C {
			if !do() {
				break
			}
		}
	}()
	return ticker.Stop
}

// checked looks at its context with each tick.
func checked(ctx context.Context, d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	defer context.AfterFunc(ctx, ticker.Stop)
	go func() {
		for range ticker.C {
			if ctx.Err() != nil {
				return
			}
			do()
		}
	}()
}

// forever runs for as long as the process.
func forever(d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	go func() {
		for range ticker.C {
			do()
		}
	}()
}

// tidy stops a ticker behind a loop that never ends.
func tidy(d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	for range ticker.C {
		do()
	}
}

// two stops one ticker and waits for another.
func two(d time.Duration, do func()) (stop func()) {
	first, second := time.NewTicker(d), time.NewTicker(d)
	go func() {
		for range first.C {
			do()
		}
	}()
	return second.Stop
}

// foreign has a ticker of another package, which may be meant to stop for a while.
func foreign(do func()) (stop func()) {
	ticker := helper.NewTicker()
	go func() {
		for range ticker.C {
			do()
		}
	}()
	return ticker.Stop
}

// closed waits for a channel that is closed.
func closed(ticks chan time.Time, do func()) (stop func()) {
	go func() {
		for range ticks {
			do()
		}
	}()
	return func() { close(ticks) }
}

// first waits for one tick.
func first(d time.Duration, do func()) (stop func()) {
	ticker := time.NewTicker(d)
	go func() {
		<-ticker.C
		do()
	}()
	return ticker.Stop
}

// tries gives up some time.
func tries(d time.Duration, do func() error) (stop func()) {
	ticker := time.NewTicker(d)
	go func() {
		for range 10 {
			<-ticker.C
			if do() == nil {
				return
			}
		}
	}()
	return ticker.Stop
}
