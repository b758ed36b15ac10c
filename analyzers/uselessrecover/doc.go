// Package uselessrecover reports calls of recover that can never stop a panic.
//
// # Scene
//
// A function that recovers is written once and called from deferred functions:
//
//	func handlePanic() {
//		if r := recover(); r != nil {
//			log.Println(r)
//		}
//	}
//
//	defer func() { handlePanic() }()
//
// Also defer recover(), defer log.Println(recover()), and a literal within the
// deferred one that calls recover.
//
// # Symptom
//
// The code looks protected, and the first panic ends the process all the same:
// "panic: ..." and "goroutine 7 [running]:". In a gRPC server or in a goroutine
// that takes all other requests with it.
//
// # Cause
//
// recover returns a value only if the deferred function itself calls it. One
// call further down it returns nil, also when that call is deferred again. In
// defer f(recover()) the argument is evaluated at once, before any panic, and
// defer recover() has no deferred function that could call it.
//
// # Fix
//
// Defer the function that recovers: defer handlePanic(). The fix does so if the
// deferred function does nothing else. Or call recover in the deferred function
// and hand the value on: defer func() { report(recover()) }().
//
// # Verify
//
// go test ./uselessrecover -run TestVerify
//
// # Limits
//
// Checked with Go 1.26 against the language specification, section "Handling
// panics". Methods, interface methods, promoted methods and method values
// recover if they are deferred, and are not reported.
//
// A function that recovers only to panic again is an observer, such as the End
// method of a tracer's span, and may be called from anywhere. Functions of
// libraries are not looked into, and a call through an interface is not followed.
//
// A deferred function that recovers itself is left alone, and so is one that
// defers another function to protect the rest of its own work.
//
// The fix is left out if an operand of the call changes in between. The fixes
// for defer recover() and defer f(recover()) are suggestions: the program goes
// on where it has died so far.
package uselessrecover
