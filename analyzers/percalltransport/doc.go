// Package percalltransport reports HTTP transports that are made for each call and never closed.
//
// # Scene
//
// A function that runs again and again makes an http.Transport, or a clone of the
// default one, to set a proxy, a certificate or a timeout; puts it into a client,
// sends a request, and forgets both. A reverse proxy made for each request does the same.
//
//	tr := &http.Transport{TLSClientConfig: config}
//	client := &http.Client{Transport: tr}
//	resp, err := client.Get(url)
//
// # Symptom
//
// Goroutines grow by two per call, net/http.(*persistConn).readLoop and writeLoop,
// and so do the open connections, here and on the other side, until there are "too
// many open files" or a dial fails with "cannot assign requested address". Every call
// pays for a new connection and a new TLS handshake.
//
// # Cause
//
// A transport is a pool of connections. Each has its own, and a connection that has
// answered stays in it for the next request: for ever if IdleConnTimeout is not set,
// for 90 seconds in a clone of the default transport (read: net/http of Go 1.26). The
// next request never comes. The garbage collector cannot take the transport, since
// the goroutines of its connections hold it. A client without a transport of its own
// uses the default one and is harmless.
//
// # Fix
//
// Make the transport once, in a package variable or in a field of what sends. Where
// it must be made for one call, close what is left:
//
//	defer tr.CloseIdleConnections()
//
// The fix does the latter where the transport has a variable.
//
// # Verify
//
// go test ./percalltransport -run TestVerify
//
// # Limits
//
// Silent on purpose: a transport or a client that is returned, stored in a field or a
// variable of the package, captured by a closure, or passed to a function; transports
// with DisableKeepAlives or an IdleConnTimeout of less than the default's 90 seconds, or
// on which CloseIdleConnections is called; and what main and init make. Where it is not
// plain that the function runs often, because it is no handler, has no context and makes
// the transport outside of a loop, the finding is informative only, and any
// IdleConnTimeout is enough. Constructors that are called for each request are not
// followed.
package percalltransport
