// Package cart keeps what customers are about to buy in Redis.
package cart

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// kept is how long a cart waits for its customer.
const kept = 7 * 24 * time.Hour

// Carts are the carts of all customers.
type Carts struct {
	client *redis.Client
}

// Open returns the carts at an address.
func Open(addr string) *Carts {
	return &Carts{client: redis.NewClient(&redis.Options{Addr: addr, ReadTimeout: time.Second})}
}

// Close releases the connections.
func (c *Carts) Close() error { return c.client.Close() }

func key(customer string) string { return "cart:" + customer }

// Add puts goods into a cart.
func (c *Carts) Add(ctx context.Context, customer, sku string, quantity int64) error {
	_, err := c.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.HIncrBy(ctx, key(customer), sku, quantity)
		pipe.Expire(ctx, key(customer), kept)
		return nil
	})
	if err != nil {
		return fmt.Errorf("add %s for %s: %w", sku, customer, err)
	}
	return nil
}

// Remind keeps a cart for another hour.
func (c *Carts) Remind(ctx context.Context, customer string) error {
	return c.client.Expire(ctx, key(customer), 3600).Err()
}

// Move makes one cart of two.
func (c *Carts) Move(ctx context.Context, from, to string) error {
	pipe := c.client.TxPipeline()
	lines := pipe.HGetAll(ctx, key(from))
	for sku, quantity := range lines.Val() {
		n, err := strconv.ParseInt(quantity, 10, 64)
		if err != nil {
			return fmt.Errorf("quantity of %s: %w", sku, err)
		}
		pipe.HIncrBy(ctx, key(to), sku, n)
	}
	pipe.Del(ctx, key(from))
	_, err := pipe.Exec(ctx)
	return err
}

// Sizes returns how many lines the carts of customers have.
func (c *Carts) Sizes(ctx context.Context, customers []string) (map[string]int64, error) {
	pipe := c.client.Pipeline()
	sizes := make([]*redis.IntCmd, len(customers))
	for i, customer := range customers {
		sizes[i] = pipe.HLen(ctx, key(customer))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("sizes of carts: %w", err)
	}
	bySize := map[string]int64{}
	for i, size := range sizes {
		bySize[customers[i]] = size.Val()
	}
	return bySize, nil
}

// Forget removes the carts of customers.
func (c *Carts) Forget(ctx context.Context, customers []string) error {
	pipe := c.client.Pipeline()
	for _, customer := range customers {
		pipe.Del(ctx, key(customer))
	}
	return ctx.Err()
}
