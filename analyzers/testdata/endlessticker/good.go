package endlessticker

import (
	"context"
	"log"
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

// paced begins anew with another pace.
func paced(d time.Duration, do func() error) {
	ticker := time.NewTicker(d)
	for range ticker.C {
		if do() != nil {
			ticker.Stop()
			time.Sleep(d)
			ticker.Reset(2 * d)
		}
	}
}

// renewed waits for another ticker than the one it has stopped.
func renewed(d time.Duration, do func() error) {
	ticker := time.NewTicker(d)
	for {
		<-ticker.C
		if do() != nil {
			ticker.Stop()
			ticker = time.NewTicker(2 * d)
		}
	}
}

// perTurn has a ticker for each turn.
func perTurn(d time.Duration, do func() error) {
	for do() != nil {
		ticker := time.NewTicker(d)
		<-ticker.C
		ticker.Stop()
	}
}

// stopsOnce leaves the loop by its own condition when the ticker is stopped.
func stopsOnce(d time.Duration, do func() error) {
	ticker := time.NewTicker(d)
	for done := false; !done; {
		<-ticker.C
		if do() != nil {
			ticker.Stop()
			done = true
		}
	}
}

// lastTurn stops the ticker in the last turn.
func lastTurn(d time.Duration, turns int, do func()) {
	ticker := time.NewTicker(d)
	for i := 0; i < turns; i++ {
		<-ticker.C
		do()
		if i == turns-1 {
			ticker.Stop()
		}
	}
}

// worker asks, when it has stopped its ticker, whether that was all.
type worker struct {
	quit chan struct{}
	do   func() error
}

func (w *worker) close() { close(w.quit) }

func (w *worker) run(d time.Duration) {
	ticker := time.NewTicker(d)
	for {
		select {
		case <-w.quit:
			return
		default:
		}
		<-ticker.C
		if w.do() != nil {
			ticker.Stop()
			w.close()
		}
	}
}

// told leaves the loop when it is told to, and stops the ticker when it tells so.
func told(d time.Duration, do func() error, stop func(), stopped chan struct{}) {
	ticker := time.NewTicker(d)
	for {
		select {
		case <-stopped:
			return
		default:
		}
		<-ticker.C
		if do() != nil {
			ticker.Stop()
			stop()
		}
	}
}

// asked tests something when it has stopped its ticker.
func asked(d time.Duration, do func() error, over func() bool) {
	ticker := time.NewTicker(d)
	for !over() {
		<-ticker.C
		if do() != nil {
			ticker.Stop()
		}
	}
}

// last ends the process.
func last(d time.Duration, do func() error) {
	ticker := time.NewTicker(d)
	for {
		<-ticker.C
		if err := do(); err != nil {
			ticker.Stop()
			log.Fatal(err)
		}
	}
}

// paused stops its ticker, and waits for a word or for the end, not for a tick.
func paused(ctx context.Context, d time.Duration, resume chan time.Duration, do func() error) {
	ticker := time.NewTicker(d)
	for {
		select {
		case <-ctx.Done():
			return
		case d := <-resume:
			ticker.Reset(d)
		case <-ticker.C:
			if do() != nil {
				ticker.Stop()
			}
		}
	}
}

// drained takes what the ticker may have sent before it was stopped.
func drained(d time.Duration, do func()) {
	ticker := time.NewTicker(d)
	<-ticker.C
	do()
	ticker.Stop()
	select {
	case <-ticker.C:
	default:
	}
}

// pausable can be started again by others.
type pausable struct{ ticker *time.Ticker }

func (p *pausable) run(do func() error) {
	p.ticker = time.NewTicker(time.Second)
	for {
		<-p.ticker.C
		if do() != nil {
			p.ticker.Stop()
		}
	}
}

func (p *pausable) resume() { p.ticker.Reset(time.Second) }
