// Package secure serves the pages of the staff over TLS.
package secure

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

// Server has a certificate that can be renewed while it serves.
type Server struct {
	certFile, keyFile string

	current atomic.Pointer[tls.Certificate]
	http    *http.Server
}

// NewServer returns a server of handler with the certificate of two files.
func NewServer(addr, certFile, keyFile string, handler http.Handler) (*Server, error) {
	s := &Server{certFile: certFile, keyFile: keyFile}
	if err := s.Renew(); err != nil {
		return nil, err
	}
	s.http = &http.Server{
		Addr:              addr,
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		TLSConfig:         &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: s.certificate},
	}
	return s, nil
}

func (s *Server) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return s.current.Load(), nil
}

// Renew reads the certificate again.
func (s *Server) Renew() error {
	cert, err := tls.LoadX509KeyPair(s.certFile, s.keyFile)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	s.current.Store(&cert)
	return nil
}

// Serve serves until the server is shut down.
func (s *Server) Serve() error { return s.http.ListenAndServeTLS("", "") }
