package plaintexttls

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/h2c"

	"example.com/fixtures/plaintexttls/helper"
)

// listenTLS serves with the certificate of its configuration.
func listenTLS(addr string, handler http.Handler, cert tls.Certificate) error {
	server := &http.Server{
		Addr:      addr,
		Handler:   handler,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
	}
	return server.ListenAndServeTLS("", "")
}

// serveTLS has a listener of its own.
func serveTLS(lis net.Listener, cert tls.Certificate, handler http.Handler) error {
	server := &http.Server{Handler: handler, TLSConfig: helper.Config(cert)}
	return server.ServeTLS(lis, "", "")
}

// wrapped gives the server connections that are TLS already.
func wrapped(addr string, cert tls.Certificate, handler http.Handler) error {
	config := helper.Config(cert)
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, TLSConfig: config}
	return server.Serve(tls.NewListener(lis, config))
}

// perhapsWrapped does so if it is told to.
func perhapsWrapped(addr string, cert tls.Certificate, secure bool) error {
	server := &http.Server{TLSConfig: helper.Config(cert)}
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	if secure {
		lis = tls.NewListener(lis, server.TLSConfig)
	}
	return server.Serve(lis)
}

// given does not know what it listens on.
func given(lis net.Listener, cert tls.Certificate) error {
	server := &http.Server{TLSConfig: helper.Config(cert)}
	return server.Serve(lis)
}

// either serves plain text only if TLS is turned off.
func either(addr string, secure bool, cert tls.Certificate) error {
	server := &http.Server{Addr: addr}
	if !secure {
		return server.ListenAndServe()
	}
	server.TLSConfig = helper.Config(cert)
	return server.ListenAndServeTLS("", "")
}

// Optional may be given no configuration.
func Optional(addr string, config *tls.Config) error {
	server := &http.Server{Addr: addr, TLSConfig: config}
	return server.ListenAndServe()
}

// plain has no configuration.
func plain(addr string, handler http.Handler) error {
	server := &http.Server{Addr: addr, Handler: handler}
	return server.ListenAndServe()
}

// handedOn leaves serving to others.
func handedOn(cert tls.Certificate) error {
	return helper.Run(&http.Server{TLSConfig: helper.Config(cert)})
}

// NewServer leaves serving to its callers, of which some may serve TLS.
func NewServer(cert tls.Certificate) *http.Server {
	return &http.Server{TLSConfig: helper.Config(cert)}
}

func serveNew(cert tls.Certificate) error { return NewServer(cert).ListenAndServe() }

// redirect answers on the port of plain text.
func redirect(cert tls.Certificate) error {
	server := &http.Server{Addr: ":80", TLSConfig: helper.Config(cert)}
	return server.ListenAndServe()
}

// clearText serves HTTP/2 without TLS on purpose.
func clearText(addr string, handler http.Handler, cert tls.Certificate) error {
	server := &http.Server{Addr: addr, TLSConfig: helper.Config(cert)}
	server.Handler = h2c.NewHandler(handler, &http2.Server{})
	return server.ListenAndServe()
}

// chosen says which protocols it speaks.
func chosen(addr string, cert tls.Certificate) error {
	var protocols http.Protocols
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Addr: addr, TLSConfig: helper.Config(cert), Protocols: &protocols}
	return server.ListenAndServe()
}

// secured is run with TLS by another method than the one that stops it.
type secured struct{ server *http.Server }

func newSecured(cert tls.Certificate) *secured {
	return &secured{&http.Server{TLSConfig: helper.Config(cert)}}
}

func (s *secured) plain() error { return s.server.ListenAndServe() }

func (s *secured) encrypted() error { return s.server.ListenAndServeTLS("", "") }

func (s *secured) stop(ctx context.Context) error { return s.server.Shutdown(ctx) }
