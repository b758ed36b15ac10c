// Package discardedcancel reports cancel functions of contexts that some path never calls.
//
// # Scene
//
// The function that comes with a derived context is lost: assigned to _, silenced
// with _ = cancel, stored in a field that nothing calls, called only on success or
// only on error, overwritten by the next one, or deferred in a loop that does not
// end.
//
//	ctx, cancel := context.WithTimeout(ctx, time.Second)
//	if len(hosts) == 0 {
//		return nil // cancel is not called
//	}
//	defer cancel()
//
// This goes for context.WithCancel, WithTimeout, WithDeadline and their Cause
// variants, for signal.NotifyContext, for functions of your own that return a
// cancel function of theirs, and for the stop function of context.AfterFunc if
// some paths call it. go vet reports part of it: it knows the context
// package's functions only, and takes any mention of the variable for a use.
//
// # Symptom
//
// Memory grows with the number of calls and falls when the timeouts expire or the
// parent ends; a heap profile shows context.WithDeadlineCause or
// context.(*cancelCtx).propagateCancel, and time.AfterFunc below it. With
// WithCancel on the context of a server or connection it never falls. Goroutines
// that wait for <-ctx.Done() stay: the goroutine profile shows them by the
// thousands. With a parent context of a type of your own (one without an AfterFunc
// method) each child costs a goroutine in context.(*cancelCtx).propagateCancel.
// A lost stop of signal.NotifyContext shows when Ctrl-C or SIGTERM does
// nothing any more.
//
// # Cause
//
// A context that can be cancelled is entered into its parent's set of children,
// and a timeout also starts a timer (read: Go 1.26). The cancel function takes
// both away. Without it they stay until the timer fires or the parent is
// cancelled, with all that hangs from them. A defer in an endless loop
// runs when the function returns, which is never, and the deferred calls
// themselves pile up.
//
// Such a child still sees its parent's cancellation, though articles say it does
// not; and since the parent takes its children along, a child whose parent is
// cancelled in time needs no cancel of its own.
//
// signal.NotifyContext takes the signal away from the process: until stop is
// called, the default (to exit) stays off, even when the context is done.
//
// # Fix
//
// Keep the function and defer it on the next line:
//
//	ctx, cancel := context.WithTimeout(ctx, time.Second)
//	defer cancel()
//
// This is offered as a safe fix where the function is never called, outside of
// loops, if the context stays within the function. A cancel function that takes a
// cause is deferred as cancel(nil). A call that is deferred too late moves up, if no
// other calls are deferred in between. No fix is safe where a goroutine, a stored
// value, or a returned response, stream or rows still needs the context: there,
// hand the cancel function to whoever ends that. In a loop, put the body
// into a function of its own.
//
// # Verify
//
// go test ./discardedcancel -run TestVerify
//
// # Limits
//
// Silent on purpose: a cancel function that is returned (alone, in a struct or
// within a cleanup function), sent on a channel, put into a slice, map, variable
// or exported field, captured by a function that is kept or started as a goroutine,
// registered (t.Cleanup, context.AfterFunc, time.AfterFunc), or passed to a
// function of unknown effect. An unexported field is followed: one call of it, or one
// use as a value, anywhere in the package is enough, whether or not it is reached.
//
// Silent about a child of a context that this function cancels itself.
//
// Silent if the stop function of context.AfterFunc is ignored altogether: it need not be
// called, and the function then runs once the context is done. A call on some paths
// shows that it was not meant to.
//
// Silent in main.main, whose return ends the process, on paths that end in panic,
// os.Exit, log.Fatal and their like, on branches without a cancel function (its
// error is not nil, or it is nil itself), and if it is made and called under the
// same condition.
//
// A defer in a loop with a bound, or over a collection, counts as a call.
//
// A context cancelled too early is another mistake, and not this rule's.
package discardedcancel
