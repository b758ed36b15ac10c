package discardedcancel

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/fixtures/discardedcancel/helper"
)

func discarded(ctx context.Context, host string) error {
	pingCtx, _ := context.WithTimeout(ctx, timeout) // want `cancel function is discarded`
	return ping(pingCtx, host)
}

func discardedByAssignment(ctx context.Context, host string) error {
	ctx, _ = context.WithDeadline(ctx, time.Now().Add(timeout)) // want `cancel function is discarded`
	return ping(ctx, host)
}

// discardedInBlock has no safe fix: a new ctx would end with the block.
func discardedInBlock(ctx context.Context, host string, slow bool) error {
	if slow {
		ctx, _ = context.WithTimeout(ctx, timeout) // want `cancel function is discarded`
	}
	return ping(ctx, host)
}

func discardedCause(ctx context.Context, host string) error {
	pingCtx, _ := context.WithCancelCause(ctx) // want `cancel function is discarded`
	return ping(pingCtx, host)
}

// discardedNameTaken has no safe fix: cancel is someone else's.
func discardedNameTaken(ctx context.Context, host string, cancel func(string)) error {
	pingCtx, _ := context.WithTimeout(ctx, timeout) // want `cancel function is discarded`
	err := ping(pingCtx, host)
	if err != nil {
		cancel(host)
	}
	return err
}

// discardedInLoop has no safe fix: deferred calls would pile up.
func discardedInLoop(ctx context.Context, hosts []string) {
	for _, host := range hosts {
		pingCtx, _ := context.WithTimeout(ctx, timeout) // want `cancel function is discarded`
		_ = ping(pingCtx, host)
	}
}

// discardedForGoroutine has no safe fix: the goroutine goes on.
func discardedForGoroutine(ctx context.Context, host string, done chan<- error) {
	pingCtx, _ := context.WithTimeout(ctx, timeout) // want `cancel function is discarded`
	go func() { done <- ping(pingCtx, host) }()
}

