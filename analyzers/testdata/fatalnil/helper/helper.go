// Package helper knows what it means that Redis has nothing.
package helper

import (
	"errors"

	"github.com/redis/go-redis/v9"
)

// Missing reports whether an error says that there is no such key.
func Missing(err error) bool { return errors.Is(err, redis.Nil) }
