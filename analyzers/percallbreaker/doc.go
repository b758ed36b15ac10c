// Package percallbreaker reports circuit breakers, limiters and locks that are made for each call.
//
// # Scene
//
// A function makes a breaker and runs a request through it:
//
//	func (c *client) fetch(ctx context.Context) error {
//		breaker := gobreaker.NewCircuitBreaker[any](settings)
//		_, err := breaker.Execute(func() (any, error) { return c.get(ctx) })
//		return err
//	}
//
// Likewise a rate limiter, a weighted semaphore, a mutex, a sync.Once or a
// singleflight group that only the function itself uses.
//
// # Symptom
//
// The other service is down, and every single request still goes to it: "circuit
// breaker is open" is in no log. A limit of 10 requests per second lets thousands
// through. What a mutex should protect is written at once by many, "fatal error:
// concurrent map writes".
//
// # Cause
//
// All of these work by what they remember of other calls. A breaker opens after more
// than five failures by default, and one that is made for a call sees one (read:
// gobreaker v2.4.0); a limiter begins with a full bucket, and a mutex is unlocked
// when it is made.
//
// # Fix
//
// Keep it in a field of the client or in a package variable, one for each thing that
// it protects.
//
// # Verify
//
// go test ./percallbreaker -run TestVerify
//
// # Limits
//
// Silent on purpose: things that are stored, returned, passed to a function, captured
// by a closure that is not deferred, or used in a loop, whose turns share them; rate
// limiters, sync.Once and singleflight groups that one call uses several times; and
// what main and init make. Functions that return a new one with each call are
// followed, also into other packages, if they do nothing else with it.
package percallbreaker
