package deadregister

import (
	"context"
	"errors"
	"net/http"

	"corp.example/platform/naming"
)

// The registry is the company's own: the configuration describes it.

func privateRegistry(ctx context.Context, registry *naming.Client, srv *http.Server) error {
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return registry.Up(ctx, "orders", srv.Addr) // want `registry.Up registers the service after srv.ListenAndServe has returned: the server is gone by then`
}
