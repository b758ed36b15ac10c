package lostspan

import (
	"context"

	"go.opentelemetry.io/otel/trace"

	"example.com/fixtures/lostspan/helper"
)

// handoverScenarios play the caller to whom a function hands its span.
func handoverScenarios() []scenario {
	return []scenario{
		{"endedByHelper", true, func(ctx context.Context) { _ = endedByHelper(ctx, "") }},
		{"endedByDeferredHelper", true, func(ctx context.Context) { _ = endedByDeferredHelper(ctx, "") }},
		{"endedThroughInterface", true, func(ctx context.Context) { _ = endedThroughInterface(ctx, "1") }},
		{"endedTogether", true, func(ctx context.Context) { _ = endedTogether(ctx, "1") }},
		{"endedByGeneric", true, func(ctx context.Context) { _ = endedByGeneric(ctx, "1") }},
		{"endedThroughContext", true, func(ctx context.Context) { _ = endedThroughContext(ctx, "1") }},
		{"endedByLocalHelper", true, func(ctx context.Context) { _ = endedByLocalHelper(ctx, "1") }},
		{"endedInGoroutine", true, func(ctx context.Context) {
			done := make(chan error)
			endedInGoroutine(ctx, "1", done)
			<-done
		}},
		{"endedInGroup", true, func(ctx context.Context) { _ = endedInGroup(ctx, "1") }},
		{"endedOnce", true, func(ctx context.Context) { _ = endedOnce(ctx, "1") }},
		{"endedWhenDone", true, func(ctx context.Context) {
			ctx, cancel := context.WithCancel(ctx)
			endedWhenDone(ctx)
			cancel()
		}},
		{"endedByHook", true, func(ctx context.Context) {
			var hooks helper.Hooks
			_ = endedByHook(ctx, "1", &hooks)
			hooks.Run()
		}},
		{"returnedCall", true, func(ctx context.Context) { _, span := returnedCall(ctx); span.End() }},
		{"returnedSpan", true, func(ctx context.Context) { returnedSpan(ctx).End() }},
		{"returnedNamed", true, func(ctx context.Context) { _, span, _ := returnedNamed(ctx); span.End() }},
		{"returnedInStruct", true, func(ctx context.Context) { returnedInStruct(ctx).close() }},
		{"returnedInWrapper", true, func(ctx context.Context) { returnedInWrapper(ctx, "x").End() }},
		{"returnedCleanup", true, func(ctx context.Context) { _, end := returnedCleanup(ctx); end() }},
		{"returnedMethodValue", true, func(ctx context.Context) { returnedMethodValue(ctx)() }},
		{"queryBegin", true, func(ctx context.Context) { queryEnd(queryBegin(ctx, "select 1")) }},
		{"batchBegin", true, func(ctx context.Context) { queryEnd(batchBegin(ctx)) }},
		{"storedInField", true, func(ctx context.Context) { var j job; storedInField(ctx, &j); j.close() }},
		{"storedDirectly", true, func(ctx context.Context) { var j job; storedDirectly(ctx, &j); j.close() }},
		{"storedContext", true, func(ctx context.Context) { var j job; storedContext(ctx, &j); queryEnd(j.ctx) }},
		{"storedInVariable", true, func(ctx context.Context) { storedInVariable(ctx); endProcess() }},
		{"storedInSlice", true, func(ctx context.Context) { storedInSlice(ctx, []string{"a", "b"}) }},
		{"storedInMap", true, func(ctx context.Context) {
			open := map[string]trace.Span{}
			storedInMap(ctx, open, "1")
			open["1"].End()
		}},
		{"sent", true, func(ctx context.Context) {
			spans := make(chan trace.Span, 1)
			sent(ctx, spans)
			(<-spans).End()
		}},
		{"kept", true, func(ctx context.Context) { var open helper.Open; kept(ctx, &open); open.Close() }},
		{"handedToUnknown", true, func(ctx context.Context) { handedToUnknown(ctx, func(s trace.Span) { s.End() }) }},
		{"timed", true, func(ctx context.Context) { _ = timed(ctx, "1") }},
		{"inSpan", true, func(ctx context.Context) { _, _ = inSpan(ctx, "get", failing) }},
		{"notOwned", true, func(ctx context.Context) { _ = notOwned(ctx, "1") }},
	}
}
