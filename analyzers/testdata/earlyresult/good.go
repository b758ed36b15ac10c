package earlyresult

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"example.com/fixtures/earlyresult/helper"
)

// readAfterwards waits for the reply.
func readAfterwards(ctx context.Context, client *redis.Client, key string) (string, error) {
	pipe := client.Pipeline()
	get := pipe.Get(ctx, key)
	if _, err := pipe.Exec(ctx); err != nil {
		return "", err
	}
	return get.Val(), nil
}

// readAll keeps the commands.
func readAll(ctx context.Context, client *redis.Client, keys []string) (values []string, err error) {
	pipe := client.Pipeline()
	var gets []*redis.StringCmd
	for _, key := range keys {
		gets = append(gets, pipe.Get(ctx, key))
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, err
	}
	for _, get := range gets {
		values = append(values, get.Val())
	}
	return values, nil
}

// executedByHelper leaves the Exec to others.
func executedByHelper(ctx context.Context, client *redis.Client, key string) (string, error) {
	pipe := client.Pipeline()
	get := pipe.Get(ctx, key)
	if err := helper.Flush(ctx, pipe); err != nil {
		return "", err
	}
	return get.Result()
}

// executedByClosure leaves it to a closure.
func executedByClosure(ctx context.Context, client *redis.Client, key string) (string, error) {
	pipe := client.Pipeline()
	flush := func() { pipe.Exec(ctx) }
	get := pipe.Get(ctx, key)
	flush()
	return get.Result()
}

// behindCallback reads when the client has executed the pipeline.
func behindCallback(ctx context.Context, client *redis.Client, key string) (int64, error) {
	var incr *redis.IntCmd
	_, err := client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		incr = pipe.Incr(ctx, key)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return incr.Val(), nil
}

// byClient asks without a pipeline.
func byClient(ctx context.Context, client redis.Cmdable, key string) (string, error) {
	return client.Get(ctx, key).Result()
}

// described logs what is going to be sent.
func described(ctx context.Context, client *redis.Client, log func(string)) error {
	pipe := client.Pipeline()
	ping := pipe.Ping(ctx)
	log(ping.Name())
	_, err := pipe.Exec(ctx)
	return err
}

// inTurns executes each command before it reads it.
func inTurns(ctx context.Context, client *redis.Client, keys []string) (values []string, err error) {
	pipe := client.Pipeline()
	for _, key := range keys {
		get := pipe.Get(ctx, key)
		if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
			return nil, err
		}
		values = append(values, get.Val())
	}
	return values, nil
}

// ifThereIsAny asks under the same condition each time.
func ifThereIsAny(ctx context.Context, client *redis.Client, key string, ask bool) (value string, err error) {
	pipe := client.Pipeline()
	get := pipe.Get(ctx, key)
	if ask {
		if _, err := pipe.Exec(ctx); err != nil {
			return "", err
		}
	}
	if ask {
		value = get.Val()
	}
	return value, nil
}
