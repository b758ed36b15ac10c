package plaintexttls

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"

	"example.com/fixtures/plaintexttls/helper"
)

// listen names the certificates, and serves plain text.
func listen(addr string, handler http.Handler, cert tls.Certificate) error {
	server := &http.Server{
		Addr:      addr,
		Handler:   handler,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
	}
	return server.ListenAndServe() // want `server\.ListenAndServe takes no notice of the server's TLSConfig: it serves plain text`
}

// serve has a listener of its own, and would check certificates.
func serve(addr string, handler http.Handler, cert tls.Certificate) error {
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	config := &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	config.Certificates = append(config.Certificates, cert)
	server := http.Server{Handler: handler}
	server.TLSConfig = config
	return server.Serve(lis) // want `server\.Serve takes no notice of the server's TLSConfig: it serves plain text`
}

// api keeps the server in a field, and serves it in another method.
type api struct {
	server *http.Server
}

func newAPI(handler http.Handler, cert tls.Certificate) *api {
	return &api{server: &http.Server{Handler: handler, TLSConfig: helper.Config(cert)}}
}

func (a *api) run(addr string) error {
	a.server.Addr = addr
	go func() {
		if err := a.server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // want `a\.server\.ListenAndServe takes no notice of the server's TLSConfig: it serves plain text`
			panic(err)
		}
	}()
	return nil
}

func (a *api) stop(ctx context.Context) error { return a.server.Shutdown(ctx) }
