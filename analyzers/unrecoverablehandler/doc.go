// Package unrecoverablehandler reports interceptors and middleware that run the handler in a goroutine where no recovery can see its panics.
//
// # Scene
//
// A timeout interceptor starts the handler in a goroutine, so that it can return
// as soon as the deadline is over:
//
//	done := make(chan struct{})
//	go func() {
//		resp, err = handler(ctx, req)
//		close(done)
//	}()
//	select {
//	case <-done:
//		return resp, err
//	case <-ctx.Done():
//		return nil, ctx.Err()
//	}
//
// Covered are gRPC server interceptors, connect's, the chains of kratos, go-kit,
// kitex and go-micro, and middleware of net/http, echo and gin; also a ServeHTTP
// method that starts the function in one of its fields this way.
//
// # Symptom
//
// A panic in one handler ends the whole process, with "goroutine 42 [running]:"
// in its last words, although a recovery interceptor is installed, or although
// net/http is known to survive panics.
//
// # Cause
//
// recover sees the panics of its own goroutine. Recovery interceptors, net/http
// and gin's Recovery defer theirs in the goroutine that serves the request; the
// new goroutine has none, and a panic that nobody recovers ends the process.
// The one in the scene also races: after the deadline the goroutine writes
// results that have been returned.
//
// # Fix
//
// Run the handler in the request's own goroutine and let it watch its context.
// If it must be apart, recover in the goroutine, hand the value over a channel,
// and panic again, or return an error, where the request is served; this is what
// http.TimeoutHandler does.
//
// # Verify
//
// go test ./unrecoverablehandler -run TestVerify
//
// # Limits
//
// Read with grpc 1.85, net/http of Go 1.26, gin 1.12 and echo 4.16. Articles
// that show a timeout middleware mostly show it without a recovery.
//
// A goroutine counts as protected if anything deferred in it recovers, or is of
// unknown code. The goroutine has to be a go statement in the interceptor: a
// handler that is given to a pool, to an errgroup or to another function is not
// followed. Interceptors on the client's side have no handlers behind them.
// There is no fix: how the panic gets back to the request is a decision.
package unrecoverablehandler
