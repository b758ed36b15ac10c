// Package helper registers and listens for others.
package helper

import (
	"context"
	"net"
	"net/http"
	"strconv"

	"github.com/go-kratos/kratos/v2/registry"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
)

// Announce puts addr under a lease of ten seconds and keeps it alive.
func Announce(ctx context.Context, cli *clientv3.Client, addr string) error {
	lease, err := cli.Grant(ctx, 10)
	if err != nil {
		return err
	}
	if _, err := cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(lease.ID)); err != nil {
		return err
	}
	alive, err := cli.KeepAlive(ctx, lease.ID)
	if err != nil {
		return err
	}
	go func() {
		for range alive {
		}
	}()
	return nil
}

// AnnounceIf registers the instance where there is a registry.
func AnnounceIf(ctx context.Context, registrar registry.Registrar, instance *registry.ServiceInstance) error {
	if registrar == nil {
		return nil
	}
	return registrar.Register(ctx, instance)
}

// AnnouncePort registers host and port.
func AnnouncePort(ctx context.Context, registrar registry.Registrar, host string, port int) error {
	addr := net.JoinHostPort(host, strconv.Itoa(port))
	return registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + addr}})
}

// ServeGRPC listens on addr and serves until the server is stopped.
func ServeGRPC(srv *grpc.Server, addr string) error {
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return srv.Serve(lis)
}

// StartHTTP serves in the background.
func StartHTTP(srv *http.Server) {
	go func() {
		if err := srv.ListenAndServe(); err != http.ErrServerClosed {
			panic(err)
		}
	}()
}

// Server is bound when it is made.
type Server struct {
	lis net.Listener
	srv *http.Server
}

// NewServer binds addr.
func NewServer(addr string, h http.Handler) (*Server, error) {
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &Server{lis: lis, srv: &http.Server{Handler: h}}, nil
}

// Serve serves on the port bound by NewServer.
func (s *Server) Serve() error { return s.srv.Serve(s.lis) }

// Debug serves profiles on a port of its own choice.
func (s *Server) Debug(addr string) {
	go http.ListenAndServe(addr, nil)
}

// FreePort returns a port that nobody listens on.
func FreePort() (int, error) {
	lis, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return 0, err
	}
	defer lis.Close()
	return lis.Addr().(*net.TCPAddr).Port, nil
}
