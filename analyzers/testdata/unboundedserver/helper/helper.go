// Package helper configures and runs servers.
package helper

import (
	"net/http"
	"time"
)

// Configure limits what clients may take.
func Configure(server *http.Server) { server.ReadHeaderTimeout = 5 * time.Second }
