package ignoredleaseloss

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.com/fixtures/ignoredleaseloss/goodagain"
	"github.com/hashicorp/consul/api"
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

// consul is an agent that refuses the second heartbeat, and has forgotten the
// service from then on.
type consul struct{ beats, registered atomic.Int64 }

func (c *consul) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/v1/agent/service/register"):
		c.registered.Add(1)
	case c.beats.Add(1) >= 2 && c.registered.Load() < 2:
		http.Error(w, "Unknown check ID", http.StatusNotFound)
	}
}

// TestVerifyConsul has an agent forget a service.
func TestVerifyConsul(t *testing.T) {
	for _, tt := range []struct {
		name       string
		beat       func(context.Context, *api.Client)
		goes, back bool // on with its heartbeat, and registered in the end
	}{
		{"untilFailure", func(_ context.Context, c *api.Client) { untilFailure(c, "a") }, false, false},
		{"drops", func(ctx context.Context, c *api.Client) { go drops(ctx, c, "a") }, true, false},
		{"announcesAgain", func(ctx context.Context, c *api.Client) { go goodagain.AnnouncesAgain(ctx, c, "a") }, true, true},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		agent := &consul{}
		server := httptest.NewServer(agent)
		client, err := api.NewClient(&api.Config{Address: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		if err := announce(client, "a"); err != nil {
			t.Fatal(err)
		}
		tt.beat(ctx, client)
		time.Sleep(30 * interval)
		if n := agent.beats.Load(); n < 2 || (n > 2) != tt.goes {
			t.Errorf("%s: %d heartbeats", tt.name, n)
		}
		if n := agent.registered.Load(); (n > 1) != tt.back {
			t.Errorf("%s: registered %d times", tt.name, n)
		}
		cancel()
		server.Close()
	}
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
