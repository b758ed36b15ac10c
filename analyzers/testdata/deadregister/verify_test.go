package deadregister

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/cloudwego/hertz/pkg/app/server"
	hertzregistry "github.com/cloudwego/hertz/pkg/app/server/registry"
	"github.com/go-kratos/kratos/v2/registry"
	"github.com/labstack/echo/v4"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
	"google.golang.org/grpc"
)

// TestVerify shows that the registration is missing while the service can be
// reached, and comes when it can not. The rule has no safe fix, so
// GOVLINT_FIXED makes no difference.
func TestVerify(t *testing.T) {
	log.SetOutput(t.Output())
	ctx := context.Background()
	for name, serve := range map[string]func(*scene){
		"httpThenKratos": func(s *scene) { httpThenKratos(ctx, s, s.http) },
		"echoThenNacos": func(s *scene) {
			e := echo.New()
			e.HideBanner, e.HidePort, e.Server = true, true, s.http
			s.http.Handler = e
			echoThenNacos(nacos{called: s.register}, e, "127.0.0.1", uint64(s.port))
		},
		"hertzThenRegistry": func(s *scene) {
			h := server.New(server.WithHostPorts(s.addr), server.WithExitWaitTime(0))
			h.SetCustomSignalWaiter(func(chan error) error { <-s.stopped; return errors.New("stopped") })
			hertzThenRegistry(hertz{s.register}, h, nil)
		},
		"closureThenGoKit": func(s *scene) { closureThenGoKit(gokit{s.register}, s.http) },
		"methodThenHelper": func(s *scene) { methodThenHelper(ctx, s, &orders{srv: s.http}) },
	} {
		t.Run("bad/"+name, func(t *testing.T) {
			s := newScene(t)
			go serve(s)
			s.awaitServing(t)
			select {
			case <-s.registered:
				t.Fatal("registered while serving")
			case <-time.After(50 * time.Millisecond):
			}
			s.stop()
			select {
			case err := <-s.registered:
				if !errors.Is(err, syscall.ECONNREFUSED) {
					t.Errorf("a call of what has been registered: %v, want connection refused", err)
				}
			case <-time.After(2 * time.Second):
				t.Fatal("never registered")
			}
		})
	}
	for name, serve := range map[string]func(*scene){
		"betweenListenAndServe": func(s *scene) { betweenListenAndServe(ctx, s, s.http) },
		"servedByHelper":        func(s *scene) { servedByHelper(ctx, s, s.grpc, s.addr) },
	} {
		t.Run("good/"+name, func(t *testing.T) {
			s := newScene(t)
			go serve(s)
			select {
			case err := <-s.registered:
				if err != nil {
					t.Errorf("a call of what has been registered: %v", err)
				}
			case <-time.After(2 * time.Second):
				t.Fatal("never registered")
			}
		})
	}
}

// scene is one service and its registry, which calls what is registered.
type scene struct {
	port       int
	addr       string
	http       *http.Server
	grpc       *grpc.Server
	stopped    chan struct{}
	registered chan error // the outcome of that call
}

func newScene(t *testing.T) *scene {
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer lis.Close()
	addr := lis.Addr().(*net.TCPAddr)
	s := &scene{
		port: addr.Port, addr: addr.String(),
		http:       &http.Server{Addr: addr.String(), Handler: http.NotFoundHandler()},
		grpc:       grpc.NewServer(),
		stopped:    make(chan struct{}),
		registered: make(chan error, 10),
	}
	t.Cleanup(func() {
		s.http.Close()
		s.grpc.Stop()
	})
	return s
}

func (s *scene) stop() {
	close(s.stopped)
	s.http.Close()
}

func (s *scene) call() error {
	conn, err := net.DialTimeout("tcp", s.addr, time.Second)
	if err == nil {
		conn.Close()
	}
	return err
}

func (s *scene) awaitServing(t *testing.T) {
	t.Helper()
	for range 200 {
		if s.call() == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("does not serve")
}

func (s *scene) register() { s.registered <- s.call() }

// Register and Deregister make the scene a registrar.
func (s *scene) Register(context.Context, *registry.ServiceInstance) error {
	s.register()
	return nil
}

func (*scene) Deregister(context.Context, *registry.ServiceInstance) error { return nil }

type gokit struct{ register func() }

func (g gokit) Register() { g.register() }

func (gokit) Deregister() {}

type hertz struct{ register func() }

func (h hertz) Register(*hertzregistry.Info) error {
	h.register()
	return nil
}

func (hertz) Deregister(*hertzregistry.Info) error { return nil }

type nacos struct {
	naming_client.INamingClient
	called func()
}

func (n nacos) RegisterInstance(vo.RegisterInstanceParam) (bool, error) {
	n.called()
	return true, nil
}
