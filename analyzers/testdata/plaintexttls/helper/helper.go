// Package helper makes TLS configurations and runs servers.
package helper

import (
	"crypto/tls"
	"net/http"
)

// Config returns a configuration with a certificate.
func Config(cert tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
}

// Run serves with TLS.
func Run(server *http.Server) error { return server.ListenAndServeTLS("", "") }
