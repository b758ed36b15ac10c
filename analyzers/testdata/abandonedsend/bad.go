package abandonedsend

import (
	"context"
	"errors"
	"time"
)

var errLate = errors.New("too late")

// timedOut leaves when the time is over.
func timedOut(slow func() string) (string, error) {
	result := make(chan string)
	go func() {
		result <- slow() // want `send to result blocks for ever if timedOut returns before it receives`
	}()
	select {
	case s := <-result:
		return s, nil
	case <-time.After(10 * time.Millisecond):
		return "", errLate
	}
}

// cancelled leaves when the context ends; its error channel has a buffer of none.
func cancelled(ctx context.Context, work func() error) error {
	done := make(chan error, 0)
	go func() { done <- work() }() // want `send to done blocks for ever if cancelled returns before it receives`
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-done:
		return err
	}
}

// early returns for another reason.
func early(check func() error, slow func() int) (int, error) {
	sum := make(chan int)
	go func() {
		sum <- slow() // want `send to sum blocks for ever if early returns before it receives`
	}()
	if err := check(); err != nil {
		return 0, err
	}
	return <-sum, nil
}

// either sends on one of two channels.
func either(ctx context.Context, fetch func() (int, error)) (int, error) {
	values := make(chan int)
	failures := make(chan error)
	go func() {
		n, err := fetch()
		if err != nil {
			failures <- err // want `send to failures blocks for ever if either returns before it receives`
			return
		}
		values <- n // want `send to values blocks for ever if either returns before it receives`
	}()
	select {
	case n := <-values:
		return n, nil
	case err := <-failures:
		return 0, err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// retried begins again when the time is over, with another channel.
func retried(slow func() string) (string, error) {
	for range 3 {
		result := make(chan string)
		go func() {
			result <- slow() // want `send to result blocks for ever if retried makes the next one before it receives`
		}()
		select {
		case s := <-result:
			return s, nil
		case <-time.After(10 * time.Millisecond):
		}
	}
	return "", errLate
}
