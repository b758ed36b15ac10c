// Package earlyresult reports results of Redis commands that are read before their pipeline is executed.
//
// # Scene
//
// A command is queued in a pipeline, and its result is read above the Exec.
//
//	pipe := client.Pipeline()
//	get := pipe.Get(ctx, key)
//	value := get.Val() // ""
//	_, err := pipe.Exec(ctx)
//
// The same goes for the function that Pipelined calls: the client executes the
// pipeline when that function has returned.
//
// # Symptom
//
// The value is always empty, and there is no error: caches never hit, counters are
// zero, flags are off. A test against a real server shows it at the first run, one
// with a mocked client does not.
//
// # Cause
//
// A pipeline only notes its commands. What they return is a place for the result,
// which Exec fills in (read: go-redis v9.23). Until then Val is the zero value and
// Err is nil, and nothing tells that from an empty reply.
//
// # Fix
//
// Read below the Exec, and look at its error first. What is needed to decide what
// to send cannot be in the same pipeline: ask for it with the client.
//
// # Verify
//
// go test ./earlyresult -run TestVerify
//
// # Limits
//
// Looked at is what is read in the function that has queued the command, of a value
// of type redis.Pipeliner: something of type redis.Cmdable may be a client. Silent
// once the pipeline has been executed on the way, by that function or by one that it
// is passed to, and about commands that are stored and read later. An error that is
// read alone, and too early, is a warning: it is always nil, and the error of Exec
// may still be looked at. Any version of go-redis is covered, and other libraries
// are not.
package earlyresult
