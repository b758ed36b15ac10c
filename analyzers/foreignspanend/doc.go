// Package foreignspanend reports handlers that end the span they take from the context.
//
// # Scene
//
// A handler wants to add attributes to the span of the request, and ends it as if it
// were its own:
//
//	span := trace.SpanFromContext(ctx)
//	defer span.End()
//	span.SetAttributes(attribute.String("order", id))
//
// # Symptom
//
// The server span of this method lacks the status code and the attributes that the
// instrumentation sets when the handler has returned: failed calls look unset, the
// size of the answer is missing. Its duration ends before the answer is written.
//
// # Cause
//
// SpanFromContext returns the span that somebody further out has started and will end:
// mostly otelgrpc, otelhttp or another interceptor. After End nothing can be added,
// and the owner's End does nothing (read: sdk v1.47.0).
//
// # Fix
//
// Remove the End. For a span of your own, start one:
//
//	ctx, span := tracer.Start(ctx, "load")
//	defer span.End()
//
// Removing a deferred End is a safe fix where the function starts no span and uses the
// span for something else.
//
// # Verify
//
// go test ./foreignspanend -run TestVerify
//
// # Limits
//
// Reported in functions that serve a request by their type: gRPC and connect methods,
// interceptors and middleware, and handlers of net/http, gin, echo, fiber, hertz and
// kratos; and where the context is the one the request came with. Elsewhere an End of a
// span from the context is mostly the other half of a hook that started it (pgx, redis,
// mongo, kafka), or a helper that is named for it. A context into which the function
// has put a span is not the request's any more.
//
// Where nothing further out starts a span, SpanFromContext returns one that does
// nothing, and so does its End.
package foreignspanend
