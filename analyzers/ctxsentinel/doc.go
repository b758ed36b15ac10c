// Package ctxsentinel reports comparisons of gRPC errors with context.Canceled and context.DeadlineExceeded.
//
// # Scene
//
// A client looks for a timeout the way it would with any other library:
//
//	_, err := client.Pay(ctx, order)
//	if errors.Is(err, context.DeadlineExceeded) {
//		return retryLater(order) // never happens
//	}
//
// # Symptom
//
// What is meant for timeouts and cancelled calls never runs: no retry, no
// fallback, and a client that goes away is counted and logged as a failure,
// "rpc error: code = Canceled desc = context canceled". The message has the
// words of the sentinel in it, so the comparison looks right in every log.
//
// # Cause
//
// A gRPC call, and a stream's Recv and Send, return a status. Even where the
// context on this side has ended, the library turns its error into a status
// with the code DeadlineExceeded or Canceled. That wraps nothing and matches
// only other statuses, so errors.Is and == are always false.
//
// # Fix
//
// Ask for the code:
//
//	if status.Code(err) == codes.DeadlineExceeded {
//
// The fix that is offered keeps the comparison, for errors that one day come
// from elsewhere, and adds the question for the code. It changes what the
// program does, so it is a suggestion.
//
// # Verify
//
// go test ./ctxsentinel -run TestVerify
//
// # Limits
//
// It reports only if every way to the error comes from a gRPC call or makes a
// status: through variables, wrapping with %w and functions that return it. It
// is silent where the function also compares the matching code, or asks the
// context itself in the same condition; and in packages that have, or import
// one with, a client interceptor that may turn errors into others. An
// interceptor elsewhere in the program is not seen, nor is a client of another
// making behind the generated interface. Articles that handle
// timeouts of gRPC calls with errors.Is are wrong about the library: read in
// grpc-go v1.85. The other way round, status.Code(ctx.Err()) is Unknown; that
// is not reported.
package ctxsentinel
