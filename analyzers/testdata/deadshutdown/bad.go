// Package deadshutdown stops in a context that has ended.
package deadshutdown

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	"example.com/fixtures/deadshutdown/helper"
	"go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
	"go.opentelemetry.io/otel/sdk/trace"
	"golang.org/x/sync/errgroup"
)

// afterDone derives a timeout from the context whose end it has waited for.
func afterDone(ctx context.Context, srv *http.Server) error {
	go srv.ListenAndServe()
	<-ctx.Done()
	shutdownCtx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return srv.Shutdown(shutdownCtx) // want `srv.Shutdown is called with shutdownCtx, derived from a context that is done by then: it gives up at once`
}

// inSelect stops in one case of many.
func inSelect(ctx context.Context, srv *http.Server, failed <-chan error) error {
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		if err := srv.Shutdown(ctx); err != nil { // want `srv.Shutdown is called with ctx, derived from a context that is done by then`
			return err
		}
		return nil
	}
}

// cancelledFirst cancels everything before it flushes.
func cancelledFirst(work func(context.Context), provider *trace.TracerProvider) error {
	ctx, cancel := context.WithCancel(context.Background())
	work(ctx)
	cancel()
	return provider.Shutdown(ctx) // want `provider.Shutdown is called with ctx, which cancel\(\) has cancelled: it gives up at once`
}

// deferredFlush flushes when the function returns, which is when ctx is done.
func deferredFlush(ctx context.Context, provider *trace.TracerProvider) {
	defer func() {
		if err := provider.ForceFlush(ctx); err != nil { // want `provider.ForceFlush is called with ctx, which is done by then`
			println(err.Error())
		}
	}()
	<-ctx.Done()
}

// wrongOrder defers the cancel behind the shutdown, so that it runs first.
func wrongOrder(parent context.Context, provider *trace.TracerProvider, work func(context.Context)) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer provider.Shutdown(ctx) // want `provider.Shutdown is called with ctx, which cancel\(\) has cancelled`
	defer cancel()
	work(ctx)
}

// direct has no timeout either: the fix is a suggestion.
func direct(ctx context.Context, srv *http.Server) {
	<-ctx.Done()
	srv.Shutdown(ctx) // want `srv.Shutdown is called with ctx, which is done by then`
}

// whenDone is called back at the end.
func whenDone(ctx context.Context, srv *http.Server) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		srv.Shutdown(ctx) // want `srv.Shutdown is called with ctx, derived from a context that is done by then`
	})
}

// throughHelper has another package stop everything.
func throughHelper(ctx context.Context, srv *http.Server, provider *trace.TracerProvider) error {
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return helper.StopAll(ctx, srv, provider) // want `helper.StopAll is called with ctx, derived from a context that is done by then`
}

// throughNeighbour has a function of its own for it.
func throughNeighbour(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return stopServer(ctx, srv) // want `stopServer is called with ctx, which is done by then`
}

func stopServer(ctx context.Context, srv *http.Server) error {
	if err := srv.Shutdown(ctx); err != nil {
		return errors.Join(err, srv.Close())
	}
	return nil
}

// component is any part of a service.
type component interface{ Shutdown(context.Context) error }

// components are stopped one after another.
func components(ctx context.Context, all []component) {
	<-ctx.Done()
	for _, c := range all {
		c.Shutdown(ctx) // want `c.Shutdown is called with ctx, which is done by then`
	}
}

// revoked leaves the lease to its TTL.
func revoked(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) {
	<-ctx.Done()
	cli.Revoke(ctx, id) // want `cli.Revoke is called with ctx, which is done by then`
}

// unlocked leaves the lock to the session's TTL.
func unlocked(m *concurrency.Mutex, work func(context.Context)) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	if err := m.Lock(ctx); err != nil {
		cancel()
		return err
	}
	work(ctx)
	cancel()
	return m.Unlock(ctx) // want `m.Unlock is called with ctx, which cancel\(\) has cancelled`
}

// inGroup returns the error of ListenAndServe, which ends the group's context.
func inGroup(ctx context.Context, srv *http.Server, signals <-chan os.Signal) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return srv.ListenAndServe() })
	g.Go(func() error {
		<-signals
		return srv.Shutdown(gctx) // want `srv.Shutdown is called with gctx, which ends when it begins: srv.ListenAndServe returns then, and its error ends the group's context`
	})
	return g.Wait()
}

// beforeWait shuts down outside of the group.
func beforeWait(ctx context.Context, srv *http.Server, signals <-chan os.Signal) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(srv.ListenAndServe)
	<-signals
	stopCtx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := srv.Shutdown(stopCtx); err != nil { // want `srv.Shutdown is called with stopCtx, which ends when it begins`
		return err
	}
	return g.Wait()
}
