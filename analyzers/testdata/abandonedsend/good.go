package abandonedsend

import (
	"context"
	"log"
	"net"
	"net/http"
	"time"
)

// buffered has room for the result.
func buffered(slow func() string) (string, error) {
	result := make(chan string, 1)
	go func() { result <- slow() }()
	select {
	case s := <-result:
		return s, nil
	case <-time.After(10 * time.Millisecond):
		return "", errLate
	}
}

// drained receives in both arms.
func drained(ctx context.Context, stop func(), work func() error) error {
	done := make(chan error)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		stop()
		<-done
		return ctx.Err()
	}
}

// drainedLater leaves the rest to a deferred function.
func drainedLater(ctx context.Context, work func() error) error {
	done := make(chan error)
	defer func() { <-done }()
	go func() { done <- work() }()
	select {
	case <-time.After(time.Millisecond):
		return errLate
	case <-ctx.Done():
		return ctx.Err()
	}
}

// selected gives up itself.
func selected(ctx context.Context, slow func() int) (int, error) {
	sum := make(chan int)
	go func() {
		select {
		case sum <- slow():
		case <-ctx.Done():
		}
	}()
	select {
	case n := <-sum:
		return n, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// always waits.
func always(slow func() int) int {
	sum := make(chan int)
	go func() { sum <- slow() }()
	log.Print("waiting")
	return <-sum
}

// oneOfTwo waits for whichever is sent.
func oneOfTwo(fetch func() (int, error)) (int, error) {
	values := make(chan int)
	failures := make(chan error)
	go func() {
		n, err := fetch()
		if err != nil {
			failures <- err
			return
		}
		values <- n
	}()
	select {
	case n := <-values:
		return n, nil
	case err := <-failures:
		return 0, err
	}
}

// serve starts a server once.
func serve(ctx context.Context, l net.Listener, srv *http.Server) error {
	failed := make(chan error)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return srv.Shutdown(context.WithoutCancel(ctx))
	}
}

// handedOver lets another function receive.
func handedOver(ctx context.Context, work func() error) error {
	done := make(chan error)
	go func() { done <- work() }()
	return wait(ctx, done)
}

func wait(ctx context.Context, done <-chan error) error {
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		go func() { <-done }()
		return ctx.Err()
	}
}

// handedOut lets the caller receive.
func handedOut(work func() error) <-chan error {
	done := make(chan error)
	go func() { done <- work() }()
	return done
}

// each receives in every turn.
func each(slow func() int) (sum int) {
	for range 3 {
		result := make(chan int)
		go func() { result <- slow() }()
		sum += <-result
	}
	return sum
}

// first shares one channel among all turns, and receives what they send.
func first(slow func() int) (sum int) {
	results := make(chan int)
	for range 3 {
		go func() { results <- slow() }()
	}
	for range 3 {
		sum += <-results
	}
	return sum
}
