// Package nestedtimeout reports timeouts that can never be reached, because an outer one is shorter.
//
// # Scene
//
// Somebody gives a slow step more time, inside a function that has less:
//
//	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
//	defer cancel()
//	…
//	slow, cancelSlow := context.WithTimeout(ctx, time.Minute)
//	defer cancelSlow()
//	return export(slow)
//
// # Symptom
//
// "context deadline exceeded" after five seconds, from a step that is said to
// have a minute. Raising the minute changes nothing.
//
// # Cause
//
// A context ends no later than the one that it is derived from: the deadline
// of a child is the earlier of the two. A timeout that is longer than the
// parent's adds a cancel function and nothing else.
//
// # Fix
//
// Derive the longer one from the outer context, before the short timeout is
// set; or raise the parent's. Which of the two constants is wrong is not known,
// so there is no fix.
//
// # Verify
//
// go test ./nestedtimeout -run TestVerify
//
// # Limits
//
// It compares constants, of WithTimeout in one function. It is silent about
// timeouts in different functions: a cap of the callee's own within a budget of
// the caller is good design; about equal ones; about context.WithoutCancel in
// between; and about deadlines that are points in time. No resource is lost,
// and the code may mean it, so it is an info. Read in Go 1.26.
package nestedtimeout
