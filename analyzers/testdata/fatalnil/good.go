package fatalnil

import (
	"context"
	"errors"
	"time"

	"example.com/fixtures/fatalnil/helper"
	"github.com/redis/go-redis/v9"
)

// letsNilPass asks each command.
func letsNilPass(ctx context.Context, client *redis.Client, ids []string) ([]string, error) {
	pipe := client.Pipeline()
	var queued []*redis.StringCmd
	for _, id := range ids {
		queued = append(queued, pipe.Get(ctx, id))
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, err
	}
	var found []string
	for _, cmd := range queued {
		if cmd.Err() == nil {
			found = append(found, cmd.Val())
		}
	}
	return found, nil
}

// comparesNil does without package errors.
func comparesNil(ctx context.Context, client *redis.Client, id string) (name, city string, err error) {
	pipe := client.Pipeline()
	first, second := pipe.HGet(ctx, id, "name"), pipe.HGet(ctx, id, "city")
	if _, err := pipe.Exec(ctx); err != nil && err != redis.Nil {
		return "", "", err
	}
	return first.Val(), second.Val(), nil
}

// asksHelper has a predicate for it.
func asksHelper(ctx context.Context, client *redis.Client, id string) (name, city string, err error) {
	pipe := client.Pipeline()
	first, second := pipe.HGet(ctx, id, "name"), pipe.HGet(ctx, id, "city")
	if _, err := pipe.Exec(ctx); err != nil && !helper.Missing(err) {
		return "", "", err
	}
	return first.Val(), second.Val(), nil
}

// slides has one command that may find nothing: the error is about that.
func slides(ctx context.Context, client *redis.Client, session string) (string, error) {
	pipe := client.TxPipeline()
	value := pipe.Get(ctx, session)
	pipe.Expire(ctx, session, time.Hour)
	if _, err := pipe.Exec(ctx); err != nil {
		return "", err
	}
	return value.Val(), nil
}

// token is known to its caller to be missing sometimes.
func token(ctx context.Context, client *redis.Client, user string) (string, string, error) {
	pipe := client.Pipeline()
	id, secret := pipe.Get(ctx, user+":id"), pipe.Get(ctx, user+":secret")
	if _, err := pipe.Exec(ctx); err != nil {
		return "", "", err
	}
	return id.Val(), secret.Val(), nil
}

func signedIn(ctx context.Context, client *redis.Client, user string) (bool, error) {
	_, _, err := token(ctx, client, user)
	if errors.Is(err, redis.Nil) {
		return false, nil
	}
	return err == nil, err
}

// stores has no command that may find nothing.
func stores(ctx context.Context, client *redis.Client, values map[string]string) error {
	pipe := client.Pipeline()
	for key, value := range values {
		pipe.Set(ctx, key, value, time.Minute)
		pipe.HSet(ctx, "all", key, value)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return err
	}
	return nil
}

// many uses a command that answers nil in a list.
func many(ctx context.Context, client *redis.Client, ids []string) ([]any, error) {
	pipe := client.Pipeline()
	first, second := pipe.MGet(ctx, ids...), pipe.HMGet(ctx, "all", ids...)
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, err
	}
	return append(first.Val(), second.Val()...), nil
}

// hasResultsToo returns them beside the error.
func hasResultsToo(ctx context.Context, client *redis.Client, ids []string) ([]redis.Cmder, error) {
	pipe := client.Pipeline()
	for _, id := range ids {
		pipe.Get(ctx, id)
	}
	return pipe.Exec(ctx)
}

// looksAtThem in spite of the error.
func looksAtThem(ctx context.Context, client *redis.Client, ids []string) (found []string, failed error) {
	pipe := client.Pipeline()
	var queued []*redis.StringCmd
	for _, id := range ids {
		queued = append(queued, pipe.Get(ctx, id))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		for _, cmd := range queued {
			if cmd.Err() == nil {
				found = append(found, cmd.Val())
			}
		}
		return found, err
	}
	return found, nil
}

// drops the error, and asks each command.
func drops(ctx context.Context, client *redis.Client, ids []string) (found []string) {
	pipe := client.Pipeline()
	var queued []*redis.StringCmd
	for _, id := range ids {
		queued = append(queued, pipe.Get(ctx, id))
	}
	_, _ = pipe.Exec(ctx)
	for _, cmd := range queued {
		if name, err := cmd.Result(); err == nil {
			found = append(found, name)
		}
	}
	return found
}

// queuesElsewhere does not know what its helper asks for.
func queuesElsewhere(ctx context.Context, client *redis.Client, ids []string, queue func(redis.Pipeliner, string)) error {
	pipe := client.Pipeline()
	for _, id := range ids {
		queue(pipe, id)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return err
	}
	return nil
}
