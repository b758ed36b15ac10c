// Package earlyexit reports programs that end as soon as Serve returns, while Shutdown is still waiting.
//
// # Scene
//
// A goroutine waits for a signal and shuts the server down; main serves, and returns
// when that is over:
//
//	go func() {
//		<-ctx.Done()
//		srv.Shutdown(context.Background())
//	}()
//	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
//		log.Fatal(err)
//	}
//
// # Symptom
//
// Each rollout cuts off the requests that are being answered: callers see EOF,
// "connection reset by peer", a 502 from the gateway. The code for a graceful
// shutdown is there, and has no effect.
//
// # Cause
//
// ListenAndServe and Serve return http.ErrServerClosed as soon as Shutdown begins,
// and Shutdown waits for the requests. When main returns, the process ends, whatever
// its goroutines are waiting for. log.Fatal around ListenAndServe ends it as well.
//
// # Fix
//
// Wait for the goroutine, as the example in net/http does:
//
//	idle := make(chan struct{})
//	go func() {
//		defer close(idle)
//		<-ctx.Done()
//		srv.Shutdown(context.Background())
//	}()
//	...
//	<-idle
//
// # Verify
//
// go test ./earlyexit -run TestVerify
//
// # Limits
//
// It reports in package main, in main itself and in what main calls last, in this
// package or another. It is silent where anything may wait behind Serve, or is
// deferred and may wait: a channel, a group, a call whose effect is not known; where
// the goroutine exits the process itself; and about functions of libraries whose
// callers are not known. gRPC's Serve waits for GracefulStop, and so do the servers
// of frameworks that have a Run of their own. Read in Go 1.26.
package earlyexit
