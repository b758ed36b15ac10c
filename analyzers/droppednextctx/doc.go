// Package droppednextctx reports interceptors and middleware that derive a context and call next with the old one.
//
// # Scene
//
// An interceptor limits the time of a call, adds a value or starts a span. What
// it derives is dropped, and next gets the context, the request or the stream
// that came in:
//
//	_, cancel := context.WithTimeout(ctx, time.Second)
//	defer cancel()
//	return handler(ctx, req)
//
// Covered are gRPC interceptors of all four kinds, middleware of net/http and
// its relatives, echo, kratos, go-kit, kitex, go-micro and connect. A stream
// whose context changes has to be wrapped; the wrapper may be made and forgotten.
//
// # Symptom
//
// The timeout never ends a call, the handler does not find the value, spans of
// the handler are not children of the interceptor's span. Nothing fails.
//
// # Cause
//
// Contexts and requests are never changed: WithTimeout, WithValue and
// (*http.Request).WithContext return new ones, and only who gets these sees the
// difference. A server stream has no way to set its context at all; handlers ask
// its method Context, which a wrapper has to override.
//
// # Fix
//
// Hand on what was derived. The fix assigns it to the parameter that next gets.
// For streams, pass a wrapper that embeds the stream and overrides Context.
//
// # Verify
//
// go test ./droppednextctx -run TestVerify
//
// # Limits
//
// Read with grpc 1.85, go-grpc-middleware 2.3 and net/http of Go 1.26. Only
// what nothing uses is reported: a derived context that goes to a call, even to
// a log, may be meant for it alone. If one of the calls of next gets a derived
// context and another the old one, both may be meant. A span that has ended when
// next is called is not about next.
//
// Contexts from functions of the user's own are not looked at: to call one and
// ignore what it returns may be its use, as in a check of credentials. What
// is not assigned at all, not even to the blank identifier, is dropped in any function,
// not only here: lostderived and go vet report it.
//
// There is no fix for streams, or if the parameter is hidden at that place, or
// if next takes a request and the context would have to be put into it.
package droppednextctx
