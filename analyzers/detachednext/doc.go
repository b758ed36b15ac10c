// Package detachednext reports interceptors and middleware that call next with a context made from context.Background.
//
// # Scene
//
// An interceptor or a middleware builds a new context, mostly to add a timeout, a
// value or metadata, and starts from context.Background() or context.TODO()
// instead of the context it was given. The handler behind it gets that one.
//
//	ctx, cancel := context.WithTimeout(context.Background(), limit)
//	defer cancel()
//	return handler(ctx, req)
//
// Covered are gRPC interceptors of all four kinds (for streams: a wrapper whose
// Context method returns the new context), net/http middleware and its
// relatives, gin, echo, kratos, go-kit, kitex, go-micro and connect. The new
// context may come from a helper function, in this package or in another.
//
// # Symptom
//
// A client gives up, and the handler works on: its queries and calls run to
// their end, and load stays high after clients have gone. Deadlines are not
// passed on to the next service. Traces break into two at this point, log lines
// behind it have no trace id, and authentication data that an earlier
// interceptor has put into the context is gone.
//
// # Cause
//
// Deadline, cancellation and values travel only from a context to those derived
// from it. In gRPC the incoming metadata, the peer and the stream of the server
// are values of the handler's context, so that metadata.FromIncomingContext
// finds nothing and grpc.SetHeader fails; in net/http the request's context ends
// when the client closes the connection, and a fresh one never does.
//
// # Fix
//
// Derive from the context that came in: ctx, r.Context(), ss.Context(),
// c.Request.Context(). The fix does so. If the handler is to outlive the caller,
// say so with context.WithoutCancel, which keeps the values.
//
// # Verify
//
// go test ./detachednext -run TestVerify
//
// # Limits
//
// Only a context that is detached on all paths is reported: one that starts from
// context.Background() if there is none, or on some condition, is not. A next
// that is called in a goroutine, or in a function handed to other code, such as
// a single-flight group, may outlive the request on purpose.
// context.WithoutCancel is never reported.
//
// A context that is kept in a field, in a package variable or in a type of the
// user's own is not followed. gin middleware is looked at where it calls Next,
// and where it assigns the request once.
//
// There is no fix if the fresh context is made in another function, if the
// parameter with the request's context has no name or is hidden by another
// variable, or if package context would no longer be used. If the fresh context
// also goes to a goroutine or a closure, the fix is a suggestion.
package detachednext
