package earlyregister

import (
	"context"
	"net"
	"net/http"

	"corp.example/platform/naming"
)

func privateRegistryAfterListen(ctx context.Context, registry *naming.Client, srv *http.Server) error {
	listener, err := net.Listen("tcp", srv.Addr)
	if err != nil {
		return err
	}
	if err := registry.Up(ctx, "orders", listener.Addr().String()); err != nil {
		return err
	}
	return srv.Serve(listener)
}

func privateRegistryTakenBack(ctx context.Context, registry *naming.Client, srv *http.Server) error {
	if err := registry.Up(ctx, "probe", srv.Addr); err != nil {
		return err
	}
	if err := registry.Down(ctx, "probe", srv.Addr); err != nil {
		return err
	}
	return srv.ListenAndServe()
}
