// Package lock stands for a company's own lock service, of which govlint knows
// only what the configuration says.
package lock

import (
	"context"
	"fmt"
	"sync"
)

// Locker hands out leases.
type Locker interface {
	Acquire(ctx context.Context, key string) (*Lease, error)
}

// Client is a client of the service.
type Client struct {
	mu   sync.Mutex
	held map[string]bool
}

// New returns a client of an empty service.
func New() *Client { return &Client{held: map[string]bool{}} }

// Held returns how many keys are locked.
func (c *Client) Held() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.held)
}

// Acquire locks a key until the lease is released.
func (c *Client) Acquire(ctx context.Context, key string) (*Lease, error) {
	if err := c.take(ctx, key); err != nil {
		return nil, err
	}
	return &Lease{client: c, key: key}, nil
}

// Lock locks a key until the function it returns is called.
func (c *Client) Lock(ctx context.Context, key string) (unlock func(), err error) {
	if err := c.take(ctx, key); err != nil {
		return nil, err
	}
	return func() { c.free(key) }, nil
}

func (c *Client) take(ctx context.Context, key string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	} else if c.held[key] {
		return fmt.Errorf("%s is locked", key)
	}
	c.held[key] = true
	return nil
}

func (c *Client) free(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.held, key)
}

// Lease is a lock that is held.
type Lease struct {
	client *Client
	key    string
}

// Key returns what is locked.
func (l *Lease) Key() string { return l.key }

// Release ends the lease.
func (l *Lease) Release() { l.client.free(l.key) }

// ReleaseContext ends the lease, unless the context has ended before.
func (l *Lease) ReleaseContext(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.Release()
	return nil
}
