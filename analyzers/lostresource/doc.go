// Package lostresource reports values of your own libraries that some path never ends.
//
// # Scene
//
// A lease, lock, session or other value that the configuration describes is
// begun, and a path leaves the function without ending it or handing it to
// anyone: an early return between Acquire and a late defer, a branch that
// forgets it, a lease assigned to _. The rule is silent unless
// catalog.lifecycles in .govlint.yaml says which functions begin such values and
// which methods end them:
//
//	catalog:
//	  lifecycles:
//	    - name: lease
//	      begin: ["(*corp.example/lock.Client).Acquire"]
//	      result: 0
//	      end: ["(*corp.example/lock.Lease).Release"]
//
// # Symptom
//
// That depends on the library. A lock stays locked until it expires or the
// process ends, and others log that they wait for it, or that "context deadline
// exceeded" while they did; a pool runs empty; sessions pile up on a server.
//
// # Cause
//
// Nothing but the end function gives the value back: not the garbage collector,
// and not the end of the request.
//
// # Fix
//
// Defer the end right after the error check:
//
//	lease, err := locks.Acquire(ctx, key)
//	if err != nil {
//		return err
//	}
//	defer lease.Release()
//
// That is offered as a suggestion where no path ends the value, outside of loops:
// only you know whether it may be ended when the function returns.
//
// # Verify
//
// go test ./lostresource -run TestVerify
//
// # Limits
//
// Silent about values that are returned, stored in a field, variable, slice or
// map, sent on a channel, captured by a function that is kept or started as a
// goroutine, or passed to a function of unknown effect: someone else ends them
// then. Paths that end in panic, os.Exit, log.Fatal and their like, and loops
// without a way out, do not count, nor do branches on which the error that came
// with the value is not nil.
//
// Silent if the value has none of the configured end methods, for then the
// configuration is about something else. A value that is ended twice is not
// reported.
package lostresource