// discardedForResponse has no safe fix: the body is read by the caller.
func discardedForResponse(ctx context.Context, url string) (*http.Response, error) {
	getCtx, _ := context.WithTimeout(ctx, timeout) // want `cancel function is discarded`
	req, err := http.NewRequestWithContext(getCtx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// discardedForSession has no safe fix: the session keeps the context.
func discardedForSession(ctx context.Context, host string) *session {
	sessionCtx, _ := context.WithCancel(ctx) // want `cancel function is discarded`
	return &session{ctx: sessionCtx, host: host}
}

func fromHelper(ctx context.Context, host string) error {
	pingCtx, _ := helper.WithDeadlineBudget(ctx) // want `cancel function is discarded`
	return ping(pingCtx, host)
}

func fromMethod(ctx context.Context, limits *helper.Limits, host string) error {
	pingCtx, _ := limits.Context(ctx) // want `cancel function is discarded`
	return ping(pingCtx, host)
}

func fromPlainFunction(ctx context.Context, host string) error {
	pingCtx, _ := helper.Scope(ctx, host) // want `cancel function is discarded`
	return ping(pingCtx, host)
}

func droppedResult(ctx context.Context, changes <-chan string) {
	helper.Watch(ctx, changes, func(string) {}) // want `cancel function is discarded`
}

func blanked(ctx context.Context, host string) error {
	pingCtx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is never called`
	_ = cancel
	return ping(pingCtx, host)
}

// onlyLent gives cancel to a helper that looks at it and does not call it.
func onlyLent(ctx context.Context, host string) (bool, error) {
	pingCtx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is never called`
	return helper.Cancellable(cancel), ping(pingCtx, host)
}

func newMount(ctx context.Context) *mount {
	ctx, cancel := context.WithCancel(ctx) // want `cancel function cancel is stored in field cancel that nothing calls`
	return &mount{ctx: ctx, cancel: cancel}
}

func (p *poller) start(ctx context.Context) {
	p.ctx, p.stop = context.WithCancel(ctx) // want `is stored in field stop that nothing calls`
}

func lostWithoutError(ctx context.Context, hosts []string) int {
	ctx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is not called on every path`
	if len(hosts) == 0 {
		return 0
	}
	_ = ping(ctx, hosts[0])
	cancel()
	return len(hosts)
}

func lostAfterJoin(ctx context.Context, host string, slow bool) error {
	ctx, cancel := helper.WithDeadlineBudget(ctx) // want `cancel function cancel is not called on every path`
	if slow {
		time.Sleep(time.Millisecond)
	}
	if host == "" {
		return errNoHost
	}
	defer cancel()
	return ping(ctx, host)
}

func calledOnlyOnSuccess(ctx context.Context, host string) error {
	ctx, cancel := context.WithCancelCause(ctx) // want `cancel function cancel is not called on every path`
	if err := ping(ctx, host); err != nil {
		return err
	}
	cancel(nil)
	return nil
}

func calledOnlyOnError(ctx context.Context, host string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is not called on every path`
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	return ping(ctx, host)
}

// offer cancels an attempt only before the next one.
func offer(ctx context.Context, hosts chan<- string, busy <-chan time.Time, quit <-chan struct{}) error {
	for {
		attempt, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is not called on every path`
		select {
		case hosts <- "a":
			return nil
		case <-quit:
			return attempt.Err()
		case <-busy:
			cancel()
		}
	}
}

func lostOnContinue(ctx context.Context, hosts []string) {
	for _, host := range hosts {
		pingCtx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is not called on every path`
		if err := ping(pingCtx, host); err != nil {
			continue
		}
		cancel()
	}
}

func lostOnGoto(ctx context.Context, host string) error {
	attempts := 0
start:
	attempts++
	stream, cancel := context.WithCancel(ctx) // want `cancel function cancel is not called on every path`
	err := ping(stream, host)
	if err != nil && attempts < 3 {
		goto start
	}
	cancel()
	return err
}

func lostOnReassignment(ctx context.Context, host string) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel function cancel is not called on every path`
	if err := ping(ctx, host); err != nil {
		cancel()
		return err
	}
	ctx, cancel = context.WithTimeout(ctx, timeout)
	defer cancel()
	return ping(ctx, host)
}

// reconnect forgets the cancel function of every host but the last.
func reconnect(ctx context.Context, hosts []string) {
	var cancel context.CancelFunc
	for _, host := range hosts {
		var hostCtx context.Context
		hostCtx, cancel = context.WithCancel(ctx) // want `cancel function cancel is not called on every path`
		if ping(hostCtx, host) == nil {
			break
		}
	}
	if cancel != nil {
		cancel()
	}
}

func newSession(ctx context.Context, host string) (*session, error) {
	ctx, cancel := context.WithCancel(ctx) // want `cancel function cancel is not called on every path`
	if err := ping(ctx, host); err != nil {
		return nil, err
	}
	return &session{ctx: ctx, host: host, cancel: cancel}, nil
}

func heartbeat(ctx context.Context, ticks <-chan time.Time, host string) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			pingCtx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is deferred in an endless loop`
			defer cancel()
			_ = ping(pingCtx, host)
		}
	}
}

func retry(ctx context.Context, try func(context.Context) error) error {
	for {
		tryCtx, cancel := helper.WithDeadlineBudget(ctx) // want `cancel function cancel is deferred in an endless loop`
		defer cancel()
		if err := try(tryCtx); err == nil {
			return nil
		}
	}
}

func generic[T any](ctx context.Context, get func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout) // want `cancel function cancel is not called on every path`
	value, err := get(ctx)
	if err != nil {
		var zero T
		return zero, err
	}
	cancel()
	return value, nil
}

func inClosure(host string) func(context.Context) error {
	return func(ctx context.Context) error {
		ctx, abort := context.WithCancelCause(ctx) // want `cancel function abort is never called`
		_ = abort
		return ping(ctx, host)
	}
}

// signalled diverts the signal for the rest of the process.
func signalled(ctx context.Context, host string) error {
	pingCtx, _ := signal.NotifyContext(ctx, os.Interrupt) // want `stop function is discarded`
	return ping(pingCtx, host)
}

func signalledOnPath(ctx context.Context, host string) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt) // want `stop function stop is not called on every path`
	if err := ping(ctx, host); err != nil {
		return err
	}
	stop()
	return nil
}

// read leaves a trap on the connection if it fails: the context, once
// cancelled, spoils the reads of whoever uses the connection then.
func read(ctx context.Context, conn net.Conn, buf []byte) (int, error) {
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Now()) }) // want `stop function stop is not called on every path`
	n, err := conn.Read(buf)
	if err != nil {
		return n, err
	}
	stop()
	return n, nil
}
