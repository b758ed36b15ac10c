package discardedcancel

import (
	"context"
	"fmt"
	"iter"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"example.com/fixtures/discardedcancel/helper"
)

// parent is a context that counts its children. The context package registers
// each one with AfterFunc and takes it off when the child is cancelled.
type parent struct {
	context.Context
	done     chan struct{}
	mu       sync.Mutex
	last     int
	children map[int]func()
	most     int
}

func newParent() *parent {
	return &parent{Context: context.Background(), done: make(chan struct{}), children: map[int]func(){}}
}

func (p *parent) Done() <-chan struct{} { return p.done }

func (p *parent) Err() error {
	select {
	case <-p.done:
		return context.Canceled
	default:
		return nil
	}
}

// AfterFunc adds a child.
func (p *parent) AfterFunc(f func()) (stop func() bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	id := p.last
	p.children[id] = f
	p.most = max(p.most, len(p.children))
	return func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		_, ok := p.children[id]
		delete(p.children, id)
		return ok
	}
}

// end cancels the parent and so its children.
func (p *parent) end() {
	p.mu.Lock()
	children := p.children
	p.children = map[int]func(){}
	close(p.done)
	p.mu.Unlock()
	for _, cancel := range children {
		cancel()
	}
}

// leak says how many children are kept, or were at a time, if too many.
func (p *parent) leak(atOnce int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.children); n != 0 {
		return fmt.Sprintf("the parent keeps %d children", n)
	}
	if p.most > atOnce {
		return fmt.Sprintf("the parent had %d children at once", p.most)
	}
	return ""
}

// settled gives goroutines a second to call cancel.
func (p *parent) settled() string {
	for deadline := time.Now().Add(time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if p.leak(many) == "" {
			break
		}
	}
	return p.leak(many)
}

const many = 100

// scenario calls one function of the fixture.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	run   func(ctx *parent)
}

// TestVerify runs the bad functions, each of which must leave a child with its
// parent, or pile them up, unless it has been fixed, and the good ones, which
// must not.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range slices.Concat(discardScenarios(), lossScenarios()) {
		p := newParent()
		s.run(p)
		switch leak := p.leak(1); {
		case fixed && s.cured && leak != "":
			t.Errorf("%s after the fix: %s", s.name, leak)
		case !fixed && leak == "":
			t.Errorf("%s keeps nothing", s.name)
		}
		if p.Err() == nil {
			p.end()
		}
	}
	for _, s := range slices.Concat(pathScenarios(), errorScenarios(), handoverScenarios(t)) {
		p := newParent()
		s.run(p)
		if leak := p.settled(); leak != "" {
			t.Errorf("%s: %s", s.name, leak)
		}
	}
}

func discardScenarios() []scenario {
	server := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	return []scenario{
		{"discarded", true, func(ctx *parent) { _ = discarded(ctx, "a") }},
		{"discardedByAssignment", true, func(ctx *parent) { _ = discardedByAssignment(ctx, "a") }},
		{"discardedInBlock", false, func(ctx *parent) { _ = discardedInBlock(ctx, "a", true) }},
		{"discardedCause", true, func(ctx *parent) { _ = discardedCause(ctx, "a") }},
		{"discardedNameTaken", false, func(ctx *parent) { _ = discardedNameTaken(ctx, "a", nil) }},
		{"discardedInLoop", false, func(ctx *parent) { discardedInLoop(ctx, []string{"a", "b"}) }},
		{"discardedForGoroutine", false, func(ctx *parent) {
			done := make(chan error)
			discardedForGoroutine(ctx, "a", done)
			<-done
		}},
		{"discardedForResponse", false, func(ctx *parent) {
			s := httptest.NewServer(server)
			defer s.Close()
			if resp, err := discardedForResponse(ctx, s.URL); err == nil {
				resp.Body.Close()
			}
		}},
		{"discardedForSession", false, func(ctx *parent) { discardedForSession(ctx, "a") }},
		{"fromHelper", true, func(ctx *parent) { _ = fromHelper(ctx, "a") }},
		{"fromMethod", true, func(ctx *parent) { _ = fromMethod(ctx, &helper.Limits{Call: timeout}, "a") }},
		{"fromPlainFunction", true, func(ctx *parent) { _ = fromPlainFunction(ctx, "a") }},
		{"droppedResult", false, func(ctx *parent) { droppedResult(ctx, nil) }},
		{"blanked", true, func(ctx *parent) { _ = blanked(ctx, "a") }},
		{"onlyLent", true, func(ctx *parent) { _, _ = onlyLent(ctx, "a") }},
		{"newMount", false, func(ctx *parent) { _ = newMount(ctx).Close() }},
		{"poller", false, func(ctx *parent) { var p poller; p.start(ctx); _ = p.poll("a") }},
		{"inClosure", true, func(ctx *parent) { _ = inClosure("a")(ctx) }},
		{"signalled", true, func(ctx *parent) { _ = signalled(ctx, "a") }},
	}
}

