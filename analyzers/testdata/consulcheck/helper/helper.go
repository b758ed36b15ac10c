// Package helper has constants for checks.
package helper

import "time"

const (
	Interval = "10"             // forgotten: the unit
	Reap     = 20 * time.Second // of instances that are critical
)
