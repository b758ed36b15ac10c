// Package deadgroupctx reports calls with the context of an errgroup that has been waited for.
//
// # Scene
//
// A function starts some work in a group and hides its context behind the
// group's:
//
//	g, ctx := errgroup.WithContext(ctx)
//	g.Go(func() error { return load(ctx) })
//	if err := g.Wait(); err != nil {
//		return err
//	}
//	return save(ctx) // always fails
//
// # Symptom
//
// What comes after the group fails with "context canceled", although nobody
// has cancelled anything and all goroutines have succeeded. With servers it
// looks like a client that has gone away. Where the error is only logged, the
// last step is never done.
//
// # Cause
//
// Wait cancels the group's context before it returns, in success as well: the
// context is for the goroutines of the group. After Wait it is always
// cancelled.
//
// # Fix
//
// Give the group's context a name of its own, and go on with the other one:
//
//	g, gctx := errgroup.WithContext(ctx)
//	g.Go(func() error { return load(gctx) })
//
// The fix that is offered renames it in the functions that are given to Go. It
// is a suggestion, since the other context may be the wrong one too.
//
// # Verify
//
// go test ./deadgroupctx -run TestVerify
//
// # Limits
//
// It reports calls that come after Wait on every path, take the context or one
// derived from it, and may fail: their last result is an error, or something
// bound to the context. Calls without such a result, such as loggers, may not
// care, and neither do functions of the package that only take values out of
// the context. One call is reported for each Wait. It is silent about
// context.WithoutCancel, about what asks the context whether it has ended, and
// where the group or its context comes from another function. Read in
// golang.org/x/sync v0.24.
package deadgroupctx
