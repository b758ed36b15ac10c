package earlyresult

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// readAtOnce reads what has not been asked for yet.
func readAtOnce(ctx context.Context, client *redis.Client, key string) (string, error) {
	pipe := client.Pipeline()
	get := pipe.Get(ctx, key)
	pipe.Expire(ctx, key, 0)
	value := get.Val() // want `get is read before the pipeline is executed: it is empty, and has no error`
	_, err := pipe.Exec(ctx)
	return value, err
}

// result takes the error for the server's.
func result(ctx context.Context, client redis.UniversalClient, key string) (int, error) {
	pipe := client.TxPipeline()
	n, err := pipe.Get(ctx, key).Int() // want `the result of Get is read before the pipeline is executed`
	if err != nil {
		return 0, err
	}
	pipe.Del(ctx, key)
	_, err = pipe.Exec(ctx)
	return n, err
}

// onOnePath executes the pipeline only if there is something else to do.
func onOnePath(ctx context.Context, client *redis.Client, key string, forget bool) (bool, error) {
	pipe := client.Pipeline()
	exists := pipe.SIsMember(ctx, "members", key)
	if forget {
		pipe.SRem(ctx, "members", key)
		if _, err := pipe.Exec(ctx); err != nil {
			return false, err
		}
	}
	return exists.Result() // want `exists is read before the pipeline is executed`
}

// inCallback reads before the client has executed anything.
func inCallback(ctx context.Context, client *redis.Client, key string) (n int64, err error) {
	_, err = client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		incr := pipe.Incr(ctx, key)
		n, err = incr.Result() // want `incr is read before the pipeline is executed`
		return err
	})
	return n, err
}

// uselessCheck looks at an error that is not there yet.
func uselessCheck(ctx context.Context, client *redis.Client, keys []string) error {
	pipe := client.Pipeline()
	for _, key := range keys {
		if err := pipe.Set(ctx, key, 1, 0).Err(); err != nil { // want `the error of the result of Set is looked at before the pipeline is executed: it is always nil`
			return err
		}
	}
	_, err := pipe.Exec(ctx)
	return err
}

// checkedReply asks for the error alone, and reads the replies below.
func checkedReply(ctx context.Context, client *redis.Client, keys []string) ([]redis.Cmder, error) {
	return client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, key := range keys {
			if _, err := pipe.Get(ctx, key).Result(); err != nil { // want `the error of the result of Get is looked at before the pipeline is executed: it is always nil`
				return err
			}
		}
		return nil
	})
}

// scanned reads where the next scan begins, and not the keys.
func scanned(ctx context.Context, client *redis.Client) (uint64, error) {
	pipe := client.Pipeline()
	_, cursor, err := pipe.Scan(ctx, 0, "*", 10).Result() // want `the result of Scan is read before the pipeline is executed: it is empty, and has no error`
	if err != nil {
		return 0, err
	}
	_, err = pipe.Exec(ctx)
	return cursor, err
}
