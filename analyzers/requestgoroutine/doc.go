// Package requestgoroutine reports goroutines that outlive a request and call others with its context.
//
// # Scene
//
// A handler answers, and leaves the rest to a goroutine which has the request's
// context:
//
//	func (s *Server) Order(w http.ResponseWriter, r *http.Request) {
//		go s.audit.Record(r.Context(), event)
//		w.WriteHeader(http.StatusAccepted)
//	}
//
// # Symptom
//
// Mails, audit records and cache entries are missing, more of them the faster the
// handler is; tests pass. The log says "context canceled" for calls that nothing
// cancelled on purpose.
//
// # Cause
//
// The server cancels the context of a request as soon as the handler returns:
// net/http, which gin, echo and connect build on, and grpc-go (read: net/http of Go
// 1.26, server.go; grpc v1.85.0, server.go). What the goroutine has not finished by
// then fails.
//
// # Fix
//
// Give the goroutine a context that keeps the values, the trace among them, and does
// not end with the request; and a limit of its own:
//
//	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), limit)
//
// The fix, a suggestion, puts in WithoutCancel. Or wait for the goroutine before the
// handler returns.
//
// # Verify
//
// go test ./requestgoroutine -run TestVerify
//
// # Limits
//
// Reported are goroutines that the handler itself starts, and that call, outside of a
// loop, what is known to wait for an answer under its context (see detachedcontext for
// what that is): a loop is made to end with its request. Handlers are recognised by
// their types: methods of gRPC services with one answer, connect, net/http, gin, echo,
// go-kit and kratos. Contexts of fiber and hertz do not end with the request.
//
// Silent if the handler may be waiting for the goroutine on each way to its end: it
// waits for a WaitGroup or an errgroup, receives from a channel, selects, or hands one
// of these on. Silent about contexts from context.WithoutCancel or of types of the
// user's own, about goroutines that only log, and about those that other functions
// start, such as pools. Streams are left out: their goroutines are to end with them.
package requestgoroutine
