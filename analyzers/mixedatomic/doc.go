// Package mixedatomic reports values of atomic.Value that are given different types.
//
// # Scene
//
// One place stores a value, another one a pointer; or what is stored is an error:
//
//	func (c *cache) load()              { c.current.Store(config{}) }
//	func (c *cache) replace(cfg config) { c.current.Store(&cfg) }
//
//	func (w *worker) failed(err error) { w.last.Store(err) }
//
// # Symptom
//
// "panic: sync/atomic: store of inconsistently typed value into Value", at the second
// kind of value and so often weeks after the release: the second kind of error, the
// first reload. With a nil error, "panic: sync/atomic: store of nil value into Value".
//
// # Cause
//
// An atomic.Value remembers the concrete type of the first value and panics for any
// other, and for nil; so do Swap and CompareAndSwap (read: sync/atomic of Go 1.26).
// An error is an interface: its concrete type is that of whatever went wrong.
//
// # Fix
//
// Use an atomic.Pointer, which the compiler checks. For errors and other interfaces
// store a struct that has one:
//
//	type failure struct{ error }
//	w.last.Store(failure{err})
//
// # Verify
//
// go test ./mixedatomic -run TestVerify
//
// # Limits
//
// Values in a field or a variable are compared over all functions of the package;
// those in exported ones with what the packages below store there. A field counts as
// one for all values of its type. An error is a warning, another interface with
// methods is for information: what is stored may always have the same type. Silent on
// purpose: values of type any, which containers for one type have; type parameters;
// pointers to an atomic.Value; an error that is stored only where Load has returned nil,
// or in a function that a sync.Once calls.
package mixedatomic
