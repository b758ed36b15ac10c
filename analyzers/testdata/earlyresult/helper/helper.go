// Package helper executes pipelines for other packages.
package helper

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// Flush executes a pipeline.
func Flush(ctx context.Context, pipe redis.Pipeliner) error {
	_, err := pipe.Exec(ctx)
	return err
}
