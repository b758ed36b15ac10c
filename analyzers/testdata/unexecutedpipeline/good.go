package unexecutedpipeline

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"example.com/fixtures/unexecutedpipeline/helper"
)

// executed sends what it has queued.
func executed(ctx context.Context, client *redis.Client, keys []string) error {
	pipe := client.Pipeline()
	for _, key := range keys {
		pipe.Del(ctx, key)
	}
	_, err := pipe.Exec(ctx)
	return err
}

// executedByHelper leaves both to others.
func executedByHelper(ctx context.Context, client redis.UniversalClient, keys []string) error {
	pipe := helper.Open(client)
	helper.Forget(ctx, pipe, keys)
	return helper.Flush(ctx, pipe)
}

// inBatches sends a hundred at a time.
func inBatches(ctx context.Context, client *redis.Client, keys []string) error {
	pipe := client.Pipeline()
	for i, key := range keys {
		pipe.Del(ctx, key)
		if i%100 == 99 {
			if _, err := pipe.Exec(ctx); err != nil {
				return err
			}
		}
	}
	if pipe.Len() > 0 {
		_, err := pipe.Exec(ctx)
		return err
	}
	return nil
}

// givenUp has a reason not to send anything.
func givenUp(ctx context.Context, client *redis.Client, keys []string) error {
	pipe := client.TxPipeline()
	for _, key := range keys {
		if key == "" {
			return errors.New("no key")
		}
		pipe.Del(ctx, key)
	}
	_, err := pipe.Exec(ctx)
	return err
}

// discarded says so.
func discarded(ctx context.Context, client *redis.Client) int {
	pipe := client.Pipeline()
	pipe.Ping(ctx)
	n := pipe.Len()
	pipe.Discard()
	return n
}

// byClient is executed by the client.
func byClient(ctx context.Context, client *redis.Client, keys []string) error {
	_, err := client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		helper.Forget(ctx, pipe, keys)
		return nil
	})
	return err
}

// byPipeline is executed by itself.
func byPipeline(ctx context.Context, client *redis.Client, key string) error {
	pipe := client.Pipeline()
	_, err := pipe.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.Del(ctx, key)
		return nil
	})
	return err
}

// handedOut leaves it to the caller.
func handedOut(ctx context.Context, client *redis.Client, key string) redis.Pipeliner {
	pipe := client.Pipeline()
	pipe.Del(ctx, key)
	return pipe
}

// batch keeps it.
type batch struct{ pipe redis.Pipeliner }

func newBatch(ctx context.Context, client *redis.Client) *batch {
	pipe := client.Pipeline()
	pipe.Ping(ctx)
	return &batch{pipe}
}

func (b *batch) send(ctx context.Context) error {
	_, err := b.pipe.Exec(ctx)
	return err
}

// retried is executed by whoever calls the function.
func retried(ctx context.Context, client *redis.Client, retry func(func() error) error) error {
	pipe := client.Pipeline()
	pipe.Ping(ctx)
	return retry(func() error {
		_, err := pipe.Exec(ctx)
		return err
	})
}

// unused has nothing to send.
func unused(client *redis.Client) int {
	pipe := client.Pipeline()
	return pipe.Len()
}
