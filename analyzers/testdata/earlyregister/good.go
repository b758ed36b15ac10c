package earlyregister

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/go-kratos/kratos/v2"
	"github.com/go-kratos/kratos/v2/registry"
	"github.com/go-zookeeper/zk"
	"github.com/hashicorp/consul/api"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"

	"example.com/fixtures/earlyregister/helper"
)

func consulAfterListen(client *api.Client, host string, port int, h http.Handler) error {
	srv := &http.Server{Addr: fmt.Sprintf("%s:%d", host, port), Handler: h}
	listener, err := net.Listen("tcp", srv.Addr)
	if err != nil {
		return err
	}
	if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "orders", Address: host, Port: port}); err != nil {
		listener.Close()
		return err
	}
	return srv.Serve(listener)
}

func etcdAfterListen(ctx context.Context, cli *clientv3.Client, srv *grpc.Server, addr string) error {
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	if err := helper.Announce(ctx, cli, lis.Addr().String()); err != nil {
		return err
	}
	return srv.Serve(lis)
}

func kernelChoosesPort(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	instance := &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + listener.Addr().String()}}
	if err := registrar.Register(ctx, instance); err != nil {
		return err
	}
	return srv.Serve(listener)
}

// goroutineFirst is a race that the server usually wins: unknown.
func goroutineFirst(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	go func() {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}); err != nil {
		return err
	}
	<-ctx.Done()
	return srv.Close()
}

func errgroupFirst(ctx context.Context, registrar registry.Registrar, srv *http.Server, admin *http.Server) error {
	var g errgroup.Group
	g.Go(srv.ListenAndServe)
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	g.Go(admin.ListenAndServe)
	return g.Wait()
}

func helperFirst(ctx context.Context, registrar registry.Registrar, srv *http.Server, admin *http.Server) error {
	helper.StartHTTP(srv)
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	return admin.ListenAndServe()
}

// inPool runs what it is given, and the server is bound by the time it has.
func inPool(ctx context.Context, registrar registry.Registrar, srv *http.Server, admin *http.Server, pool func(func())) error {
	pool(func() { log.Print(srv.ListenAndServe()) })
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	return admin.ListenAndServe()
}

func eachAddress(ctx context.Context, registrar registry.Registrar, srv *http.Server, addrs func(func(string) bool)) error {
	var listeners []net.Listener
	for addr := range addrs {
		listener, err := net.Listen("tcp", addr)
		if err != nil {
			return err
		}
		listeners = append(listeners, listener)
	}
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	for _, listener := range listeners {
		go srv.Serve(listener)
	}
	return http.ListenAndServe("localhost:6060", nil)
}

// registeredInGoroutine comes when it comes: unknown.
func registeredInGoroutine(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	go func() {
		time.Sleep(time.Second)
		if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
			log.Print(err)
		}
	}()
	return srv.ListenAndServe()
}

// otherPort registers a database that runs elsewhere.
func otherPort(client *api.Client, h http.Handler) error {
	if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "mysql", Address: "db-1", Port: 3306}); err != nil {
		return err
	}
	return http.ListenAndServe(":8080", h)
}

// metricsOnAnyPort may have bound the service's port for all we know.
func metricsOnAnyPort(client *api.Client, metrics string, port int, h http.Handler) error {
	go http.ListenAndServe(metrics, nil)
	if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "orders", Port: port}); err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), h)
}

// sidecar registers the process beside it and never listens.
func sidecar(ctx context.Context, client *api.Client, port int) error {
	if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{ID: "orders-1", Name: "orders", Port: port}); err != nil {
		return err
	}
	<-ctx.Done()
	return client.Agent().ServiceDeregister("orders-1")
}

// eachInstance registers what other processes serve.
func eachInstance(ctx context.Context, registrar registry.Registrar, instances []*registry.ServiceInstance, admin *http.Server) error {
	for _, instance := range instances {
		if err := registrar.Register(ctx, instance); err != nil {
			return err
		}
	}
	return admin.ListenAndServe()
}

func receivedListener(ctx context.Context, registrar registry.Registrar, srv *grpc.Server, lis net.Listener, debug *http.Server) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{lis.Addr().String()}}); err != nil {
		return err
	}
	go debug.ListenAndServe()
	return srv.Serve(lis)
}

// listenerInField was bound when the service was made.
func (o *orders) listenerInField(ctx context.Context, debug *http.Server) error {
	if err := o.register(ctx); err != nil {
		return err
	}
	go debug.ListenAndServe()
	return o.srv.Serve(o.lis)
}

