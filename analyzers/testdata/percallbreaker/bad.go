package percallbreaker

import (
	"context"
	"sync"
	"time"

	gobreakerv1 "github.com/sony/gobreaker"
	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
	"golang.org/x/time/rate"

	"example.com/fixtures/percallbreaker/helper"
)

// client asks another service.
type client struct {
	get   func(ctx context.Context) (string, error)
	cache map[string]string
}

// fetch has a breaker of its own.
func (c *client) fetch(ctx context.Context) (string, error) {
	breaker := gobreaker.NewCircuitBreaker[string](gobreaker.Settings{Name: "orders"}) // want `each call of fetch makes a circuit breaker of its own: its counts are lost before it can open`
	return breaker.Execute(func() (string, error) { return c.get(ctx) })
}

// fetchV1 has one of version 1.
func (c *client) fetchV1(ctx context.Context) (any, error) {
	return gobreakerv1.NewCircuitBreaker(gobreakerv1.Settings{}).Execute(func() (any, error) { // want `each call of fetchV1 makes a circuit breaker of its own: its counts are lost before it can open`
		return c.get(ctx)
	})
}

// fetchMade gets one from a function that makes a new one.
func (c *client) fetchMade(ctx context.Context) (string, error) {
	breaker := helper.NewBreaker("orders") // want `each call of fetchMade makes a circuit breaker of its own: its counts are lost before it can open`
	return breaker.Execute(func() (string, error) { return c.get(ctx) })
}

// fetchAll has a new one for each turn.
func (c *client) fetchAll(ctx context.Context, n int) error {
	for range n {
		breaker := newBreaker() // want `each call of fetchAll makes a circuit breaker of its own: its counts are lost before it can open`
		if _, err := breaker.Execute(func() (string, error) { return c.get(ctx) }); err != nil {
			return err
		}
	}
	return nil
}

func newBreaker() *gobreaker.CircuitBreaker[string] { return helper.NewBreaker("all") }

// limited lets everybody through.
func (c *client) limited(ctx context.Context) (string, error) {
	limiter := rate.NewLimiter(rate.Every(time.Second), 1) // want `each call of limited makes a rate limiter of its own: each call begins with a full bucket`
	if err := limiter.Wait(ctx); err != nil {
		return "", err
	}
	return c.get(ctx)
}

// weighted has a semaphore that nobody else knows.
func (c *client) weighted(ctx context.Context) (string, error) {
	slots := semaphore.NewWeighted(4) // want `each call of weighted makes a semaphore of its own: no other call competes for it`
	if err := slots.Acquire(ctx, 1); err != nil {
		return "", err
	}
	defer slots.Release(1)
	return c.get(ctx)
}

// store locks a mutex that nobody else knows.
func (c *client) store(key, value string) {
	var mu sync.Mutex // want `each call of store makes a mutex of its own: it excludes no other call`
	mu.Lock()
	defer func() { mu.Unlock() }()
	c.cache[key] = value
}

// setUp runs again and again.
func (c *client) setUp() {
	var once sync.Once // want `each call of setUp makes a sync.Once of its own: it runs its function in each call`
	once.Do(func() { c.cache = map[string]string{} })
}

// merged asks once for each call.
func (c *client) merged(ctx context.Context, key string) (any, error) {
	var group singleflight.Group // want `each call of merged makes a singleflight group of its own: it has no other call to share a result with`
	v, err, _ := group.Do(key, func() (any, error) { return c.get(ctx) })
	return v, err
}
