package unexecutedpipeline

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"example.com/fixtures/unexecutedpipeline/helper"
)

// forget queues the commands and returns.
func forget(ctx context.Context, client *redis.Client, keys []string) error {
	pipe := client.Pipeline() // want `pipeline pipe is never executed`
	for _, key := range keys {
		if err := pipe.Del(ctx, key).Err(); err != nil {
			return err
		}
	}
	return nil
}

// forgetByHelper leaves the commands to a function that leaves the rest.
func forgetByHelper(ctx context.Context, client redis.UniversalClient, keys []string) {
	pipe := helper.Open(client) // want `pipeline pipe is never executed`
	helper.Forget(ctx, pipe, keys)
}

// set looks for the error of a command that has not been sent.
func set(ctx context.Context, client redis.Cmdable, key string) error {
	tx := client.TxPipeline() // want `pipeline tx is never executed`
	defer tx.Len()
	if key == "" {
		return errors.New("no key")
	}
	return tx.Set(ctx, key, 1, 0).Err()
}
