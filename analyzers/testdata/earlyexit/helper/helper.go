// Package helper runs servers.
package helper

import (
	"context"
	"errors"
	"net/http"
)

// Run serves until the context ends. It does not wait for the shutdown.
func Run(ctx context.Context, srv *http.Server) error {
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.WithoutCancel(ctx))
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// RunAll is Run, and waits.
func RunAll(ctx context.Context, srv *http.Server) error {
	stopped := make(chan error)
	go func() {
		<-ctx.Done()
		stopped <- srv.Shutdown(context.WithoutCancel(ctx))
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
