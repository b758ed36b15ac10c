// Package helper queues and executes commands for other packages.
package helper

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// Forget queues the removal of keys.
func Forget(ctx context.Context, pipe redis.Pipeliner, keys []string) {
	for _, key := range keys {
		pipe.Del(ctx, key)
	}
}

// Flush executes a pipeline.
func Flush(ctx context.Context, pipe redis.Pipeliner) error {
	_, err := pipe.Exec(ctx)
	return err
}

// Open returns a pipeline.
func Open(client redis.UniversalClient) redis.Pipeliner { return client.Pipeline() }
