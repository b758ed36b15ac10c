// Package doublespanend reports tracing spans that are ended twice, often in place of another one.
//
// # Scene
//
// Two deferred closures share one variable, which is assigned a second span
// between them:
//
//	ctx, span := tracer.Start(ctx, "check")
//	defer func() { span.End() }()
//	ctx, span = tracer.Start(ctx, "store")
//	defer func() { span.End() }()
//
// Or one path ends a span twice: a branch that ends it and then lacks a return, a
// helper that ends it next to a deferred End, an End left behind when the defer
// was added, an End inside a loop for a span begun before it.
//
// # Symptom
//
// With the two closures the first span, "check", never shows up, and its
// children hang from a parent that the backend does not know; Jaeger marks them
// "invalid parent span IDs=...; skipping clock skew adjustment".
//
// With two Ends the span stops at the first one: its duration is too short, its
// children begin after it is over, and attributes, errors and events added in
// between are missing. OpenTracing tracers may report the operation twice, so
// that it counts twice.
//
// # Cause
//
// A deferred closure reads its variables when it runs, which is at exit. By then
// the variable holds the last span, so both closures end that one and nobody ends
// the first. A deferred call is different: its receiver is evaluated by the
// defer statement.
//
// What the second End does depends on the library. In the OpenTelemetry SDK
// (read: v1.47.0) it returns at once, as the span no longer records: it neither
// panics nor exports the span again nor drops anything, whatever articles say. In
// Datadog's tracer (v2.12.0) it is ignored too, and so is an error passed to it
// with tracer.WithError. OpenTracing (API v1.2.0) calls any use after Finish
// undefined; its mock tracer records the span again. With the first two the harm
// is done by the first End, which comes too early or belongs to another path.
//
// # Fix
//
// Defer the call itself:
//
//	defer span.End()
//
// This is offered as a safe fix where the closure does nothing else. As a gain,
// OpenTelemetry then records a panic on the span: End looks for one with recover,
// which works only in a function that is deferred directly. Where the closure does
// more, give each span a variable of its own. Which of two Ends is the right one is
// for you to say.
//
// # Verify
//
// go test ./doublespanend -run TestVerify
//
// # Limits
//
// Silent on purpose if the second End may be meant for another case than the
// first: under a flag, IsRecording, sync.Once or a nil check, under conditions that
// exclude each other, or in a helper that ends its span only sometimes.
//
// Silent about spans that were handed over before, such as to a goroutine, a
// field or a function of unknown effect, even if this function also ends them, and
// about spans it did not begin: parameters, and those of trace.SpanFromContext.
//
// Reading a span after its End (SpanContext, IsRecording) is fine. Changing it
// then is a mistake, but not this rule's.
package doublespanend
