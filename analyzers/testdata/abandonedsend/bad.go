package abandonedsend

import (
	"context"
	"errors"
	"io"
	"sync"
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

// firstAnswer asks all, and takes the answer of the fastest.
func firstAnswer(servers []string, ask func(string) string) string {
	answers := make(chan string)
	for _, server := range servers {
		go func() {
			answers <- ask(server) // want `send to answers blocks for ever if firstAnswer returns before it receives the other values`
		}()
	}
	return <-answers
}

// proxy copies both ways until one of them ends.
func proxy(a, b io.ReadWriter) error {
	ended := make(chan error)
	go func() {
		_, err := io.Copy(a, b)
		ended <- err
	}()
	go func() {
		_, err := io.Copy(b, a)
		ended <- err // want `send to ended blocks for ever if proxy returns before it receives the other values`
	}()
	return <-ended
}

type answer struct {
	text string
	err  error
}

// all gives up at the first error.
func all(n int, ask func(int) (string, error)) ([]string, error) {
	var texts []string
	answers := make(chan answer)
	for i := range n {
		go func() {
			text, err := ask(i)
			answers <- answer{text, err} // want `send to answers blocks for ever if all returns before it receives the other values`
		}()
	}
	for range n {
		a := <-answers
		if a.err != nil {
			return nil, a.err
		}
		texts = append(texts, a.text)
	}
	return texts, nil
}

// allInTime gives up when the context ends.
func allInTime(ctx context.Context, jobs map[string]func() error) error {
	failures := make(chan error)
	for _, job := range jobs {
		go func(failures chan<- error) {
			failures <- job() // want `send to failures blocks for ever if allInTime returns before it receives`
		}(failures)
	}
	for range jobs {
		select {
		case err := <-failures:
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// halfStarted gives up while it starts them.
func halfStarted(servers []string, dial func(string) error, ask func(string) string) ([]string, error) {
	answers := make(chan string)
	for _, server := range servers {
		if err := dial(server); err != nil {
			return nil, err
		}
		go func() {
			answers <- ask(server) // want `send to answers blocks for ever if halfStarted returns before it receives`
		}()
	}
	var texts []string
	for range servers {
		texts = append(texts, <-answers)
	}
	return texts, nil
}

// anyFailure waits for all or for the first failure; there may be two.
func anyFailure(jobs []func() error) error {
	failures := make(chan error)
	done := make(chan struct{})
	var group sync.WaitGroup
	for _, job := range jobs {
		group.Add(1)
		go func() {
			defer group.Done()
			if err := job(); err != nil {
				failures <- err // want `send to failures blocks for ever if anyFailure returns before it receives the other values`
			}
		}()
	}
	go func() {
		group.Wait()
		close(done)
	}()
	select {
	case err := <-failures:
		return err
	case <-done:
		return nil
	}
}

// alsoHere asks one more than there were when the channel was made.
func alsoHere(servers []string, ask func(string) string) string {
	answers := make(chan string)
	servers = append(servers, "here")
	for _, server := range servers {
		go func() {
			answers <- ask(server) // want `send to answers blocks for ever if alsoHere returns before it receives the other values`
		}()
	}
	return <-answers
}

// oneMore asks one more than there were, by a function.
func oneMore(ask func() string) string {
	servers := []string{"a", "b"}
	add := func() { servers = append(servers, "c") }
	answers := make(chan string)
	add()
	for range servers {
		go func() {
			answers <- ask() // want `send to answers blocks for ever if oneMore returns before it receives the other values`
		}()
	}
	return <-answers
}
