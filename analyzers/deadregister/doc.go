// Package deadregister reports registrations that run only after the server has ended.
//
// # Scene
//
// A function calls ListenAndServe, Serve, Run or Start in its own goroutine,
// and registers the service in the line below.
//
// # Symptom
//
// The service works when called by address, but never shows up in the
// registry. When it is stopped, a registration appears for an instance that is
// gone, and callers get "connection refused" until its check or lease fails.
//
// # Cause
//
// These calls serve until the server fails or is shut down; they do not return
// when it has started. The registration waits for that return.
//
// # Fix
//
// Listen first, register between net.Listen and Serve. Where the framework
// offers no such place, start the server in a goroutine, wait until its port
// accepts connections, and register then.
//
// # Verify
//
// go test ./deadregister -run TestVerify
//
// # Limits
//
// Silent if another server may be started after the first has ended: a set-up
// server that makes way for the real one. Silent in a loop that serves again
// after the registration, about registrations in deferred calls, about servers
// that are waited for through an errgroup or a channel, and about code behind
// log.Fatal(srv.ListenAndServe()), which never runs. Calls of interface methods
// and function values that the catalog does not list are not followed.
package deadregister
