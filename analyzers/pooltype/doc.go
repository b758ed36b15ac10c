// Package pooltype reports pools that hand out something else than their users expect.
//
// # Scene
//
// What New makes, what Get is taken for and what Put gives back are three different
// lines, and one of them has not been changed with the others:
//
//	var buffers = sync.Pool{New: func() any { return make([]byte, 0, 1024) }}
//
//	buf := buffers.Get().(*[]byte)
//
// Or the pointer to a variable goes back instead of what is in it:
//
//	buf := buffers.Get().([]byte)
//	defer buffers.Put(&buf)
//
// # Symptom
//
// "panic: interface conversion: interface {} is []uint8, not *[]uint8": with the first
// Get, or, where it is Put that is wrong, with one of the next. A pool without New
// panics with "panic: interface conversion: interface {} is nil, not *bytes.Buffer"
// whenever it has nothing left, as after a garbage collection.
//
// # Cause
//
// A sync.Pool takes and returns values of any type: nobody compares them before the
// assertion does, while the program runs. Get returns what New returns, or nil
// without one, if nothing was put back or the collector has taken it (read: sync of Go
// 1.26).
//
// # Fix
//
// Agree on one type. A pointer is best, which Put does not have to allocate:
//
//	var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
//
// # Verify
//
// go test ./pooltype -run TestVerify
//
// # Limits
//
// Pools are variables and fields that other packages cannot see, and only if all that
// is done with them is Get, Put and New. A field counts as one for all values of its
// type. An assertion that asks whether it holds is a warning, where it never can.
// Silent on purpose: New functions that return an interface or nil; what is put back
// as an interface; type parameters; assertions that do not follow Get directly, which
// may come behind a test for nil.
package pooltype
