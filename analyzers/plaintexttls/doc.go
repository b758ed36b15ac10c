// Package plaintexttls reports HTTP servers with a TLS configuration that serve without TLS.
//
// # Scene
//
// A server has a TLSConfig, and is started with the method that takes no notice of it:
//
//	server := &http.Server{Addr: addr, TLSConfig: config}
//	return server.ListenAndServe()
//
// Or with Serve, on a listener of net.Listen.
//
// # Symptom
//
// Everything works, and goes over the network in plain text. A client that insists
// on TLS gets "http: server gave HTTP response to HTTPS client". Client
// certificates that the configuration demands are not asked for: everybody is let in.
//
// # Cause
//
// Only ListenAndServeTLS and ServeTLS wrap the listener with the configuration in
// TLSConfig. ListenAndServe and Serve read what the listener gives them and look at
// TLSConfig for nothing but the protocols of connections that are TLS already
// (read: net/http of Go 1.26).
//
// # Fix
//
// Serve with TLS. If the configuration has the certificates, no files are named:
//
//	return server.ListenAndServeTLS("", "")
//
// Where a proxy in front ends TLS, the configuration does nothing: drop it.
//
// # Verify
//
// go test ./plaintexttls -run TestVerify
//
// # Limits
//
// Silent on purpose: servers that are served with TLS as well, in whatever branch;
// listeners that may be of tls.NewListener or of another function than net.Listen;
// servers that are handed to a function whose code is not in the package, or may be
// used by other packages; configurations that are parameters of exported functions,
// for they may be nil; servers on port 80, those whose handler answers the
// challenges of autocert, and those with a choice of Protocols or with h2c.
package plaintexttls
