package endlessticker

import (
	"context"
	"log"
	"time"
)

// every does something again and again, until it is stopped, or so it thinks.
func every(d time.Duration, do func()) (stop func()) {
	ticker := time.NewTicker(d)
	go func() {
		for range ticker.C { // want `stopping the ticker does not end the loop over ticker\.C: Stop does not close the channel`
			do()
		}
	}()
	return ticker.Stop
}

// cache refreshes itself until it is closed.
type cache struct {
	ticker  *time.Ticker
	refresh func() error
}

func newCache(d time.Duration, refresh func() error) *cache {
	c := &cache{ticker: time.NewTicker(d), refresh: refresh}
	go c.loop()
	return c
}

func (c *cache) loop() {
	for range c.ticker.C { // want `stopping the ticker does not end the loop over c\.ticker\.C: Stop does not close the channel`
		if err := c.refresh(); err != nil {
			continue
		}
	}
}

func (c *cache) close() { c.ticker.Stop() }

// during ticks while something is being done.
func during(d time.Duration, tick func(time.Time), do func()) {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	go func() {
		for now := range ticker.C { // want `stopping the ticker does not end the loop over ticker\.C: Stop does not close the channel`
			tick(now)
		}
	}()
	do()
}

// heartbeat stops its ticker before the goroutine has seen a tick.
func heartbeat(d time.Duration, beat func() error) {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	go func() {
		for {
			<-ticker.C // want `stopping the ticker does not end this loop: Stop does not close the channel`
			if err := beat(); err != nil {
				continue
			}
		}
	}()
}

// retry stops its ticker after a failure, and waits for the next tick to try again.
func retry(ctx context.Context, d time.Duration, try func() error) {
	ticker := time.NewTicker(d)
	for {
		select {
		case <-ctx.Done():
			ticker.Stop()
			return
		default:
		}
		<-ticker.C // want `ticker has been stopped on the way here: no tick ever comes`
		if err := try(); err != nil {
			ticker.Stop()
			log.Print(err)
			continue
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// enough stops its ticker when it has had enough, and not the loop.
func enough(d time.Duration, do func() bool) {
	ticks := time.NewTicker(d)
	for range ticks.C { // want `ticks has been stopped on the way here: no tick ever comes`
		if !do() {
			ticks.Stop()
		}
	}
}
