package earlyregister

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cloudwego/hertz/pkg/app/server"
	hertzregistry "github.com/cloudwego/hertz/pkg/app/server/registry"
	"github.com/gin-gonic/gin"
	"github.com/go-kratos/kratos/v2/registry"
	"github.com/hashicorp/consul/api"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
)

// TestVerify registers with registries that do what any client of a registry
// does: they call the service as soon as it is registered. The rule has no
// safe fix, so GOVLINT_FIXED makes no difference.
func TestVerify(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for name, serve := range map[string]func(*scene) error{
		"consulWithoutCheck": func(s *scene) error { return consulWithoutCheck(s.consul(t), s.host, s.port, s.http.Handler) },
		"consulCriticalAtFirst": func(s *scene) error {
			return consulCriticalAtFirst(s.consul(t), s.host, s.port, gin.New())
		},
		"etcdLease":          func(s *scene) error { return etcdLease(ctx, s.etcd(t), s.grpc, s.addr) },
		"etcdManager":        func(s *scene) error { return etcdManager(ctx, s.etcd(t), s.grpc, s.addr) },
		"etcdTransaction":    func(s *scene) error { return etcdTransaction(ctx, s.etcd(t), s.http, 7) },
		"registeredInHelper": func(s *scene) error { return registeredInHelper(ctx, s.etcd(t), s.http) },
		"nacosInstance": func(s *scene) error {
			return nacosInstance(nacosFake{called: s.called}, gin.New(), s.host, uint64(s.port))
		},
		"kratosRegistrar":     func(s *scene) error { return kratosRegistrar(ctx, kratosFake{s.called}, s.grpc, s.addr) },
		"startedInHelper":     func(s *scene) error { return startedInHelper(ctx, kratosFake{s.called}, s.http) },
		"startedInGoroutine":  func(s *scene) error { return startedInGoroutine(ctx, kratosFake{s.called}, s.http) },
		"startedByErrgroup":   func(s *scene) error { return startedByErrgroup(ctx, kratosFake{s.called}, s.http) },
		"retriedRegistration": func(s *scene) error { return retriedRegistration(ctx, kratosFake{s.called}, s.http) },
		"goKitRegistrar":      func(s *scene) error { return goKitRegistrar(gokitFake{s.addr, s.called}, s.http) },
		"hertzRegistry": func(s *scene) error {
			h := server.New(server.WithHostPorts(s.addr))
			h.SetCustomSignalWaiter(func(chan error) error { <-ctx.Done(); return ctx.Err() })
			tcp, err := net.ResolveTCPAddr("tcp", s.addr)
			if err != nil {
				return err
			}
			return hertzRegistry(hertzFake{s.called}, h, &hertzregistry.Info{Addr: tcp})
		},
		"freePort": func(s *scene) error { return freePort(ctx, kratosFake{s.called}, s.http.Handler) },
		"start": func(s *scene) error {
			o := &orders{registrar: kratosFake{s.called}, addr: s.addr, srv: s.grpc}
			return o.start(ctx)
		},
	} {
		t.Run("bad/"+name, func(t *testing.T) {
			if err := firstCall(t, serve); !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("the first call after the registration: %v, want connection refused", err)
			}
		})
	}
	for name, serve := range map[string]func(*scene) error{
		"consulAfterListen": func(s *scene) error { return consulAfterListen(s.consul(t), s.host, s.port, s.http.Handler) },
		"etcdAfterListen":   func(s *scene) error { return etcdAfterListen(ctx, s.etcd(t), s.grpc, s.addr) },
		"kernelChoosesPort": func(s *scene) error { return kernelChoosesPort(ctx, kratosFake{s.called}, s.http) },
		"boundByConstructor": func(s *scene) error {
			return boundByConstructor(ctx, kratosFake{s.called}, s.addr, s.http.Handler)
		},
	} {
		t.Run("good/"+name, func(t *testing.T) {
			if err := firstCall(t, serve); err != nil {
				t.Errorf("the first call after the registration: %v", err)
			}
		})
	}
}

// firstCall serves and returns what the first call of the registered address
// comes to.
func firstCall(t *testing.T, serve func(*scene) error) error {
	t.Helper()
	s := newScene(t)
	ended := make(chan error, 1)
	go func() { ended <- serve(s) }()
	select {
	case err := <-s.calls:
		return err
	case err := <-ended:
		t.Fatalf("the service has ended: %v", err)
	case <-time.After(2 * time.Second):
		t.Fatal("the service has not registered")
	}
	return nil
}

