// Package helper makes TLS configurations.
package helper

import "crypto/tls"

// Config returns a configuration with a certificate.
func Config(cert tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{cert}}
}
