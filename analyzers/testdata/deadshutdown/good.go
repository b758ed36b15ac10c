package deadshutdown

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/fixtures/deadshutdown/helper"
	"go.etcd.io/etcd/client/v3"
	"go.opentelemetry.io/otel/sdk/trace"
	"golang.org/x/sync/errgroup"
)

// detached leaves the end behind.
func detached(ctx context.Context, srv *http.Server) error {
	go srv.ListenAndServe()
	<-ctx.Done()
	shutdownCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return srv.Shutdown(shutdownCtx)
}

// fresh begins with a new context, under the old name.
func fresh(ctx context.Context, srv *http.Server) error {
	go srv.ListenAndServe()
	<-ctx.Done()
	ctx, done := context.WithTimeoutCause(context.Background(), 5*time.Second, context.Cause(ctx))
	defer done()
	return srv.Shutdown(ctx)
}

// bySignal waits for something else than the context.
func bySignal(ctx context.Context, srv *http.Server) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
	return srv.Shutdown(ctx)
}

// anotherContext has ended.
func anotherContext(ctx, done context.Context, srv *http.Server) error {
	<-done.Done()
	return srv.Shutdown(ctx)
}

// either may be alive.
func either(ctx context.Context, srv *http.Server, failed <-chan error) error {
	select {
	case <-ctx.Done():
	case <-failed:
	}
	return srv.Shutdown(ctx)
}

// stillAlive has asked.
func stillAlive(ctx context.Context, srv *http.Server) error {
	if ctx.Err() == nil {
		return srv.Shutdown(ctx)
	}
	return srv.Close()
}

// processor is a processor whose caller decides how long it may take.
type processor struct {
	queue    chan struct{}
	exporter trace.SpanExporter
}

// Shutdown hands on the caller's context, ended or not: it is all the time that
// there is.
func (p *processor) Shutdown(ctx context.Context) error {
	select {
	case <-p.queue:
		return p.exporter.Shutdown(ctx)
	case <-ctx.Done():
		return errors.Join(ctx.Err(), p.exporter.Shutdown(ctx))
	}
}

// hooks are called by a framework.
type hooks struct {
	OnStart, OnStop func(context.Context) error
}

// onStop is given its time by the framework.
func onStop(srv *http.Server, idle <-chan struct{}) hooks {
	return hooks{OnStop: func(ctx context.Context) error {
		select {
		case <-idle:
		case <-ctx.Done():
			return srv.Shutdown(ctx)
		}
		return nil
	}}
}

// deferredInOrder cancels last.
func deferredInOrder(parent context.Context, provider *trace.TracerProvider, work func(context.Context)) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	defer provider.Shutdown(ctx)
	work(ctx)
}

// helperDetaches takes the values of the context only.
func helperDetaches(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return helper.StopDetached(ctx, srv)
}

// helperIgnores stops a server that does not look at the context.
func helperIgnores(ctx context.Context, srv *helper.Server) error {
	<-ctx.Done()
	return srv.Shutdown(ctx)
}

// revokedInTime revokes before the end.
func revokedInTime(ctx context.Context, cli *clientv3.Client, id clientv3.LeaseID) error {
	if _, err := cli.Revoke(ctx, id); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// filtered returns no error when the server is shut down.
func filtered(ctx context.Context, srv *http.Server, signals <-chan os.Signal) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error {
		<-signals
		return srv.Shutdown(gctx)
	})
	return g.Wait()
}

// otherServer belongs to the group, and is not the one that is shut down.
func otherServer(ctx context.Context, metrics, srv *http.Server, signals <-chan os.Signal) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(metrics.ListenAndServe)
	g.Go(func() error {
		<-signals
		return srv.Shutdown(gctx)
	})
	return g.Wait()
}

// outerContext is not the group's.
func outerContext(ctx context.Context, srv *http.Server, signals <-chan os.Signal) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(srv.ListenAndServe)
	select {
	case <-signals:
	case <-gctx.Done():
	}
	if err := srv.Shutdown(ctx); err != nil {
		return err
	}
	return g.Wait()
}

// reported stays with deadgroupctx.
func afterWait(ctx context.Context, srv *http.Server, work func() error) error {
	g, _ := errgroup.WithContext(ctx)
	g.Go(work)
	if err := g.Wait(); err != nil {
		return err
	}
	return srv.Shutdown(ctx)
}
