// Package deadshutdown reports shutdowns, deregistrations and flushes in the time of a context that has ended.
//
// # Scene
//
// A service waits for the end of its context, and then stops in that context:
//
//	<-ctx.Done()
//	shutdownCtx, cancel := context.WithTimeout(ctx, 10*time.Second)
//	defer cancel()
//	srv.Shutdown(shutdownCtx)
//
// # Symptom
//
// "context canceled" from Shutdown, after no time at all. Requests that are being
// answered break off: the callers see EOF, "connection reset by peer" or code
// Unavailable with each rollout. The last spans, metrics and records are missing;
// the instance stays in the registry, a lease until its TTL is over.
//
// # Cause
//
// Shutdown, Deregister, Revoke, Flush and Disconnect work for as long as their
// context lets them, and give up at once if it has ended. A context that is derived
// from one that has ended has ended too, whatever timeout it is given. After a
// Shutdown that fails so, a provider of OpenTelemetry counts as shut down: to try
// again exports nothing.
//
// An errgroup's context ends as soon as one of its functions returns an error, and
// Serve returns http.ErrServerClosed when Shutdown begins.
//
// # Fix
//
// Keep the context's values and leave its end behind:
//
//	shutdownCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
//
// That also satisfies the linters that object to context.Background in a function
// that has a context, and so bring people to this mistake. Where there is no
// timeout, the fix offers one of ten seconds: choose your own.
//
// # Verify
//
// go test ./deadshutdown -run TestVerify
//
// # Limits
//
// Silent where the context may be alive on some path, and in functions that are
// themselves named Shutdown, Stop, Close, Flush or Export and have the context as a
// parameter: it is the time that their caller allows them. It knows the servers and
// clients of the catalog, methods Shutdown(ctx) error and ForceFlush(ctx) error of
// interfaces and of libraries, and functions of the module that hand their context
// on to one of these. After errgroup's Wait, deadgroupctx reports it. A timeout that
// is too short is a matter of opinion. Read in Go 1.26, OpenTelemetry v1.47, etcd
// v3.7 and franz-go v1.22.
package deadshutdown
