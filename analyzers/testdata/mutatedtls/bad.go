package mutatedtls

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"example.com/fixtures/mutatedtls/helper"
)

// server serves gRPC, and would like to change its certificate.
type server struct {
	config *tls.Config
	grpc   *grpc.Server
}

func newServer(cert tls.Certificate) *server {
	s := &server{config: &tls.Config{Certificates: []tls.Certificate{cert}}}
	s.grpc = grpc.NewServer(grpc.Creds(credentials.NewTLS(s.config)))
	return s
}

func (s *server) reload(cert tls.Certificate) {
	s.config.Certificates = []tls.Certificate{cert} // want `s\.config\.Certificates changes after credentials\.NewTLS has taken the configuration: it works on a copy and never sees the change`
}

// web serves HTTP, and changes its certificate in a goroutine.
type web struct {
	config *tls.Config
	server *http.Server
}

func newWeb(cert tls.Certificate, certs <-chan tls.Certificate) *web {
	config := helper.Config(cert)
	w := &web{config: config, server: &http.Server{TLSConfig: config, ReadHeaderTimeout: time.Second}}
	go w.follow(certs)
	return w
}

func (w *web) follow(certs <-chan tls.Certificate) {
	for cert := range certs {
		config := w.config
		config.Certificates = []tls.Certificate{cert} // want `config\.Certificates changes after http\.Server has taken the configuration: it works on a copy and never sees the change`
	}
}

// listener keeps the configuration of its listener.
type listener struct {
	net.Listener
	config *tls.Config
}

func listen(lis net.Listener, cert tls.Certificate) *listener {
	config := helper.Config(cert)
	return &listener{tls.NewListener(lis, config), config}
}

func (l *listener) rotate(cert tls.Certificate) {
	l.config.Certificates[0] = cert
	l.config.Certificates = []tls.Certificate{cert} // want `l\.config\.Certificates changes after tls\.NewListener has taken the configuration: handshakes read it at the same time`
}

// late sets the certificate when it is too late.
func late(cert tls.Certificate) *grpc.Server {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	creds := credentials.NewTLS(config)
	config.Certificates = []tls.Certificate{cert} // want `config\.Certificates changes after credentials\.NewTLS has taken the configuration: it works on a copy and never sees the change`
	return grpc.NewServer(grpc.Creds(creds))
}

// rotateShared changes what another package serves with.
func rotateShared(certs <-chan tls.Certificate) {
	go func() {
		for cert := range certs {
			helper.Shared.Certificates = []tls.Certificate{cert} // want `helper\.Shared\.Certificates changes after tls\.NewListener in package helper has taken the configuration: handshakes read it at the same time`
		}
	}()
}

// admin gives a gateway of another package a new certificate.
type admin struct{ gateway *helper.Gateway }

func (a *admin) renew(cert tls.Certificate) {
	a.gateway.Config.Certificates = []tls.Certificate{cert} // want `a\.gateway\.Config\.Certificates changes after http\.Server in package helper has taken the configuration: it works on a copy and never sees the change`
}
