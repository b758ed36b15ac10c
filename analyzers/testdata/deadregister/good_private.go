package deadregister

import (
	"context"
	"errors"
	"net"
	"net/http"

	"corp.example/platform/naming"
)

func privateRegistryBeforeServe(ctx context.Context, registry *naming.Client, srv *http.Server) error {
	listener, err := net.Listen("tcp", srv.Addr)
	if err != nil {
		return err
	}
	if err := registry.Up(ctx, "orders", listener.Addr().String()); err != nil {
		return err
	}
	return srv.Serve(listener)
}

func privateRegistryDownAfterServe(ctx context.Context, registry *naming.Client, srv *http.Server) error {
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return registry.Down(ctx, "orders", srv.Addr)
}