func boundByConstructor(ctx context.Context, registrar registry.Registrar, addr string, h http.Handler) error {
	srv, err := helper.NewServer(addr, h)
	if err != nil {
		return err
	}
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + addr}}); err != nil {
		return err
	}
	srv.Debug("localhost:6060")
	return srv.Serve()
}

func boundByMaker(ctx context.Context, registrar registry.Registrar, srv *helper.Server, debug string) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	srv.Debug(debug)
	return srv.Serve()
}

func listenerFromOption(ctx context.Context, registrar registry.Registrar, srv *http.Server, listen func() (net.Listener, error)) error {
	listener, err := listen()
	if err != nil {
		return err
	}
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	go http.ListenAndServe("localhost:6060", nil)
	return srv.Serve(listener)
}

// profilesAside serves profiles; who serves the orders is not known.
func profilesAside(ctx context.Context, registrar registry.Registrar, addr string, t transport) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"grpc://" + addr}}); err != nil {
		return err
	}
	go http.ListenAndServe("localhost:6060", nil)
	return t.Start(ctx)
}

// transport is an interface of ours: what Start does is not known.
type transport interface{ Start(context.Context) error }

func dynamicStart(ctx context.Context, registrar registry.Registrar, t transport) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	return t.Start(ctx)
}

func frameworkHooks(registrar registry.Registrar) error {
	instance := &registry.ServiceInstance{Name: "orders"}
	app := kratos.New(
		kratos.BeforeStart(func(ctx context.Context) error { return nil }),
		kratos.AfterStart(func(ctx context.Context) error { return registrar.Register(ctx, instance) }),
	)
	return app.Run()
}

func baseContextHook(client *api.Client, srv *http.Server) error {
	srv.BaseContext = func(lis net.Listener) context.Context {
		port := lis.Addr().(*net.TCPAddr).Port
		if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "orders", Port: port}); err != nil {
			log.Print(err)
		}
		return context.Background()
	}
	return srv.ListenAndServe()
}

func lockWithLease(ctx context.Context, cli *clientv3.Client, lease clientv3.LeaseID, srv *http.Server) error {
	if _, err := cli.Put(ctx, "/locks/migration", "me", clientv3.WithLease(lease)); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

func settingWithoutLease(ctx context.Context, cli *clientv3.Client, srv *http.Server) error {
	if _, err := cli.Put(ctx, "/feature/checkout", "on"); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

func endpointDeleted(ctx context.Context, manager endpoints.Manager, srv *http.Server) error {
	stale := []*endpoints.UpdateWithOpts{endpoints.NewDeleteUpdateOpts("orders/" + srv.Addr)}
	if err := manager.Update(ctx, stale); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

func persistentNode(conn *zk.Conn, srv *http.Server) error {
	if _, err := conn.Create("/services/orders", nil, 0, zk.WorldACL(zk.PermAll)); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

func leaderNode(conn *zk.Conn, srv *http.Server) error {
	if _, err := conn.CreateProtectedEphemeralSequential("/election/n-", nil, zk.WorldACL(zk.PermAll)); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

// eitherOr registers a worker, or serves.
func eitherOr(ctx context.Context, registrar registry.Registrar, srv *http.Server, mode string) error {
	switch mode {
	case "worker":
		return registrar.Register(ctx, &registry.ServiceInstance{Name: "worker"})
	case "api":
		return srv.ListenAndServe()
	}
	return errors.New("unknown mode " + mode)
}

// sameCondition never takes both branches.
func sameCondition(ctx context.Context, registrar registry.Registrar, srv *http.Server, worker bool) error {
	if worker {
		if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "worker"}); err != nil {
			return err
		}
	}
	if !worker {
		return srv.ListenAndServe()
	}
	<-ctx.Done()
	return nil
}

// withoutRegistry serves the reason if the registration fails.
func withoutRegistry(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "worker"}); err != nil {
		srv.Handler = http.NotFoundHandler()
		return srv.ListenAndServe()
	}
	<-ctx.Done()
	return nil
}

// tryRegistry takes its registration back before it listens.
func tryRegistry(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	probe := &registry.ServiceInstance{Name: "probe"}
	if err := registrar.Register(ctx, probe); err != nil {
		return err
	}
	if err := registrar.Deregister(ctx, probe); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

// callback listens for an answer, and serves nothing.
func callback(ctx context.Context, registrar registry.Registrar, addr string) (string, error) {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "worker"}); err != nil {
		return "", err
	}
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return "", err
	}
	defer lis.Close()
	return lis.Addr().String(), nil
}

// optionalRegistry may not register at all: what the helper does is not certain.
func optionalRegistry(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	if err := helper.AnnounceIf(ctx, registrar, &registry.ServiceInstance{Name: "orders"}); err != nil {
		return err
	}
	return srv.ListenAndServe()
}
