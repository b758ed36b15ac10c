package discardedcancel

import (
	"context"
	"errors"
	"iter"
	"log"
	"os"
	"os/signal"
	"time"

	"example.com/fixtures/discardedcancel/helper"
)

var errSlow = errors.New("slow")

func deferred(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return ping(ctx, host)
}

func deferredCause(ctx context.Context, host string) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer func() { cancel(err) }()
	return ping(ctx, host)
}

func deferredFromHelper(ctx context.Context, limits *helper.Limits, host string) error {
	ctx, cancel := helper.WithDeadlineBudget(ctx)
	defer cancel()
	ctx, cancelCall := limits.Context(ctx)
	defer cancelCall()
	ctx, end := helper.Scope(ctx, host)
	defer end()
	return ping(ctx, host)
}

func deferredWithLog(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer func() {
		log.Printf("done with %s", host)
		cancel()
	}()
	return ping(ctx, host)
}

func deferredTwoLevelsDeep(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer func() {
		func() {
			cancel()
		}()
	}()
	return ping(ctx, host)
}

func everyBranch(ctx context.Context, host string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	if err := ping(ctx, host); err != nil {
		cancel()
		return err
	}
	cancel()
	return nil
}

func everyCase(ctx context.Context, host string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	switch err := ping(ctx, host); {
	case err == nil:
		cancel(nil)
		return nil
	case errors.Is(err, errNoHost):
		cancel(errNoHost)
		return nil
	default:
		cancel(err)
		return err
	}
}

func everyCommunication(ctx context.Context, hosts chan<- string, quit <-chan struct{}) error {
	for {
		attempt, cancel := context.WithTimeout(ctx, timeout)
		select {
		case hosts <- "a":
			cancel()
			return nil
		case <-quit:
			cancel()
			return attempt.Err()
		case <-attempt.Done():
			cancel()
		}
	}
}

func everyIteration(ctx context.Context, groups [][]string) {
next:
	for _, hosts := range groups {
		groupCtx, cancel := context.WithTimeout(ctx, timeout)
		for _, host := range hosts {
			if ping(groupCtx, host) != nil {
				cancel()
				continue next
			}
		}
		cancel()
	}
}

func everyAttempt(ctx context.Context, host string) error {
	attempts := 0
start:
	attempts++
	stream, cancel := context.WithCancel(ctx)
	err := ping(stream, host)
	cancel()
	if err != nil && attempts < 3 {
		goto start
	}
	return err
}

func overFunction(ctx context.Context, hosts iter.Seq[string]) error {
	for host := range hosts {
		pingCtx, cancel := context.WithTimeout(ctx, timeout)
		err := ping(pingCtx, host)
		cancel()
		if err != nil {
			return err
		}
	}
	return nil
}

func functionPerTick(ctx context.Context, ticks <-chan time.Time, host string) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			func() {
				pingCtx, cancel := context.WithTimeout(ctx, timeout)
				defer cancel()
				_ = ping(pingCtx, host)
			}()
		}
	}
}

func fewAttempts(ctx context.Context, host string) (err error) {
	for range 3 {
		pingCtx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		if err = ping(pingCtx, host); err == nil {
			break
		}
	}
	return err
}

func deferredPerHost(ctx context.Context, hosts []string) {
	for _, host := range hosts {
		pingCtx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		_ = ping(pingCtx, host)
	}
}

// onlyTry defers in a loop that every path leaves.
func onlyTry(ctx context.Context, host string) error {
	for {
		pingCtx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		return ping(pingCtx, host)
	}
}

func endlessLoop(ctx context.Context, hosts <-chan string) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for {
		_ = ping(ctx, <-hosts)
	}
}

func exits(ctx context.Context, host string) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	switch err := ping(ctx, host); {
	case errors.Is(err, errNoHost):
		log.Fatal(err)
	case errors.Is(err, errSlow):
		os.Exit(1)
	case err != nil:
		panic(err)
	}
	cancel()
}

func onlyInBlock(ctx context.Context, host string, slow bool) error {
	if slow {
		slowCtx, cancel := context.WithTimeout(ctx, timeout)
		err := ping(slowCtx, host)
		cancel()
		if err != nil {
			return err
		}
	}
	return ping(ctx, host)
}

func onlyIfLimited(ctx context.Context, host string, limit time.Duration) error {
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	return ping(ctx, host)
}

func noneByDefault(ctx context.Context, host string, limit time.Duration) error {
	cancel := func() {}
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	return ping(ctx, host)
}

func onlyIfMade(ctx context.Context, host string, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	err := ping(ctx, host)
	if cancel != nil {
		cancel()
	}
	return err
}

func sameCondition(ctx context.Context, host string, limited bool) error {
	var cancel context.CancelFunc
	if limited {
		ctx, cancel = context.WithTimeout(ctx, timeout)
	}
	err := ping(ctx, host)
	if limited {
		cancel()
	}
	return err
}

func cancelledBeforeNext(ctx context.Context, hosts []string) {
	cancel := context.CancelFunc(func() {})
	for _, host := range hosts {
		cancel()
		var hostCtx context.Context
		hostCtx, cancel = context.WithCancel(ctx)
		if ping(hostCtx, host) == nil {
			break
		}
	}
	cancel()
}

// childOfCancelled discards the cancel function of a child: it ends with its
// parent, which ends here.
func childOfCancelled(ctx context.Context, host string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ctx, _ = context.WithTimeoutCause(ctx, timeout, errSlow)
	return ping(ctx, host)
}

func childrenOfCancelled(ctx context.Context, hosts []string) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for _, host := range hosts {
		pingCtx, _ := context.WithTimeout(ctx, timeout)
		_ = ping(pingCtx, host)
	}
}

// signalledOnce gives the signal back: the second one ends the process.
func signalledOnce(ctx context.Context) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	<-ctx.Done()
	stop()
}

func signalledWhile(ctx context.Context, host string) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	return ping(ctx, host)
}

// locker works while it holds a lock.
type locker struct {
	locked bool
	lock   func() error
	renew  func() error
	work   func(context.Context)
}

// hold cancels the work when the lock is lost: a field says whether there is any.
func (l *locker) hold(stop <-chan struct{}, tick <-chan struct{}) {
	var ctx context.Context
	cancel := func() {}
	for {
		select {
		case <-tick:
			if !l.locked {
				if err := l.lock(); err != nil {
					continue
				}
				ctx, cancel = context.WithCancel(context.Background())
				l.work(ctx)
				l.locked = true
				continue
			}
			if err := l.renew(); err != nil {
				cancel()
				l.locked = false
			}
		case <-stop:
			cancel()
			return
		}
	}
}

// pipe keeps its cancel function, which nothing calls; a goroutine has it too.
type pipe struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newPipe(ctx context.Context, serve func(context.Context)) *pipe {
	ctx, cancel := context.WithCancel(ctx)
	p := &pipe{ctx: ctx, cancel: cancel}
	go func() {
		serve(p.ctx)
		cancel()
	}()
	return p
}

func newCancelledPipe(ctx context.Context) (*pipe, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	return &pipe{ctx, cancel}, cancel
}

func runPipe(ctx context.Context, serve func(*pipe)) {
	ctx, cancel := context.WithCancel(ctx)
	p := &pipe{ctx, cancel}
	defer cancel()
	serve(p)
}
