package abandonedsend

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
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

// told is told by the goroutine itself that there is nothing to receive.
func told(work func() error) error {
	failed, done := make(chan error), make(chan struct{})
	go func() {
		defer close(done)
		if err := work(); err != nil {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-done:
		return nil
	}
}

// toldByContext is told by the end of a context that only the goroutine ends.
func toldByContext(work func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error)
	go func() {
		defer cancel()
		if err := work(ctx); err != nil {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

// toldByAnother is told by a goroutine that waits for the other one.
func toldByAnother(work func() error) (err error) {
	var group sync.WaitGroup
	failed, done := make(chan error), make(chan struct{})
	group.Add(1)
	go func() {
		defer group.Done()
		if err := work(); err != nil {
			failed <- err
		}
	}()
	go func() {
		group.Wait()
		close(done)
	}()
	for {
		select {
		case err = <-failed:
		case <-done:
			return err
		}
	}
}

// firstOfAll has room for all answers.
func firstOfAll(servers []string, ask func(string) string) string {
	answers := make(chan string, len(servers))
	for _, server := range servers {
		go func() { answers <- ask(server) }()
	}
	return <-answers
}

// both copies both ways until both end.
func both(a, b io.ReadWriter) error {
	ended := make(chan error)
	go func() {
		_, err := io.Copy(a, b)
		ended <- err
	}()
	go func() {
		_, err := io.Copy(b, a)
		ended <- err
	}()
	return errors.Join(<-ended, <-ended)
}

// oneOrTheOther starts only one of them.
func oneOrTheOther(remote bool, local, far func() string) string {
	text := make(chan string)
	if remote {
		go func() { text <- far() }()
	} else {
		go func() { text <- local() }()
	}
	return <-text
}

// firstError remembers it, and receives all values.
func firstError(jobs []func() error) (first error) {
	failures := make(chan error)
	for _, job := range jobs {
		go func() { failures <- job() }()
	}
	for range jobs {
		if err := <-failures; err != nil && first == nil {
			first = err
		}
	}
	return first
}

// counted leaves the loop when all values are there.
func counted(jobs []func() error) (failed int) {
	if len(jobs) == 0 {
		return 0
	}
	failures := make(chan error)
	for _, job := range jobs {
		go func() { failures <- job() }()
	}
	for done := 0; ; {
		if err := <-failures; err != nil {
			failed++
		}
		if done++; done == len(jobs) {
			return failed
		}
	}
}

// drainedRest receives the others when one has failed.
func drainedRest(jobs []func() error) error {
	failures := make(chan error)
	for _, job := range jobs {
		go func() { failures <- job() }()
	}
	for i := range jobs {
		if err := <-failures; err != nil {
			for range len(jobs) - i - 1 {
				<-failures
			}
			return err
		}
	}
	return nil
}

// untilClosed receives until a goroutine that waits for the others closes the
// channel.
func untilClosed(jobs []func() error) (failed int) {
	failures := make(chan error)
	var group sync.WaitGroup
	for _, job := range jobs {
		group.Add(1)
		go func() {
			defer group.Done()
			failures <- job()
		}()
	}
	go func() {
		group.Wait()
		close(failures)
	}()
	for {
		err, ok := <-failures
		if !ok {
			return failed
		}
		if err != nil {
			failed++
		}
	}
}

// owner looks for the only one that has it.
func owner(servers []string, has func(string) bool) string {
	found := make(chan string)
	var group sync.WaitGroup
	for _, server := range servers {
		group.Add(1)
		go func() {
			defer group.Done()
			if has(server) {
				found <- server
			}
		}()
	}
	go func() {
		group.Wait()
		close(found)
	}()
	return <-found
}

// twoAtATime starts another one when one is done.
func twoAtATime(jobs []func() error) (failed int) {
	failures, running := make(chan error), 0
	receive := func(err error) {
		if err != nil {
			failed++
		}
		running--
	}
	for _, job := range jobs {
		if running == 2 {
			receive(<-failures)
		}
		running++
		go func() { failures <- job() }()
	}
	for running > 0 {
		receive(<-failures)
	}
	return failed
}

// named returns a result that the goroutine has too.
func named(work func() error) (ended chan error) {
	ended = make(chan error)
	go func() { ended <- work() }()
	return ended
}

// run works until the process is told to end.
func run(work func() error) error {
	ended := make(chan error)
	go func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt)
		<-signals
		ended <- nil
	}()
	go func() { ended <- work() }()
	return <-ended
}
