// Package gincontext reports gin contexts that are passed as a context.Context without ContextWithFallback.
//
// # Scene
//
// A handler of gin passes its *gin.Context where a context.Context is asked for, which
// compiles:
//
//	func (h *Handler) Get(c *gin.Context) {
//		order, err := h.orders.Find(c, c.Param("id"))
//
// # Symptom
//
// Queries and calls run on when the client has gone, and no deadline that a middleware
// has put into the request is kept. Spans that start in the handler are roots of traces
// of their own; log lines have no trace id; calls to other services carry no
// traceparent header.
//
// # Cause
//
// *gin.Context has the methods of a context.Context, but unless the field
// ContextWithFallback of gin's Engine is set, which is not the default, Done returns
// nil, Deadline says there is none, and Value knows only what was stored with Set (read:
// gin v1.12.0, context.go). The request's context, with the span and the deadline, is
// never asked.
//
// # Fix
//
// Pass c.Request.Context(). The fix does so in package main; it is a suggestion if
// the program stores values under string keys in contexts, which the callee may read.
// Or set it once for all handlers:
//
//	router := gin.New()
//	router.ContextWithFallback = true
//
// # Verify
//
// go test ./gincontext -run TestVerify
//
// # Limits
//
// Only package main knows the whole program. So the rule reports there, each place of
// main itself, and those of the other packages together where main makes the router.
// Silent if anything in the program stores something else than false in
// ContextWithFallback, or takes a *gin.Context out of a context.Context, with a type
// assertion or by gin's keys: then it is passed on purpose. Silent about functions of
// libraries that import gin, about gin contexts in goroutines and closures (see
// sharedgincontext), copies, and contexts that are no parameter of the function; and
// about programs whose router a library makes.
package gincontext
