// Package helper decides when breakers open, and makes settings for them.
package helper

import (
	"context"
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"
)

// Cancelled reports whether a client has gone away.
func Cancelled(err error) bool { return errors.Is(err, context.Canceled) }

// Settings returns settings with an interval.
func Settings(name string) gobreaker.Settings {
	return gobreaker.Settings{
		Name:        name,
		Interval:    time.Minute,
		ReadyToTrip: func(counts gobreaker.Counts) bool { return Share(counts) > 0.6 },
	}
}

// Share returns the share of failures.
func Share(counts gobreaker.Counts) float64 {
	return float64(counts.TotalFailures) / float64(max(counts.Requests, 1))
}
