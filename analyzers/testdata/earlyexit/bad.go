// Command earlyexit ends while its server answers requests.
package main

import (
	"context"
	"errors"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 {
		fatal(ctx, &http.Server{Addr: os.Args[1]})
		return
	}
	if err := run(ctx, &http.Server{Addr: ":8080"}); err != nil {
		slog.Error("server", "error", err)
		os.Exit(1)
	}
}

// run returns when the server stops to serve.
func run(ctx context.Context, srv *http.Server) error {
	go func() {
		<-ctx.Done()
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // want `srv.ListenAndServe returns when srv.Shutdown begins, and the process ends before that is done`
		return err
	}
	log.Print("stopped")
	return nil
}

// fatal exits when the server stops to serve.
func fatal(ctx context.Context, srv *http.Server) {
	context.AfterFunc(ctx, func() { srv.Shutdown(context.Background()) })
	log.Fatal(srv.ListenAndServe()) // want `srv.ListenAndServe returns when srv.Shutdown begins`
}
