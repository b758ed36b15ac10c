// Command goodserver waits for its servers.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"

	"google.golang.org/grpc"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	for _, f := range []func(context.Context, *http.Server){idle, group, foreground} {
		f(ctx, &http.Server{Addr: ":8080"})
	}
	deferred(ctx, &http.Server{Addr: ":8080"})
	if err := remote(ctx); err != nil {
		exits(ctx, &http.Server{Addr: ":8080"})
	}
	others(ctx, &http.Server{Addr: ":8080"}, &http.Server{Addr: ":9090"})
	thenWork(ctx, &http.Server{Addr: ":8080"}, work)
}

// idle is the example of net/http.
func idle(ctx context.Context, srv *http.Server) {
	idle := make(chan struct{})
	go func() {
		<-ctx.Done()
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
		close(idle)
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	<-idle
}

// group waits for a group.
func group(ctx context.Context, srv *http.Server) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	srv.ListenAndServe()
	wg.Wait()
}

// deferred waits at the very end.
func deferred(ctx context.Context, srv *http.Server) {
	idle := make(chan struct{})
	defer func() { <-idle }()
	go func() {
		defer close(idle)
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	srv.ListenAndServe()
}

// foreground serves in the goroutine, and shuts down in main's.
func foreground(ctx context.Context, srv *http.Server) {
	go srv.ListenAndServe()
	<-ctx.Done()
	srv.Shutdown(context.Background())
}

// remote has a gRPC server, whose Serve waits.
func remote(ctx context.Context) error {
	srv := grpc.NewServer()
	lis, err := net.Listen("tcp", ":9090")
	if err != nil {
		return err
	}
	go func() {
		<-ctx.Done()
		srv.GracefulStop()
	}()
	return srv.Serve(lis)
}

// exits ends the process when the shutdown is done.
func exits(ctx context.Context, srv *http.Server) {
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
		os.Exit(0)
	}()
	srv.ListenAndServe()
}

// others shuts down another server.
func others(ctx context.Context, srv, metrics *http.Server) {
	go func() {
		<-ctx.Done()
		metrics.Shutdown(context.Background())
	}()
	srv.ListenAndServe()
}

// thenWork calls something that may take its time.
func thenWork(ctx context.Context, srv *http.Server, work func()) {
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	srv.ListenAndServe()
	work()
}

func work() {}
