// Package endlessticker is built with what Go 1.22 promised.
package endlessticker

import (
	"context"
	"time"
)

// poll leaves its ticker behind.
func poll(ctx context.Context, d time.Duration, do func() bool) error {
	ticker := time.NewTicker(d) // want `ticker is never stopped: with go1.22 in go.mod it goes on for ever`
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

// wait leaves one behind for each try.
func wait(d time.Duration, tries int, do func() bool) {
	for i := 0; i < tries; i++ {
		ticker := time.NewTicker(d) // want `ticker is never stopped`
		<-ticker.C
		if do() {
			return
		}
	}
}
