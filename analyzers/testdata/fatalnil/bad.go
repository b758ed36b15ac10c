package fatalnil

import (
	"context"
	"fmt"
	"log"

	"github.com/redis/go-redis/v9"
)

// names fails for all when one of them has expired.
func names(ctx context.Context, client *redis.Client, ids []string) (map[string]string, error) {
	pipe := client.Pipeline()
	found := make(map[string]*redis.StringCmd, len(ids))
	for _, id := range ids {
		found[id] = pipe.Get(ctx, "name:"+id)
	}
	if _, err := pipe.Exec(ctx); err != nil { // want `pipe.Exec fails with redis.Nil if one Get finds nothing, and the results of all others are thrown away`
		return nil, fmt.Errorf("names: %w", err)
	}
	byID := make(map[string]string, len(ids))
	for id, name := range found {
		byID[id] = name.Val()
	}
	return byID, nil
}

// profile needs two fields, of which one is optional.
func profile(ctx context.Context, client redis.UniversalClient, id string) (name, city string, err error) {
	pipe := client.Pipeline()
	first := pipe.HGet(ctx, id, "name")
	second := pipe.HGet(ctx, id, "city")
	_, err = pipe.Exec(ctx) // want `pipe.Exec fails with redis.Nil if one HGet finds nothing`
	if err != nil {
		return "", "", err
	}
	return first.Val(), second.Val(), nil
}

// ranks asks in a closure.
func ranks(ctx context.Context, client *redis.Client, players []string) []int64 {
	var queued []*redis.IntCmd
	_, err := client.Pipelined(ctx, func(pipe redis.Pipeliner) error { // want `client.Pipelined fails with redis.Nil if one ZRank finds nothing`
		for _, player := range players {
			queued = append(queued, pipe.ZRank(ctx, "players", player))
		}
		return nil
	})
	if err != nil {
		log.Print("ranks: ", err)
		return nil
	}
	var found []int64
	for _, rank := range queued {
		found = append(found, rank.Val())
	}
	return found
}

// next takes one job of each queue, and loses those it has taken when another
// queue is empty.
func next(ctx context.Context, client *redis.Client, queues []string) ([]string, error) {
	pipe := client.TxPipeline()
	var heads []*redis.StringCmd
	for _, queue := range queues {
		heads = append(heads, pipe.LPop(ctx, queue))
	}
	if _, err := pipe.Exec(ctx); err != nil { // want `pipe.Exec fails with redis.Nil if one LPop finds nothing`
		return nil, err
	}
	var jobs []string
	for _, head := range heads {
		jobs = append(jobs, head.Val())
	}
	return jobs, nil
}

// prices reads what it has been given.
func prices(ctx context.Context, pipe redis.Pipeliner, skus []string, seen func(string)) error {
	for _, sku := range skus {
		pipe.Get(ctx, "price:"+sku)
	}
	cmds, err := pipe.Exec(ctx) // want `pipe.Exec fails with redis.Nil if one Get finds nothing`
	if err != nil {
		return err
	}
	for _, cmd := range cmds {
		seen(cmd.(*redis.StringCmd).Val())
	}
	return nil
}
