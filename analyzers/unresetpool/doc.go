// Package unresetpool reports pooled buffers that go back with what was written to them.
//
// # Scene
//
// A function borrows a buffer, writes to it, and gives it back:
//
//	buf := buffers.Get().(*bytes.Buffer)
//	defer buffers.Put(buf)
//	if err := json.NewEncoder(buf).Encode(order); err != nil {
//		return "", err
//	}
//	return buf.String(), nil
//
// # Symptom
//
// From the second call on, the order has the one before it in front: of another
// request, and of another customer. A sum is that of all that was ever hashed. Where
// nobody reads the buffer as a whole, it grows with each use, until the collector
// takes it out of the pool.
//
// # Cause
//
// A sync.Pool keeps objects as they are. Put empties nothing, and New runs only for a
// pool that has nothing to offer (read: sync, bytes and hash of Go 1.26).
//
// # Fix
//
// Call Reset right behind Get, where no return can be in the way:
//
//	buf := buffers.Get().(*bytes.Buffer)
//	buf.Reset()
//
// # Verify
//
// go test ./unresetpool -run TestVerify
//
// # Limits
//
// Buffers are those of bytes and of strings, and hashes. A finding is for information,
// but an error where a function reads as a whole what it has written. Silent on purpose:
// buffers that are read from, which empties them; buffers that other packages have or
// get, unless as something to write to; buffers inside of a pooled struct; slices.
package unresetpool
