package discardedcancel

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"example.com/fixtures/discardedcancel/helper"
)

// handoverScenarios play the caller to whom a function hands its cancel
// function.
func handoverScenarios(t *testing.T) []scenario {
	var hooks helper.Hooks
	done := make(chan error, 1)
	return []scenario{
		{"calledByHelper", true, func(ctx *parent) { _ = calledByHelper(ctx, "a") }},
		{"calledByVariadic", true, func(ctx *parent) { _ = calledByVariadic(ctx, "a") }},
		{"calledThroughInterface", true, func(ctx *parent) { _ = calledThroughInterface(ctx, "a") }},
		{"calledThroughMethodValue", true, func(ctx *parent) { _ = calledThroughMethodValue(ctx, "a") }},
		{"calledInGoroutine", true, func(ctx *parent) { calledInGoroutine(ctx, "a", done); <-done }},
		{"calledInGroup", true, func(ctx *parent) { _ = calledInGroup(ctx, "a") }},
		{"calledOnce", true, func(ctx *parent) { _ = calledOnce(ctx, "a") }},
		{"calledWithOther", true, func(ctx *parent) {
			other, cancel := context.WithCancel(context.Background())
			closed := make(chan struct{})
			calledWithOther(ctx, other, closed)
			cancel()
			<-closed
		}},
		{"calledByTimer", true, func(ctx *parent) { <-calledByTimer(ctx, time.Millisecond).Done() }},
		{"calledByHook", true, func(ctx *parent) { _ = calledByHook(ctx, "a", &hooks); hooks.Run() }},
		{"calledByCleanup", true, func(ctx *parent) { t.Run("cleanup", func(t *testing.T) { calledByCleanup(t, ctx) }) }},
		{"returnedCall", true, func(ctx *parent) { _, cancel := returnedCall(ctx); cancel() }},
		{"returnedAlone", true, func(ctx *parent) { returnedAlone(ctx, nil)() }},
		{"returnedNamed", true, func(ctx *parent) { _, cancel, _ := returnedNamed(ctx, "a"); cancel() }},
		{"returnedInStruct", true, func(ctx *parent) { returnedInStruct(ctx, "a").close() }},
		{"returnedInWrapper", true, func(ctx *parent) { returnedInWrapper(ctx).CancelFunc() }},
		{"returnedCleanup", true, func(ctx *parent) { _, end := returnedCleanup(ctx); _ = end() }},
		{"storedInField", true, func(ctx *parent) { var s session; storedInField(ctx, &s); s.close() }},
		{"storedDirectly", true, func(ctx *parent) { var s session; storedDirectly(ctx, &s); s.close() }},
		{"storedInEmbedded", true, func(ctx *parent) {
			s := server{Server: &http.Server{}}
			s.begin(ctx)
			s.end(&hooks)
			hooks.Run()
		}},
		{"storedInExportedField", true, func(ctx *parent) { w, _ := storedInExportedField(ctx, "a"); w.Stop() }},
		{"storedInVariable", true, func(ctx *parent) { storedInVariable(ctx); shutdown() }},
		{"storedInSlice", true, func(ctx *parent) { storedInSlice(ctx, []string{"a", "b"}) }},
		{"storedInMap", true, func(ctx *parent) {
			running := map[string]context.CancelFunc{}
			_ = storedInMap(ctx, running, "a")
			running["a"]()
		}},
		{"sent", true, func(ctx *parent) {
			cancels := make(chan context.CancelFunc, 1)
			_ = sent(ctx, cancels, "a")
			(<-cancels)()
		}},
		{"handedToUnknown", true, func(ctx *parent) {
			_ = handedToUnknown(ctx, func(cancel context.CancelFunc) { cancel() }, "a")
		}},
		{"within", true, func(ctx *parent) { _, _ = within(ctx, timeout, none) }},
		{"closedWhenDone", true, func(ctx *parent) {
			withConn(func(conn net.Conn) { closedWhenDone(ctx, conn); ctx.end() })
		}},
		{"closedWhenDoneBlanked", true, func(ctx *parent) {
			withConn(func(conn net.Conn) { closedWhenDoneBlanked(ctx, conn); ctx.end() })
		}},
		{"readUntilDone", true, func(ctx *parent) {
			withConn(func(conn net.Conn) { _, _ = readUntilDone(ctx, conn, make([]byte, 1)) })
		}},
	}
}
