package earlyregister

import (
	"context"
	"net/http"

	"corp.example/platform/naming"
)

// The registry is the company's own: the configuration describes it.

func privateRegistry(ctx context.Context, registry *naming.Client, srv *http.Server) error {
	if err := registry.Up(ctx, "orders", srv.Addr); err != nil { // want `registry.Up registers the service before srv.ListenAndServe listens: clients are sent here while nothing listens`
		return err
	}
	return srv.ListenAndServe()
}
