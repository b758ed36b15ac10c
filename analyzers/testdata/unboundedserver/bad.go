package unboundedserver

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/sync/errgroup"
)

// serve makes a server of an address and a handler.
func serve(ctx context.Context, lis net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler} // want `the server has no ReadHeaderTimeout: a client that never ends its header keeps a connection and a goroutine for ever`
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	return server.Serve(lis)
}

// impatient ends all but what takes too long.
func impatient(addr string, handler http.Handler) error {
	server := http.Server{ // want "the server has no ReadHeaderTimeout"
		Addr:         addr,
		Handler:      handler,
		WriteTimeout: 30 * time.Second,
		IdleTimeout:  time.Minute,
	}
	if err := http2.ConfigureServer(&server, nil); err != nil {
		return err
	}
	return server.ListenAndServe()
}

// metrics is served beside the service.
func metrics(handler http.Handler) {
	go func() {
		if err := http.ListenAndServe(":9090", handler); err != nil { // want `http\.ListenAndServe makes a server without ReadHeaderTimeout: a client`
			log.Println(err)
		}
	}()
	go http.ListenAndServe(":6060", nil) // want `http\.ListenAndServe makes a server without ReadHeaderTimeout`
}

// accept has a listener of its own.
func accept(lis net.Listener, handler http.Handler) error {
	return http.Serve(lis, handler) // want `http\.Serve makes a server without ReadHeaderTimeout`
}

// secure has a certificate.
func secure(addr string) error {
	return http.ListenAndServeTLS(addr, "cert.pem", "key.pem", nil) // want `http\.ListenAndServeTLS makes a server without ReadHeaderTimeout`
}

// api keeps its server, and starts it in another method.
type api struct {
	server *http.Server
}

func newAPI(handler http.Handler) *api {
	return &api{server: &http.Server{Handler: handler, ReadTimeout: 0}} // want `the server has no ReadHeaderTimeout`
}

func (a *api) start(group *errgroup.Group) { group.Go(a.server.ListenAndServe) }

func (a *api) stop(ctx context.Context) error { return a.server.Shutdown(ctx) }

// stats has a server within.
type stats struct {
	addr string
	http http.Server
}

func newStats(addr string) *stats {
	s := &stats{addr: addr}
	s.http = http.Server{ // want "the server has no ReadHeaderTimeout"
		Addr:    s.addr,
		Handler: http.NotFoundHandler(),
	}
	return s
}

func (s *stats) run() error {
	err := s.http.ListenAndServe()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Admin leaves it to its caller to start the server.
func Admin(addr string, handler http.Handler) *http.Server {
	return &http.Server{Addr: addr, Handler: handler} // want `the server has no ReadHeaderTimeout`
}

// declared sets its fields one by one.
func declared(lis net.Listener, handler http.Handler) error {
	var server http.Server // want `the server has no ReadHeaderTimeout`
	server.Handler = handler
	return server.Serve(lis)
}
