// Package stickybreaker reports circuit breakers that decide by counts which are never cleared.
//
// # Scene
//
// A breaker opens by the share of failures, and has no Interval:
//
//	gobreaker.NewCircuitBreaker[[]byte](gobreaker.Settings{
//		Name: "orders",
//		ReadyToTrip: func(counts gobreaker.Counts) bool {
//			return float64(counts.TotalFailures)/float64(counts.Requests) >= 0.6
//		},
//	})
//
// # Symptom
//
// The other service is down, all requests fail, and the breaker stays closed. After
// 100,000 successes it takes 150,000 failures in a row until 60 in 100 of all
// requests since the start have failed. One that counts failures without a share
// opens for failures that are days apart. "circuit breaker is open" is in the log
// never, or at random.
//
// # Cause
//
// A closed gobreaker clears its counts once per Interval. The zero value, unlike that
// of the other settings, is no default: the counts are never cleared (read: gobreaker
// v1.0.0 and v2.4.0). The example in gobreaker's own repository has the mistake.
//
// # Fix
//
// Give the breaker an Interval, so that it judges by the last minute:
//
//	Interval: time.Minute,
//
// # Verify
//
// go test ./stickybreaker -run TestVerify
//
// # Limits
//
// Silent on purpose: settings that are not made of one literal; an Interval that is
// not constant; a ReadyToTrip that looks at consecutive failures as well, which opens
// when all requests fail; one that hands its counts to another function; breakers of
// other libraries.
package stickybreaker
