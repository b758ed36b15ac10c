package mutatedtls

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"sync"
	"sync/atomic"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"example.com/fixtures/mutatedtls/helper"
)

// asking asks for the certificate in each handshake.
type asking struct {
	current atomic.Pointer[tls.Certificate]
	grpc    *grpc.Server
}

func newAsking(cert tls.Certificate) *asking {
	a := &asking{}
	a.current.Store(&cert)
	a.grpc = grpc.NewServer(grpc.Creds(credentials.NewTLS(&tls.Config{
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return a.current.Load(), nil },
	})))
	return a
}

func (a *asking) reload(cert tls.Certificate) { a.current.Store(&cert) }

// early sets everything before the configuration is taken.
func early(cert tls.Certificate, pool *x509.CertPool) *grpc.Server {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	config.Certificates = []tls.Certificate{cert}
	if pool != nil {
		config.ClientCAs = pool
	}
	return grpc.NewServer(grpc.Creds(credentials.NewTLS(config)))
}

// swapping changes a clone, which takes the place of the original.
type swapping struct {
	mu     sync.Mutex
	config *tls.Config
}

func newSwapping(cert tls.Certificate) *swapping { return &swapping{config: helper.Config(cert)} }

func (s *swapping) reload(cert tls.Certificate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	config := s.config.Clone()
	config.Certificates = []tls.Certificate{cert}
	s.config = config
}

func (s *swapping) dial(conn net.Conn) *tls.Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return tls.Client(conn, s.config)
}

// built is changed by what runs before it is served.
type built struct{ config *tls.Config }

type option func(*built)

func withRoots(pool *x509.CertPool) option { return func(b *built) { b.config.ClientCAs = pool } }

func newBuilt(options ...option) *http.Server {
	b := &built{config: &tls.Config{}}
	for _, apply := range options {
		apply(b)
	}
	b.certify()
	return &http.Server{TLSConfig: b.config}
}

func (b *built) certify() { b.config.Certificates = nil }

// SetCertificate may be called before the server is made.
func (b *built) SetCertificate(cert tls.Certificate) { b.config.Certificates = []tls.Certificate{cert} }

// reloadAll makes a new server with each certificate.
func (b *built) reloadAll(cert tls.Certificate) *http.Server {
	b.config = &tls.Config{}
	b.config.Certificates = []tls.Certificate{cert}
	return &http.Server{TLSConfig: b.config}
}

// apart changes a configuration that is another one's.
type apart struct{ served, spare *tls.Config }

func newApart(cert tls.Certificate) (*apart, *grpc.Server) {
	a := &apart{served: helper.Config(cert), spare: helper.Config(cert)}
	return a, grpc.NewServer(grpc.Creds(credentials.NewTLS(a.served)))
}

func (a *apart) reload(cert tls.Certificate) { a.spare.Certificates = []tls.Certificate{cert} }

// copied serves a copy of its own.
type copied struct{ config *tls.Config }

func (c *copied) serve() *grpc.Server {
	return grpc.NewServer(grpc.Creds(credentials.NewTLS(c.config.Clone())))
}

func (c *copied) refresh(cert tls.Certificate) { c.config.Certificates = []tls.Certificate{cert} }

// setUp changes what another package serves with, perhaps before that.
func setUp(cert tls.Certificate) { helper.Shared.Certificates = []tls.Certificate{cert} }

// renewAll changes the configuration of a gateway that nobody else has yet.
func renewAll(cert tls.Certificate) *helper.Gateway {
	g := helper.NewGateway(cert)
	g.Config.Certificates = append(g.Config.Certificates, cert)
	return g
}

// reloadShared has a new configuration for what is served from now on.
func reloadShared(cert tls.Certificate) {
	helper.Shared = &tls.Config{MinVersion: tls.VersionTLS12}
	helper.Shared.Certificates = []tls.Certificate{cert}
}
