package orphanlease

import (
	"context"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/fixtures/orphanlease/unrenewed"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
)

// server is an etcd that counts renewals.
type server struct {
	etcdserverpb.UnimplementedKVServer
	etcdserverpb.UnimplementedLeaseServer
	renewals atomic.Int64
}

func (s *server) Put(context.Context, *etcdserverpb.PutRequest) (*etcdserverpb.PutResponse, error) {
	return &etcdserverpb.PutResponse{Header: &etcdserverpb.ResponseHeader{}}, nil
}

func (s *server) LeaseGrant(_ context.Context, r *etcdserverpb.LeaseGrantRequest) (*etcdserverpb.LeaseGrantResponse, error) {
	return &etcdserverpb.LeaseGrantResponse{Header: &etcdserverpb.ResponseHeader{}, ID: 7, TTL: r.TTL}, nil
}

func (s *server) LeaseKeepAlive(stream etcdserverpb.Lease_LeaseKeepAliveServer) error {
	for {
		r, err := stream.Recv()
		if err != nil {
			return err
		}
		s.renewals.Add(1)
		answer := &etcdserverpb.LeaseKeepAliveResponse{Header: &etcdserverpb.ResponseHeader{}, ID: r.ID, TTL: 1}
		if err := stream.Send(answer); err != nil {
			return err
		}
	}
}

// start starts an etcd, which ends with the test.
func start(t *testing.T) (*server, *clientv3.Client) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	etcd, srv := &server{}, grpc.NewServer()
	etcdserverpb.RegisterKVServer(srv, etcd)
	etcdserverpb.RegisterLeaseServer(srv, etcd)
	go srv.Serve(listener)
	t.Cleanup(srv.Stop)
	cli, err := clientv3.New(clientv3.Config{Endpoints: []string{listener.Addr().String()}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cli.Close() })
	return etcd, cli
}

// TestVerify counts the renewals of a lease with a TTL of a second, from half a
// second after a function has returned.
func TestVerify(t *testing.T) {
	ctx := context.Background()
	lost := func() {}
	fixed := os.Getenv("GOVLINT_FIXED") != "" // with the suggestion; a helper's renewal has none
	var all sync.WaitGroup
	for _, tt := range []struct {
		name  string
		alive bool
		f     func(*clientv3.Client) error
	}{
		{"boundedByTimeout", fixed, func(c *clientv3.Client) error { return boundedByTimeout(ctx, c, "a", lost) }},
		{"register", fixed, func(c *clientv3.Client) error { return (&registry{cli: c}).register("k", "a") }},
		{"startedInGoroutine", fixed, func(c *clientv3.Client) error { startedInGoroutine(c, 7, lost); return nil }},
		{"throughHelper", false, func(c *clientv3.Client) error { return throughHelper(c, 7, lost) }},
		{"unrenewed", false, func(c *clientv3.Client) error { return unrenewed.Register(ctx, c, "a") }},
		{"unwatched", true, func(c *clientv3.Client) error { return unwatched(ctx, c, 7) }},
		{"boundedByClient", true, func(c *clientv3.Client) error { return boundedByClient(ctx, c, "a", lost) }},
		{"staysInLoop", true, func(c *clientv3.Client) error { go staysInLoop(ctx, c, 7); return nil }},
		{"cancelledOnFailure", true, func(c *clientv3.Client) error { _, err := cancelledOnFailure(ctx, c, 7); return err }},
	} {
		etcd, cli := start(t)
		if err := tt.f(cli); err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			time.Sleep(500 * time.Millisecond)
			before := etcd.renewals.Load()
			time.Sleep(1200 * time.Millisecond)
			if alive := etcd.renewals.Load() > before; alive != tt.alive {
				t.Errorf("%s: renewed: %t, want %t", tt.name, alive, tt.alive)
			}
		})
	}
	all.Wait()
}
