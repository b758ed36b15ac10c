// Package swallowedpanic reports recovered panics that reach the client as a success.
//
// # Scene
//
// An interceptor, a middleware or a handler defers a function that recovers and
// logs. Nothing in it says that the call has failed.
//
//	defer func() {
//		if r := recover(); r != nil {
//			log.Println(r)
//		}
//	}()
//	return handler(ctx, req)
//
// Covered are gRPC interceptors of all four kinds and the methods of gRPC
// services, connect's interceptors and methods, the chains of kratos, go-kit,
// kitex and go-micro, and middleware of net/http, gin and echo.
//
// # Symptom
//
// After a panic a gRPC client gets code OK and an empty message; a stream ends
// with io.EOF, as if all had been sent; an HTTP client gets 200 and an empty
// body. Retries, circuit breakers and error rates notice nothing, and empty
// replies are stored as if they were data. In connect the missing response
// makes the server panic a second time: "unavailable: unexpected EOF".
//
// # Cause
//
// A function that recovers returns normally, with the current values of its
// named results. Results without a name are then zero: no response, and a nil
// error, which means OK. In
//
//	if err := recover(); err != nil { err = status.Errorf(...) }
//
// err is the recovered value, so that nothing is told either.
//
// # Fix
//
// Name the error result and assign it in the recovered branch. The fix does so,
// with an error that tells clients no details: codes.Internal for gRPC,
// connect.CodeInternal for connect, an ordinary error elsewhere. A middleware of
// net/http or gin answers with status 500 there.
//
// # Verify
//
// go test ./swallowedpanic -run TestVerify
//
// # Limits
//
// Read with grpc 1.85, connect 1.21, kratos 2.8, go-kit 0.13, gin 1.12 and echo
// 4.16. Templates for a recovery interceptor that many articles print, which
// log the panic and return handler(ctx, req) without named results, are this
// very mistake.
//
// A function is left alone if it may panic again or end the process, assigns
// any of its results, which includes an answer that tells of the failure, or
// touches what it answers through: the response writer, the stream, the reply,
// gin's or echo's context. So is one whose error result already holds an error
// when the handler is called.
//
// Handlers of HTTP libraries may have answered before the panic, and a message
// of go-micro may be dropped on purpose; for both, only what stands around other
// handlers is looked at, or nothing. Deferred functions of unknown code are
// taken not to recover.
//
// There is no fix if the deferred function is declared elsewhere, if another
// variable hides the named result, if the recovered branch has returns of its
// own, or for middleware without an error result.
package swallowedpanic
