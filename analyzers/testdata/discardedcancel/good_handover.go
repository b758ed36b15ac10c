package discardedcancel

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"example.com/fixtures/discardedcancel/helper"
)

func calledByHelper(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	err := ping(ctx, host)
	helper.Release(cancel)
	return err
}

func calledByVariadic(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	pingCtx, cancelPing := context.WithCancel(ctx)
	defer helper.ReleaseAll(cancelPing, cancel)
	return ping(pingCtx, host)
}

func calledThroughInterface(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer helper.CloseAll(helper.CloserFunc(cancel))
	return ping(ctx, host)
}

func calledThroughMethodValue(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	done := helper.CloserFunc(cancel).Close
	defer done()
	return ping(ctx, host)
}

func calledInGoroutine(ctx context.Context, host string, done chan<- error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	go func() {
		defer cancel()
		done <- ping(ctx, host)
	}()
}

func calledInGroup(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer cancel()
		return ping(ctx, host)
	})
	return group.Wait()
}

func calledOnce(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	var once sync.Once
	defer once.Do(cancel)
	if err := ping(ctx, host); err != nil {
		once.Do(cancel)
		return err
	}
	return nil
}

// calledWithOther cancels the one context when the other is done.
func calledWithOther(ctx, other context.Context, done chan<- struct{}) {
	ctx, cancel := context.WithCancel(ctx)
	context.AfterFunc(other, cancel)
	go func() {
		<-ctx.Done()
		close(done)
	}()
}

func calledByTimer(ctx context.Context, d time.Duration) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(d, cancel)
	return ctx
}

func calledByHook(ctx context.Context, host string, hooks *helper.Hooks) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	hooks.Add(cancel)
	return ping(ctx, host)
}

func calledByCleanup(t testing.TB, ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	t.Cleanup(cancel)
	return ctx
}

func returnedCall(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, timeout)
}

func returnedAlone(ctx context.Context, changes <-chan string) context.CancelFunc {
	return helper.Watch(ctx, changes, func(string) {})
}

func returnedNamed(ctx context.Context, host string) (child context.Context, cancel context.CancelFunc, err error) {
	child, cancel = context.WithCancel(ctx)
	if err = ping(child, host); err != nil {
		cancel()
		return ctx, nil, err
	}
	return
}

func returnedInStruct(ctx context.Context, host string) *session {
	ctx, cancel := context.WithCancel(ctx)
	return &session{ctx: ctx, host: host, cancel: cancel}
}

// limited is a context that brings its cancel function along.
type limited struct {
	context.Context
	context.CancelFunc
}

func returnedInWrapper(ctx context.Context) limited {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	return limited{ctx, cancel}
}

func returnedCleanup(ctx context.Context) (context.Context, func() error) {
	ctx, cancel := context.WithCancel(ctx)
	return ctx, func() error {
		cancel()
		return nil
	}
}

func storedInField(ctx context.Context, s *session) {
	ctx, cancel := context.WithCancel(ctx)
	s.ctx = ctx
	s.cancel = cancel
}

func storedDirectly(ctx context.Context, s *session) {
	s.ctx, s.cancel = context.WithCancel(ctx)
}

// lifecycle is promoted to what embeds it.
type lifecycle struct {
	quit context.CancelFunc
}

type server struct {
	lifecycle
	*http.Server
}

func (s *server) begin(ctx context.Context) {
	ctx, s.quit = context.WithCancel(ctx)
	s.BaseContext = func(net.Listener) context.Context { return ctx }
}

func (s *server) end(hooks *helper.Hooks) { hooks.Add(s.quit) }

// Worker leaves its Stop to whoever has it.
type Worker struct {
	Stop context.CancelFunc
}

func storedInExportedField(ctx context.Context, host string) (*Worker, error) {
	ctx, cancel := context.WithCancel(ctx)
	return &Worker{Stop: cancel}, ping(ctx, host)
}

var cancelProcess context.CancelFunc

func storedInVariable(ctx context.Context) context.Context {
	ctx, cancelProcess = context.WithCancel(ctx)
	return ctx
}

func shutdown() { cancelProcess() }

func storedInSlice(ctx context.Context, hosts []string) {
	var cancels []context.CancelFunc
	for _, host := range hosts {
		pingCtx, cancel := context.WithTimeout(ctx, timeout)
		cancels = append(cancels, cancel)
		_ = ping(pingCtx, host)
	}
	for _, cancel := range cancels {
		cancel()
	}
}

func storedInMap(ctx context.Context, running map[string]context.CancelFunc, host string) error {
	ctx, cancel := context.WithCancel(ctx)
	running[host] = cancel
	return ping(ctx, host)
}

func sent(ctx context.Context, cancels chan<- context.CancelFunc, host string) error {
	ctx, cancel := context.WithCancel(ctx)
	cancels <- cancel
	return ping(ctx, host)
}

func handedToUnknown(ctx context.Context, take func(context.CancelFunc), host string) error {
	ctx, cancel := context.WithCancel(ctx)
	take(cancel)
	return ping(ctx, host)
}

// within runs f within the limit.
func within[T any](ctx context.Context, limit time.Duration, f func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return f(ctx)
}

// closedWhenDone needs no stop: the connection is to be closed then anyway.
func closedWhenDone(ctx context.Context, conn net.Conn) {
	context.AfterFunc(ctx, func() { _ = conn.Close() })
}

func closedWhenDoneBlanked(ctx context.Context, conn net.Conn) {
	_ = context.AfterFunc(ctx, func() { _ = conn.Close() })
}

func readUntilDone(ctx context.Context, conn net.Conn, buf []byte) (int, error) {
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Now()) })
	n, err := conn.Read(buf)
	if !stop() {
		return n, ctx.Err()
	}
	return n, err
}

// watched leaves without calling cancel only where there is nothing left to
// release: a context that is done has let go of its parent.
func watched(ctx context.Context, hosts <-chan string) error {
	pingCtx, cancel := context.WithTimeout(ctx, timeout)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-pingCtx.Done():
			return context.Cause(pingCtx)
		case host, ok := <-hosts:
			if !ok {
				cancel()
				return nil
			}
			if err := ping(pingCtx, host); err != nil {
				cancel()
				return err
			}
		}
		if pingCtx.Err() != nil {
			return pingCtx.Err()
		}
	}
}

// stopped is called by a goroutine, through a closure that the goroutine
// captures.
func stopped(ctx context.Context, host string) {
	ctx, cancel := context.WithCancel(ctx)
	stop := func() { cancel() }
	go func() {
		_ = ping(ctx, host)
		stop()
	}()
}

func stoppedOnReturn(ctx context.Context, host string) error {
	ctx, cancel := context.WithCancel(ctx)
	stop := func() { cancel() }
	defer func() { stop() }()
	return ping(ctx, host)
}
