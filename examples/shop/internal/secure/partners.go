package secure

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"
)

// Partners is what serves other shops, which have certificates too.
type Partners struct {
	authority string
	config    *tls.Config
	http      *http.Server
}

// NewPartners returns a server that lets in whom an authority has certified.
func NewPartners(addr, authority string, cert tls.Certificate, handler http.Handler) (*Partners, error) {
	pool, err := readPool(authority)
	if err != nil {
		return nil, err
	}
	p := &Partners{authority: authority}
	p.config = &tls.Config{
		Certificates: []tls.Certificate{cert},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    pool,
	}
	p.http = &http.Server{Addr: addr, Handler: handler, ReadHeaderTimeout: 5 * time.Second, TLSConfig: p.config}
	return p, nil
}

// Serve serves until the server is shut down.
func (p *Partners) Serve() error { return p.http.ListenAndServe() }

// Reload reads the authority's certificates again.
func (p *Partners) Reload() error {
	pool, err := readPool(p.authority)
	if err != nil {
		return err
	}
	p.config.ClientCAs = pool
	return nil
}

// NewClient returns what calls a partner whom an authority has certified.
func NewClient(authority string) (*http.Client, error) {
	pool, err := readPool(authority)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS13}
	config.RootCAs = pool
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}, Timeout: 10 * time.Second}, nil
}

func readPool(name string) (*x509.CertPool, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the authority: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, errors.New("the authority has no certificate")
	}
	return pool, nil
}