func lossScenarios() []scenario {
	return []scenario{
		{"lostWithoutError", false, func(ctx *parent) { lostWithoutError(ctx, nil) }},
		{"lostAfterJoin", true, func(ctx *parent) { _ = lostAfterJoin(ctx, "", true) }},
		{"calledOnlyOnSuccess", false, func(ctx *parent) { _ = calledOnlyOnSuccess(ctx, "") }},
		{"calledOnlyOnError", false, func(ctx *parent) { _ = calledOnlyOnError(ctx, "a") }},
		{"offer", false, func(ctx *parent) { _ = offer(ctx, make(chan string, 1), nil, nil) }},
		{"lostOnContinue", false, func(ctx *parent) { lostOnContinue(ctx, []string{"", "a"}) }},
		{"lostOnGoto", false, func(ctx *parent) { _ = lostOnGoto(ctx, "") }},
		{"lostOnReassignment", false, func(ctx *parent) { _ = lostOnReassignment(ctx, "a") }},
		{"reconnect", false, func(ctx *parent) { reconnect(ctx, []string{"", "a"}) }},
		{"newSession", false, func(ctx *parent) { _, _ = newSession(ctx, "") }},
		{"heartbeat", false, func(ctx *parent) { beat(ctx, heartbeat) }},
		{"retry", false, func(ctx *parent) { _ = retry(ctx, thirdTime()) }},
		{"generic", false, func(ctx *parent) { _, _ = generic(ctx, none) }},
		{"signalledOnPath", false, func(ctx *parent) { _ = signalledOnPath(ctx, "") }},
		{"read", false, func(ctx *parent) { withConn(func(conn net.Conn) { _, _ = read(ctx, conn, make([]byte, 1)) }) }},
	}
}

func pathScenarios() []scenario {
	hosts := []string{"", "a", "b"}
	return []scenario{
		{"deferred", true, func(ctx *parent) { _ = deferred(ctx, "a") }},
		{"deferredCause", true, func(ctx *parent) { _ = deferredCause(ctx, "a") }},
		{"deferredFromHelper", true, func(ctx *parent) { _ = deferredFromHelper(ctx, &helper.Limits{Call: timeout}, "a") }},
		{"deferredWithLog", true, func(ctx *parent) { _ = deferredWithLog(ctx, "a") }},
		{"deferredTwoLevelsDeep", true, func(ctx *parent) { _ = deferredTwoLevelsDeep(ctx, "a") }},
		{"everyBranch", true, func(ctx *parent) { _ = everyBranch(ctx, "") }},
		{"everyCase", true, func(ctx *parent) { _ = everyCase(ctx, "") }},
		{"everyCommunication", true, func(ctx *parent) { _ = everyCommunication(ctx, make(chan string, 1), nil) }},
		{"everyIteration", true, func(ctx *parent) { everyIteration(ctx, [][]string{hosts, hosts}) }},
		{"everyAttempt", true, func(ctx *parent) { _ = everyAttempt(ctx, "") }},
		{"overFunction", true, func(ctx *parent) { _ = overFunction(ctx, iter.Seq[string](slices.Values(hosts))) }},
		{"functionPerTick", true, func(ctx *parent) { beat(ctx, functionPerTick) }},
		{"fewAttempts", true, func(ctx *parent) { _ = fewAttempts(ctx, "") }},
		{"deferredPerHost", true, func(ctx *parent) { deferredPerHost(ctx, hosts) }},
		{"onlyTry", true, func(ctx *parent) { _ = onlyTry(ctx, "") }},
		{"exits", true, func(ctx *parent) { exits(ctx, "a") }},
		{"onlyInBlock", true, func(ctx *parent) { _ = onlyInBlock(ctx, "a", true) }},
		{"onlyIfLimited", true, func(ctx *parent) { _ = onlyIfLimited(ctx, "a", timeout) }},
		{"noneByDefault", true, func(ctx *parent) { _ = noneByDefault(ctx, "a", timeout) }},
		{"onlyIfMade", true, func(ctx *parent) { _ = onlyIfMade(ctx, "a", timeout) }},
		{"sameCondition", true, func(ctx *parent) { _ = sameCondition(ctx, "a", true) }},
		{"cancelledBeforeNext", true, func(ctx *parent) { cancelledBeforeNext(ctx, hosts) }},
		{"childOfCancelled", true, func(ctx *parent) { _ = childOfCancelled(ctx, "a") }},
		{"childrenOfCancelled", true, func(ctx *parent) { childrenOfCancelled(ctx, hosts) }},
		{"signalledOnce", true, func(ctx *parent) { time.AfterFunc(time.Millisecond, ctx.end); signalledOnce(ctx) }},
		{"signalledWhile", true, func(ctx *parent) { _ = signalledWhile(ctx, "a") }},
	}
}

func errorScenarios() []scenario {
	return []scenario{
		{"errNotNil", true, func(ctx *parent) { _ = errNotNil(ctx, "a") }},
		{"errNotNil without a host", true, func(ctx *parent) { _ = errNotNil(ctx, "") }},
		{"errNil", true, func(ctx *parent) { _ = errNil(ctx, "a") }},
		{"errIs", true, func(ctx *parent) { _ = errIs(ctx, "a") }},
		{"errSwitch", true, func(ctx *parent) { _ = errSwitch(ctx, "a") }},
		{"errShadowed", true, func(ctx *parent) { _ = errShadowed(ctx, "a") }},
		{"errNamed", true, func(ctx *parent) { cancel, _ := errNamed(ctx, "a"); cancel() }},
	}
}

// beat lets run have three ticks and then ends it.
func beat(ctx *parent, run func(context.Context, <-chan time.Time, string)) {
	ticks, done := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(done)
		run(ctx, ticks, "a")
	}()
	for range 3 {
		ticks <- time.Now()
	}
	ctx.end()
	<-done
}

// thirdTime returns a function that fails twice.
func thirdTime() func(context.Context) error {
	n := 0
	return func(context.Context) error {
		if n++; n < 3 {
			return errSlow
		}
		return nil
	}
}

func none(context.Context) (int, error) { return 0, errNoHost }

// withConn runs f on a connection that the other side has closed.
func withConn(f func(net.Conn)) {
	conn, peer := net.Pipe()
	peer.Close()
	f(conn)
	conn.Close()
}
