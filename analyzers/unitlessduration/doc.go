// Package unitlessduration reports numbers without a unit where a time.Duration is meant.
//
// # Scene
//
// A bare number is given to something that takes a time.Duration: a pool's
// SetConnMaxLifetime(300), a cache's Set(ctx, key, value, 60), a client's Timeout:
// 30, a Sleep(10). The number may also be a constant without a type.
//
//	db.SetConnMaxLifetime(300)
//
// # Symptom
//
// Whatever is limited by it ends at once. Connections of the pool are thrown away
// after each use, and db.Stats shows MaxLifetimeClosed growing with every query.
// Cached values are gone when they are looked for (go-redis rounds up to a
// millisecond). Calls fail with "context deadline exceeded" or "Client.Timeout
// exceeded" before they are sent; a loop that should sleep takes a whole core.
//
// # Cause
//
// A time.Duration counts nanoseconds, and an untyped constant becomes one without a
// word: 300 is 300ns. Other languages, and the configuration files next to the
// code, count seconds or milliseconds.
//
// # Fix
//
// Say the unit: 300 * time.Second. The suggestion writes seconds, which are meant
// most often; look whether they are.
//
// # Verify
//
// go test ./unitlessduration -run TestVerify
//
// # Limits
//
// Silent about 0, 1 and negative numbers, which are used as signs; about a million
// and more, where nanoseconds may be meant; about an expression with a typed part,
// such as 5 * time.Second or time.Duration(n); about a constant whose name speaks
// of nanoseconds; and about the variables and typed constants that a number is
// declared as, since they are often multiplied by a unit later. Round, Truncate and
// Time.Add may well count nanoseconds. staticcheck's SA1004 reports time.Sleep of
// small numbers only.
package unitlessduration