// scene is one service and what its registry sees of it.
type scene struct {
	host  string
	port  int
	addr  string
	http  *http.Server
	grpc  *grpc.Server
	calls chan error // the outcome of calling the service, for each registration
}

func newScene(t *testing.T) *scene {
	gin.SetMode(gin.ReleaseMode)
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer lis.Close()
	addr := lis.Addr().(*net.TCPAddr)
	s := &scene{
		host: "127.0.0.1", port: addr.Port, addr: addr.String(),
		http:  &http.Server{Addr: addr.String(), Handler: http.NotFoundHandler()},
		grpc:  grpc.NewServer(),
		calls: make(chan error, 10),
	}
	t.Cleanup(func() {
		s.http.Close()
		s.grpc.Stop()
	})
	return s
}

// called is what a client does that learns of an address.
func (s *scene) called(addr string) {
	_, addr, found := strings.Cut(addr, "://")
	if !found {
		addr = s.addr
	}
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err == nil {
		conn.Close()
	}
	s.calls <- err
}

// consul returns a client of an agent that calls what is registered.
func (s *scene) consul(t *testing.T) *api.Client {
	agent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPut || r.URL.Path != "/v1/agent/service/register" {
			http.NotFound(w, r)
			return
		}
		var service api.AgentServiceRegistration
		if err := json.NewDecoder(r.Body).Decode(&service); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.called("http://" + net.JoinHostPort(service.Address, strconv.Itoa(service.Port)))
	}))
	t.Cleanup(agent.Close)
	client, err := api.NewClient(&api.Config{Address: agent.URL})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// etcd returns a client of a server that calls what is put.
func (s *scene) etcd(t *testing.T) *clientv3.Client {
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := grpc.NewServer()
	etcdserverpb.RegisterKVServer(srv, &etcdKV{called: s.called})
	etcdserverpb.RegisterLeaseServer(srv, &etcdLeases{})
	go srv.Serve(lis)
	t.Cleanup(srv.Stop)
	cli, err := clientv3.New(clientv3.Config{Endpoints: []string{lis.Addr().String()}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cli.Close() })
	return cli
}

type etcdKV struct {
	etcdserverpb.UnimplementedKVServer
	called func(string)
}

func (kv *etcdKV) Put(_ context.Context, r *etcdserverpb.PutRequest) (*etcdserverpb.PutResponse, error) {
	kv.called(string(r.Value))
	return &etcdserverpb.PutResponse{Header: &etcdserverpb.ResponseHeader{}}, nil
}

func (kv *etcdKV) Txn(_ context.Context, r *etcdserverpb.TxnRequest) (*etcdserverpb.TxnResponse, error) {
	for _, op := range r.Success {
		kv.called(string(op.GetRequestPut().GetValue()))
	}
	return &etcdserverpb.TxnResponse{Header: &etcdserverpb.ResponseHeader{}, Succeeded: true}, nil
}

type etcdLeases struct {
	etcdserverpb.UnimplementedLeaseServer
}

func (*etcdLeases) LeaseGrant(_ context.Context, r *etcdserverpb.LeaseGrantRequest) (*etcdserverpb.LeaseGrantResponse, error) {
	return &etcdserverpb.LeaseGrantResponse{Header: &etcdserverpb.ResponseHeader{}, ID: 7, TTL: r.TTL}, nil
}

func (*etcdLeases) LeaseKeepAlive(stream etcdserverpb.Lease_LeaseKeepAliveServer) error {
	for {
		r, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		answer := &etcdserverpb.LeaseKeepAliveResponse{Header: &etcdserverpb.ResponseHeader{}, ID: r.ID, TTL: 10}
		if err := stream.Send(answer); err != nil {
			return err
		}
	}
}

type nacosFake struct {
	naming_client.INamingClient
	called func(string)
}

func (n nacosFake) RegisterInstance(p vo.RegisterInstanceParam) (bool, error) {
	n.called(fmt.Sprintf("http://%s:%d", p.Ip, p.Port))
	return true, nil
}

type kratosFake struct{ called func(string) }

func (k kratosFake) Register(_ context.Context, instance *registry.ServiceInstance) error {
	k.called(instance.Endpoints[0])
	return nil
}

func (kratosFake) Deregister(context.Context, *registry.ServiceInstance) error { return nil }

type gokitFake struct {
	addr   string
	called func(string)
}

func (g gokitFake) Register() { g.called("http://" + g.addr) }

func (gokitFake) Deregister() {}

type hertzFake struct{ called func(string) }

func (h hertzFake) Register(info *hertzregistry.Info) error {
	h.called("http://" + info.Addr.String())
	return nil
}

func (hertzFake) Deregister(*hertzregistry.Info) error { return nil }
