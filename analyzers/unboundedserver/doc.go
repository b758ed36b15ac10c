// Package unboundedserver reports HTTP servers that wait for the header of a request without a limit.
//
// # Scene
//
// A server is made with an address and a handler, or by a function that takes
// nothing else:
//
//	server := &http.Server{Addr: addr, Handler: mux}
//	return server.ListenAndServe()
//
//	return http.ListenAndServe(addr, mux)
//
// # Symptom
//
// Connections and goroutines, in net/http.(*conn).serve, grow without requests in
// the log. In the end the server accepts no more: "accept tcp [::]:8080: accept4:
// too many open files". A client that opens connections and sends one byte of a
// header now and then, by a fault or on purpose (the attack is called Slowloris),
// needs next to nothing for it.
//
// # Cause
//
// The zero value of ReadHeaderTimeout is ReadTimeout, and that of ReadTimeout is
// no limit. The server then reads a header for as long as the client keeps the
// connection. WriteTimeout begins when the header has been read, and IdleTimeout
// ends with the first bytes of the next request: neither helps. http.ListenAndServe
// and its like make a server with no limit at all (read: net/http of Go 1.26).
//
// # Fix
//
// Say how long a header may take:
//
//	server := &http.Server{Addr: addr, Handler: mux, ReadHeaderTimeout: 10 * time.Second}
//
// Unlike ReadTimeout and WriteTimeout it does not end long uploads and streams.
//
// # Verify
//
// go test ./unboundedserver -run TestVerify
//
// # Limits
//
// How long to wait is a matter of policy, and a proxy in front may see to it, so
// that this rule has to be turned on.
//
// Silent on purpose: servers that listen at a loopback address, or on a listener
// that is or may be for this machine alone; servers that have a ReadTimeout, or get
// a limit somewhere in the package, be it 0; those handed to a function whose code is not in
// the package, kept in an exported variable or field, or never served: others may
// set the limit. A server that an exported function returns with its handler is
// reported, although a caller could still set one. Servers that are embedded in a
// struct without a literal of their own, and those that a web framework makes, are
// not looked at.
package unboundedserver
