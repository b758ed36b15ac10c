package unitlessduration

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	seconds                   = 30
	typed       time.Duration = 30
	pauseNanos                = 500
	idleTimeout               = 90 * time.Second
)

// poolWithUnits says its units.
func poolWithUnits(db *sql.DB) {
	db.SetMaxOpenConns(100)
	db.SetConnMaxIdleTime(idleTimeout)
	db.SetConnMaxLifetime(seconds * time.Second)
}

// clientWithUnits multiplies a typed constant.
func clientWithUnits() *http.Client {
	return &http.Client{Timeout: typed * time.Second}
}

// signs uses numbers that are signs.
func signs(ctx context.Context, rdb *redis.Client, db *sql.DB) error {
	db.SetConnMaxLifetime(0)
	tick := time.NewTicker(1) // fires at once
	defer tick.Stop()
	tick.Reset(time.Minute)
	return rdb.Set(ctx, "greeting", "hello", redis.KeepTTL).Err()
}

// nanoseconds counts what it says.
func nanoseconds(start time.Time) (time.Duration, time.Time) {
	time.Sleep(pauseNanos)
	time.Sleep(2_000_000)
	return time.Since(start).Round(10), start.Add(5)
}

// converted says that it knows better.
func converted(n int) time.Duration {
	time.Sleep(time.Duration(n))
	return time.Duration(100)
}

// scaled computes with durations.
func scaled(d time.Duration) time.Duration {
	if d > 100 {
		return d / 2
	}
	var least time.Duration = 5
	return max(d*3, least*time.Second)
}
