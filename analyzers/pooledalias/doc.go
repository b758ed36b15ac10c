// Package pooledalias reports memory of a pooled object that is used after the object is back in its pool.
//
// # Scene
//
// A function borrows a buffer, and returns what is in it:
//
//	buf := pool.Get().(*bytes.Buffer)
//	defer pool.Put(buf)
//	buf.Reset()
//	err := json.NewEncoder(buf).Encode(order)
//	return buf.Bytes(), err
//
// # Symptom
//
// Under load, responses have parts of other responses in them: orders of other
// customers, JSON that does not parse. A test with one request at a time never shows
// it.
//
// # Cause
//
// Bytes returns no copy but the memory of the buffer. Put runs before the caller sees
// it, and the next Get hands the same memory to somebody else, who writes into it
// (read: bytes and sync of Go 1.26).
//
// # Fix
//
// Return a copy: bytes.Clone(buf.Bytes()), or buf.String() where a string will do. The
// fix does the former.
//
// # Verify
//
// go test ./pooledalias -run TestVerify
//
// # Limits
//
// Functions of the package that get, put or return memory of an argument are followed
// one level deep. Memory is what Bytes and AvailableBuffer of a bytes.Buffer return, a
// slice that the pooled pointer points to, a slice in its fields, and slices and
// appendages of these, also those that functions of the libraries make. Silent on
// purpose: memory that is passed to a call which is over before the Put; variables
// that hold several objects in turn; objects that callers put back; structs that hold
// the memory and do not leave the function; and fields of parameters, which may be
// cleared in time.
package pooledalias
