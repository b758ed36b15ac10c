// Package helper stops things for others.
package helper

import (
	"context"
	"errors"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/sdk/trace"
)

// StopAll stops a server and exports the last spans.
func StopAll(ctx context.Context, srv *http.Server, spans *trace.TracerProvider) error {
	return errors.Join(srv.Shutdown(ctx), spans.Shutdown(ctx))
}

// StopDetached stops a server in its own time.
func StopDetached(ctx context.Context, srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return srv.Shutdown(ctx)
}

// Server is a server of the house's own, which needs no time to stop.
type Server struct{ closed chan struct{} }

// Shutdown stops the server.
func (s *Server) Shutdown(ctx context.Context) error {
	close(s.closed)
	return nil
}
