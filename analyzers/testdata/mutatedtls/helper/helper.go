// Package helper makes TLS configurations.
package helper

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// Config returns a configuration with a certificate.
func Config(cert tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{cert}}
}

// Shared is the configuration of all that this program serves.
var Shared = &tls.Config{MinVersion: tls.VersionTLS12}

// Listen accepts connections with the shared configuration.
func Listen(lis net.Listener) net.Listener { return tls.NewListener(lis, Shared) }

// Gateway serves HTTP.
type Gateway struct {
	Config *tls.Config
	Server *http.Server
}

// NewGateway returns a gateway that serves with its configuration.
func NewGateway(cert tls.Certificate) *Gateway {
	g := &Gateway{Config: Config(cert)}
	g.Server = &http.Server{TLSConfig: g.Config, ReadHeaderTimeout: time.Second}
	return g
}
