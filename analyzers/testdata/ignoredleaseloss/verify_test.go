package ignoredleaseloss

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
)

// server is an etcd whose leases are lost after their first renewal.
type server struct {
	etcdserverpb.UnimplementedLeaseServer
	grants atomic.Int64
}

func (s *server) LeaseGrant(_ context.Context, r *etcdserverpb.LeaseGrantRequest) (*etcdserverpb.LeaseGrantResponse, error) {
	return &etcdserverpb.LeaseGrantResponse{Header: &etcdserverpb.ResponseHeader{}, ID: s.grants.Add(1), TTL: r.TTL}, nil
}

func (s *server) LeaseKeepAlive(stream etcdserverpb.Lease_LeaseKeepAliveServer) error {
	for {
		r, err := stream.Recv()
		if err != nil {
			return err
		}
		lost := &etcdserverpb.LeaseKeepAliveResponse{Header: &etcdserverpb.ResponseHeader{}, ID: r.ID, TTL: 0}
		if err := stream.Send(lost); err != nil {
			return err
		}
	}
}

func start(t *testing.T) (*server, *clientv3.Client) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	etcd, srv := &server{}, grpc.NewServer()
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

// TestVerify loses leases, and counts the new ones.
func TestVerify(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	etcd, cli := start(t)
	lease, err := cli.Grant(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := drained(ctx, cli, lease.ID); err != nil {
		t.Fatal(err)
	}
	if err := (&registry{cli: cli}).start(ctx, lease.ID); err != nil {
		t.Fatal(err)
	}
	nilEnds(ctx, cli, lease.ID)
	time.Sleep(300 * time.Millisecond)
	if n := etcd.grants.Load(); n != 1 {
		t.Errorf("%d leases, want 1: nobody registers again", n)
	}
	if err := again(ctx, cli); err != nil {
		t.Fatal(err)
	}
	for etcd.grants.Load() < 4 && !t.Failed() {
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
}

// TestVerifySpin receives from a closed channel.
func TestVerifySpin(t *testing.T) {
	closed := make(chan *clientv3.LeaseKeepAliveResponse)
	close(closed)
	turns := &counting{Context: context.Background(), limit: 1000}
	continues(turns, closed)
	if turns.n.Load() < 1000 {
		t.Errorf("continues: %d turns", turns.n.Load())
	}
	untilLost(closed)
	<-tells(closed)
}

// counting is a context that ends when it has been asked a number of times.
type counting struct {
	context.Context
	limit int64
	n     atomic.Int64
}

func (c *counting) Err() error {
	if c.n.Add(1) > c.limit {
		return context.Canceled
	}
	return nil
}
