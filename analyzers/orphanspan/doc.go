// Package orphanspan reports spans whose context is dropped, so that their children attach to the wrong parent.
//
// # Scene
//
// Start returns the span and the context that carries it. The context is blanked, and
// what is called next gets the old one:
//
//	_, span := tracer.Start(ctx, "checkout")
//	defer span.End()
//	return s.reserve(ctx, order) // starts a span, too
//
// # Symptom
//
// In the trace view "reserve" stands beside "checkout", not below it. The span
// "checkout" looks as if it did nothing for all of its time, and how long its parts
// took cannot be told from other work of the request.
//
// # Cause
//
// A span's parent is the span in the context that Start is given. The new span is only
// in the context that Start returns (read: otel/trace v1.47.0).
//
// # Fix
//
// Keep the context:
//
//	ctx, span := tracer.Start(ctx, "checkout")
//
// This is a safe fix where the variable is declared in the same scope, so that it takes
// the new value, and the span's end is deferred.
//
// # Verify
//
// go test ./orphanspan -run TestVerify
//
// # Limits
//
// Reported only if a span certainly begins from the old context while the dropped one
// lives: a Start in the same function, or a function whose code shows that it starts one
// from the context it is given, in this package or another of the module. So a leaf,
// which calls nothing that traces, may drop its context. Silent about calls through
// interfaces, goroutines and closures, about instrumentation of libraries, about spans
// that begin after the End, about spans with WithNewRoot or WithLinks or with options
// that are not seen, and about spans that are put into a context by hand. Two stages
// that are meant to be siblings are told apart by the first one's End.
//
// It is not a loss, as some articles have it: nothing is missing from the trace, its
// shape is wrong.
package orphanspan
