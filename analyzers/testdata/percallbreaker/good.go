package percallbreaker

import (
	"context"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"

	"example.com/fixtures/percallbreaker/helper"
)

// guarded keeps what it needs for all calls.
type guarded struct {
	client
	mu       sync.Mutex
	breaker  *gobreaker.CircuitBreaker[string]
	breakers sync.Map
	limiter  *rate.Limiter
}

func newGuarded() *guarded {
	breaker := gobreaker.NewCircuitBreaker[string](gobreaker.Settings{Name: "orders"})
	return &guarded{breaker: breaker, limiter: rate.NewLimiter(10, 1)}
}

// fetch uses the breaker of all calls.
func (g *guarded) fetch(ctx context.Context) (string, error) {
	return g.breaker.Execute(func() (string, error) { return g.get(ctx) })
}

// byName keeps one for each name.
func (g *guarded) byName(ctx context.Context, name string) (string, error) {
	breaker, _ := g.breakers.LoadOrStore(name, helper.NewBreaker(name))
	return breaker.(*gobreaker.CircuitBreaker[string]).Execute(func() (string, error) { return g.get(ctx) })
}

// known asks for the breaker that a package keeps.
func (g *guarded) known(ctx context.Context, name string) (string, error) {
	return helper.Breaker(name).Execute(func() (string, error) { return g.get(ctx) })
}

// lazy makes the breaker when it is needed.
func (g *guarded) lazy(ctx context.Context) (string, error) {
	g.mu.Lock()
	if g.breaker == nil {
		g.breaker = newBreaker()
	}
	breaker := g.breaker
	g.mu.Unlock()
	return breaker.Execute(func() (string, error) { return g.get(ctx) })
}

// wrap makes a breaker for the function that it returns.
func wrap(get func(context.Context) (string, error)) func(context.Context) (string, error) {
	breaker := gobreaker.NewCircuitBreaker[string](gobreaker.Settings{})
	return func(ctx context.Context) (string, error) {
		return breaker.Execute(func() (string, error) { return get(ctx) })
	}
}

// retry gives its tries one breaker.
func (c *client) retry(ctx context.Context) (s string, err error) {
	breaker := newBreaker()
	for range 10 {
		if s, err = breaker.Execute(func() (string, error) { return c.get(ctx) }); err == nil {
			return s, nil
		}
	}
	return "", err
}

// work is a worker with a limiter of its own.
func (c *client) work(ctx context.Context) error {
	limiter := rate.NewLimiter(rate.Every(time.Millisecond), 1)
	for {
		if err := limiter.Wait(ctx); err != nil {
			return err
		}
		if _, err := c.get(ctx); err != nil {
			return err
		}
	}
}

// paced asks twice, with a pause.
func (c *client) paced(ctx context.Context) error {
	limiter := rate.NewLimiter(rate.Every(time.Millisecond), 1)
	if err := limiter.Wait(ctx); err != nil {
		return err
	}
	if _, err := c.get(ctx); err != nil {
		return err
	}
	return limiter.Wait(ctx)
}

// parallel shares a semaphore and a mutex with its goroutines.
func (c *client) parallel(ctx context.Context, n int) []string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var all []string
	slots := semaphore.NewWeighted(4)
	for range n {
		if slots.Acquire(ctx, 1) != nil {
			break
		}
		wg.Go(func() {
			defer slots.Release(1)
			s, _ := c.get(ctx)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, s)
		})
	}
	wg.Wait()
	return all
}

// closing stops once, whoever asks.
func closing(stop func()) (func(), error) {
	var once sync.Once
	return func() { once.Do(stop) }, nil
}

// early stops before the end on one of its ways.
func early(stop func(), work func() error) error {
	var once sync.Once
	defer once.Do(stop)
	if err := work(); err != nil {
		once.Do(stop)
		return err
	}
	return work()
}

// signalled hands its mutex to a condition.
func signalled(ready func() bool, notify func(*sync.Cond)) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	go notify(cond)
	mu.Lock()
	defer mu.Unlock()
	for !ready() {
		cond.Wait()
	}
}

// either makes one only if none is given.
func (c *client) either(ctx context.Context, breaker *gobreaker.CircuitBreaker[string]) (string, error) {
	if breaker == nil {
		breaker = newBreaker()
	}
	return breaker.Execute(func() (string, error) { return c.get(ctx) })
}
