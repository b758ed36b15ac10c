// Package lostspan reports tracing spans that some path never ends.
//
// # Scene
//
// A span is begun, and a path leaves the function without ending it or handing
// it to anyone: an early return between Start and a late defer, a continue or
// goto that jumps over End, a case of a switch or select that forgets it, an End
// that runs only when err is not nil or is deferred in an endless loop, a span
// assigned to _, or a span given only to a helper that decorates it and leaves it
// open.
//
//	ctx, span := tracer.Start(ctx, "load")
//	if id == "" {
//		return nil // the span is lost
//	}
//	defer span.End()
//
// # Symptom
//
// The operation is missing from traces, most often exactly in the cases one is
// looking for: the failures. Its children are there and hang from a parent that
// the backend has never seen; Jaeger marks them "invalid parent span IDs=...;
// skipping clock skew adjustment". Request counts and error rates computed from
// spans are too low. The process itself logs nothing; only Datadog's tracer, and
// only with DD_TRACE_DEBUG_ABANDONED_SPANS=true, logs "abandoned spans".
//
// # Cause
//
// A span reaches the exporter when it is ended, not when it is begun. In the
// OpenTelemetry SDK (read: v1.47.0) recordingSpan.End takes the snapshot and calls
// the span processors; before that, no processor's queue holds the span, so
// Shutdown and ForceFlush cannot rescue it. A context that is cancelled does not
// end the span it carries. OpenTracing tracers (API v1.2.0) report in Finish and
// FinishWithOptions, Datadog's tracer (v2.12.0) in Finish; the latter holds back
// the finished spans of a trace as long as one of its spans is open (unless
// partial flushing is on), so there one lost span can hide the whole trace.
//
// It is often said that such spans leak memory. The API allows implementations
// to, but the OpenTelemetry SDK keeps no list of open spans: the garbage collector
// takes a lost one with its context. What is lost is the telemetry.
//
// # Fix
//
// Write the defer on the line after Start, or after the error check if Start
// comes with an error:
//
//	ctx, span := tracer.Start(ctx, "load")
//	defer span.End()
//
// This is offered as a safe fix where the function ends the span nowhere, outside
// of loops; and where it defers End, but too late, if nothing in between defers
// other calls or may end the span: the defer moves up. Moving an End that is not
// deferred changes how long the span lasts: that, and the defer in a loop, are left
// to you. In a loop put the body into a function of its own, because deferred calls
// run when the function returns and not when the iteration is over.
//
// # Verify
//
// go test ./lostspan -run TestVerify
//
// # Limits
//
// Silent on purpose: a span that is returned (alone, in a struct, as its End
// method or within a cleanup function) or stored in an exported field, a variable,
// slice or map, sent on a channel, captured by a function that is kept or started
// as a goroutine, or passed to a function of unknown effect. From there someone
// else ends it, and whether they do is not followed. An unexported field, of a span
// or of a struct that wraps one, is followed over the package: if nothing there ends
// the span or lets it out of sight, that is reported.
//
// Silent if the context with the span in it is returned, stored, or given to a
// setter of foreign code: the two halves of a driver's hook meet through
// trace.SpanFromContext. An unexported field that the context does not leave again is
// no such place, in a package that takes spans out of contexts only to look at them.
//
// Paths that end in panic, os.Exit, log.Fatal and their like, and loops without a
// way out, do not count. Nor does a branch on which the span does not exist,
// because Start's error is not nil there or the span is nil. If the span is begun
// under a condition, an End under the same condition is enough.
//
// A deferred End in a loop with an end counts as an End, although the spans last
// until the function returns.
//
// Spans of the noop tracer are not followed, nor those of trace.SpanFromContext:
// who takes a span from a context does not own it. A pointer to a struct that wraps
// a span, such as a timer or a span logger, is followed like the span when a
// function of the module returns it; a wrapper that is kept elsewhere too, or
// returned as an interface, is not.
package lostspan
