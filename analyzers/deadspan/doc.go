// Package deadspan reports changes to a tracing span that come after its end.
//
// # Scene
//
// A deferred closure records the error of the function, and stands above the
// deferred End:
//
//	ctx, span := tracer.Start(ctx, "load")
//	defer func() {
//		if err != nil {
//			span.RecordError(err)
//		}
//	}()
//	defer span.End()
//
// Or an attribute, an event or a status is set below a plain End, or by a deferred
// function of a function that ends its span by hand. Or the defer is missing, and the
// span ends on the line after Start. Or a middleware calls the next handler in a
// function that it deferred before End. Or the work is not done by the function with
// the deferred End, but by one that it returns, or by the goroutine behind the channel
// that it returns.
//
// # Symptom
//
// Failed requests look like good ones: their spans have no error event and the
// status Unset, so that searches and alerts for failed spans miss them. Attributes
// set at the end, such as the number of rows, never arrive.
//
// # Cause
//
// Deferred calls run last in, first out: the End that was deferred last runs first.
// A span that has ended no longer records. In the OpenTelemetry SDK (read: v1.47.0)
// SetAttributes, SetStatus, SetName, AddEvent, AddLink and RecordError then return
// without a word.
//
// # Fix
//
// Defer End on the line after Start, so that it runs last. This is a safe fix where
// the span begins in the same block and nothing else ends it. An End that is followed
// directly by the changes moves down behind them, and one that follows Start directly
// gets its defer. Where another function does the work, end the span, or begin it,
// there.
//
// # Verify
//
// go test ./deadspan -run TestVerify
//
// # Limits
//
// Reported are changes that come after the end whenever they are made. A change that
// follows an End on some paths only is left to doublespanend and to review, and so is
// one in a goroutine, unless it sends on a channel without a buffer that the function
// returns, or in a function that is neither deferred nor returned nor part of the one
// that ends the span. Functions of other packages that change a span they are given
// are not looked into. What is done later with the span's context alone is reported if
// the function has done nothing with it before.
//
// Silent about reads (SpanContext, IsRecording, TracerProvider), about changes under
// IsRecording, and about a deferred function that recovers from a panic where the
// span is ended by a plain call: a panic comes before that end. A deferred function
// that ends the span itself is what doublespanend is about.
//
// A span that ends where it begins is reported only if its context is used later: some
// mark a moment with such a span on purpose. A function of the module that ends it, as
// End(span, &err) does, counts if it is given the span and the address of an error alone:
// with more, it may do the work that the span is about.
//
// A variable that holds different spans at different times is not followed.
package deadspan
