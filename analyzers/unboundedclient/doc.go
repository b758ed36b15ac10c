// Package unboundedclient reports HTTP requests of a service that wait for an answer without a limit.
//
// # Scene
//
// A service asks another one, with a client that has no Timeout and a request that
// has no deadline:
//
//	client := &http.Client{}
//	resp, err := client.Post(url, "application/json", body)
//
//	resp, err := http.Get(url)
//
// # Symptom
//
// When the other service accepts connections and does not answer, requests here
// do not end either. Goroutines grow in net/http.(*persistConn).roundTrip, the loop
// that should look every minute never looks again, and what holds a mutex during
// the call stops everything else. Nothing is logged, and a restart cures it.
//
// # Cause
//
// The zero Timeout of a client is no limit, and http.NewRequest makes a request
// with a context that never ends. The default transport limits dialling and the TLS
// handshake, but not the wait for the header of the answer or for its body (read:
// net/http of Go 1.26). Keep-alive probes do not help: the kernel on the other
// side answers them for a process that hangs.
//
// # Fix
//
// Give the client a limit, or the request the context of what it is sent for:
//
//	client := &http.Client{Timeout: 30 * time.Second}
//
//	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
//
// In place of the default client, make one with a limit, once.
//
// # Verify
//
// go test ./unboundedclient -run TestVerify
//
// # Limits
//
// Reported are requests in handlers, in functions that are given a context, in loops
// that wait for something, and in functions that one of those calls in the same
// package; not what programs do once, or for somebody who watches them.
//
// Silent on purpose: requests with a context that is not certainly without an
// end; clients that get a Timeout, be it 0, somewhere in the package, whose transport has a
// ResponseHeaderTimeout or is not known, that are handed to other code, or that
// others may reach by an exported name; requests to a loopback address; answers
// that are not read to their end at once, which may be streams; and requests that
// are given a fresh context in a function that has another, which detachedcontext is
// about. A limit that another package gives http.DefaultClient is not seen.
package unboundedclient
