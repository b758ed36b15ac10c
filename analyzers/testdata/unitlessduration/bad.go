package unitlessduration

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	maxLifetime = 300
	dialTimeout = 5 * 60
)

// pool gives the pool numbers.
func pool(db *sql.DB) {
	db.SetMaxOpenConns(100)
	db.SetConnMaxIdleTime(100)         // want `100 has no unit: SetConnMaxIdleTime takes it as 100 nanoseconds`
	db.SetConnMaxLifetime(maxLifetime) // want `maxLifetime has no unit: SetConnMaxLifetime takes it as 300 nanoseconds`
}

// client gives a field a number.
func client() *http.Client {
	return &http.Client{Timeout: 30} // want `30 has no unit: Timeout takes it as 30 nanoseconds`
}

// cached gives an expiration.
func cached(ctx context.Context, rdb *redis.Client) error {
	return rdb.Set(ctx, "greeting", "hello", 60).Err() // want `60 has no unit: Set takes it as 60 nanoseconds`
}

// configured assigns to a field.
func configured(opts *redis.Options) {
	opts.DialTimeout = dialTimeout // want `dialTimeout has no unit: DialTimeout takes it as 300 nanoseconds`
	opts.ReadTimeout = 2 * 60      // want `2 \* 60 has no unit: ReadTimeout takes it as 120 nanoseconds`
}

// limit returns a number.
func limit(slow bool) time.Duration {
	if slow {
		return 20 // want `20 has no unit: the result takes it as 20 nanoseconds`
	}
	return time.Second
}

// bounded derives a context that has ended.
func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 10) // want `10 has no unit: WithTimeout takes it as 10 nanoseconds`
}
