// Package interceptorpanic reports interceptors that panic where they should return an error.
//
// # Scene
//
// An interceptor finds that something is missing, such as metadata or a value in
// the context, and panics:
//
//	md, ok := metadata.FromIncomingContext(ctx)
//	if !ok {
//		panic("no metadata")
//	}
//
// Covered are gRPC interceptors of all four kinds, and the chains of kratos and
// go-kit.
//
// # Symptom
//
// One odd request ends the whole process, and all calls in flight with it:
// "panic: no metadata", "goroutine 42 [running]:". Whoever can send such a
// request can stop the service at will.
//
// # Cause
//
// gRPC runs interceptors and handlers in a goroutine of its own and recovers
// nothing there; unlike net/http it lets a panic end the process. A recovery
// interceptor helps only those that come behind it.
//
// # Fix
//
// Return an error: status.Error with the code that fits, often InvalidArgument,
// Unauthenticated or Internal. The suggestion uses codes.Internal.
//
// # Verify
//
// go test ./interceptorpanic -run TestVerify
//
// # Limits
//
// Read with grpc 1.85, kratos 2.8 and go-kit 0.13. Articles say that such a
// panic closes the connection; it ends the process, also when the gRPC server
// is served through net/http.
//
// Only panics in the interceptor itself are looked at, those in its constructor
// may well be right. An interceptor that recovers, panics again with what it has
// recovered, or panics with http.ErrAbortHandler is left alone; so is a literal
// within it that recovers. Panics of logging functions are not reported.
package interceptorpanic
