package earlyregister

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"

	"github.com/cloudwego/hertz/pkg/app/server"
	hertzregistry "github.com/cloudwego/hertz/pkg/app/server/registry"
	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/sd"
	"github.com/go-kratos/kratos/v2/registry"
	"github.com/go-zookeeper/zk"
	"github.com/hashicorp/consul/api"
	"github.com/labstack/echo/v4"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"

	"example.com/fixtures/earlyregister/helper"
)

func consulWithoutCheck(client *api.Client, host string, port int, h http.Handler) error {
	srv := &http.Server{Addr: fmt.Sprintf("%s:%d", host, port), Handler: h}
	registration := &api.AgentServiceRegistration{Name: "orders", Address: host, Port: port}
	if err := client.Agent().ServiceRegister(registration); err != nil { // want `client.Agent\(\).ServiceRegister registers the service before srv.ListenAndServe listens: clients are sent here while nothing listens`
		return err
	}
	return srv.ListenAndServe()
}

func consulPassing(client *api.Client, host string, port int, h http.Handler) {
	registration := new(api.AgentServiceRegistration)
	registration.Name = "orders"
	registration.Address = host
	registration.Port = port
	registration.Check = &api.AgentServiceCheck{
		HTTP:     fmt.Sprintf("http://%s:%d/health", host, port),
		Interval: "10s",
		Status:   api.HealthPassing,
	}
	err := client.Agent().ServiceRegister(registration) // want `client.Agent\(\).ServiceRegister registers the service before http.ListenAndServe listens: clients are sent here`
	if err != nil {
		log.Fatalf("register: %v", err)
	}
	log.Fatal(http.ListenAndServe(fmt.Sprintf("%s:%d", host, port), h))
}

func consulCriticalAtFirst(client *api.Client, host string, port int, engine *gin.Engine) error {
	addr := fmt.Sprintf("%s:%d", host, port)
	if err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{ // want `client.Agent\(\).ServiceRegister registers the service before engine.Run listens: the first health check fails`
		Name:    "orders",
		Address: host,
		Port:    port,
		Check:   &api.AgentServiceCheck{HTTP: "http://" + addr + "/health", Interval: "10s"},
	}); err != nil {
		return err
	}
	return engine.Run(addr)
}

func etcdLease(ctx context.Context, cli *clientv3.Client, srv *grpc.Server, addr string) error {
	lease, err := cli.Grant(ctx, 10)
	if err != nil {
		return err
	}
	_, err = cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(lease.ID)) // want `cli.Put registers the service before net.Listen listens`
	if err != nil {
		return fmt.Errorf("register: %w", err)
	}
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return srv.Serve(lis)
}

func etcdManager(ctx context.Context, cli *clientv3.Client, srv *grpc.Server, addr string) error {
	manager, err := endpoints.NewManager(cli, "orders")
	if err != nil {
		return err
	}
	if err := manager.AddEndpoint(ctx, "orders/"+addr, endpoints.Endpoint{Addr: addr}); err != nil { // want `manager.AddEndpoint registers the service before helper.ServeGRPC listens`
		return err
	}
	return helper.ServeGRPC(srv, addr)
}

func etcdTransaction(ctx context.Context, cli *clientv3.Client, srv *http.Server, lease clientv3.LeaseID) error {
	put := clientv3.OpPut("/registry/orders/"+srv.Addr, srv.Addr, clientv3.WithLease(lease)) // want `clientv3.OpPut registers the service before srv.ListenAndServe listens`
	if _, err := cli.Txn(ctx).Then(put).Commit(); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

func nacosInstance(client naming_client.INamingClient, engine *gin.Engine, ip string, port uint64) error {
	ok, err := client.RegisterInstance(vo.RegisterInstanceParam{ // want `client.RegisterInstance registers the service before engine.Run listens`
		Ip: ip, Port: port, ServiceName: "orders", Weight: 10, Enable: true, Healthy: true, Ephemeral: true,
	})
	if err != nil || !ok {
		return fmt.Errorf("register: %v", err)
	}
	return engine.Run(fmt.Sprintf("%s:%d", ip, port))
}

func zookeeperNode(conn *zk.Conn, e *echo.Echo, addr string) error {
	_, err := conn.Create("/services/orders/"+addr, []byte(addr), zk.FlagEphemeral, zk.WorldACL(zk.PermAll)) // want `conn.Create registers the service before e.Start listens`
	if err != nil {
		return err
	}
	return e.Start(addr)
}

func kratosRegistrar(ctx context.Context, registrar registry.Registrar, srv *grpc.Server, addr string) error {
	instance := &registry.ServiceInstance{ID: "1", Name: "orders", Endpoints: []string{"grpc://" + addr}}
	if err := registrar.Register(ctx, instance); err != nil { // want `registrar.Register registers the service before net.Listen listens`
		return err
	}
	lis, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return srv.Serve(lis)
}

func goKitRegistrar(registrar sd.Registrar, srv *http.Server) error {
	registrar.Register() // want `registrar.Register registers the service before srv.ListenAndServe listens`
	defer registrar.Deregister()
	return srv.ListenAndServe()
}

func hertzRegistry(r hertzregistry.Registry, h *server.Hertz, info *hertzregistry.Info) error {
	if err := r.Register(info); err != nil { // want `r.Register registers the service before h.Spin listens`
		return err
	}
	h.Spin()
	return nil
}

func registeredInHelper(ctx context.Context, cli *clientv3.Client, srv *http.Server) error {
	if err := helper.Announce(ctx, cli, srv.Addr); err != nil { // want `helper.Announce registers the service before srv.ListenAndServe listens`
		return err
	}
	return srv.ListenAndServe()
}

func startedInHelper(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}) // want `registrar.Register registers the service before helper.StartHTTP listens`
	if err != nil {
		return err
	}
	helper.StartHTTP(srv)
	<-ctx.Done()
	return srv.Close()
}

func startedInGoroutine(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}); err != nil { // want `registrar.Register registers the service before srv.ListenAndServe listens`
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.ListenAndServe() }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return srv.Close()
	}
}

func startedByErrgroup(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	if err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}); err != nil { // want `registrar.Register registers the service before srv.ListenAndServe listens`
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(srv.ListenAndServe)
	g.Go(func() error {
		<-ctx.Done()
		return srv.Close()
	})
	return g.Wait()
}

func registeredIfEnabled(ctx context.Context, registrar registry.Registrar, srv *http.Server, enabled bool) {
	if enabled {
		err := registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}) // want `registrar.Register registers the service before srv.ListenAndServe listens`
		if err != nil {
			log.Fatal(err)
		}
	}
	log.Print(srv.ListenAndServe())
}

func retriedRegistration(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	instance := &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}
	for {
		if err := registrar.Register(ctx, instance); err == nil { // want `registrar.Register registers the service before srv.ListenAndServe listens`
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return srv.ListenAndServe()
}

// metricsBeforehand listens on the metrics port before it registers, which is
// of no use to those who call the other port.
func metricsBeforehand(client *api.Client, h http.Handler) error {
	go http.ListenAndServe(":9090", nil)
	err := client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "orders", Port: 8080}) // want `client.Agent\(\).ServiceRegister registers the service before http.ListenAndServe listens`
	if err != nil {
		return err
	}
	return http.ListenAndServe(":8080", h)
}

// samePort hands the port over to a helper and listens on it in the background.
func samePort(ctx context.Context, registrar registry.Registrar, h http.Handler) error {
	if err := helper.AnnouncePort(ctx, registrar, "localhost", 8081); err != nil { // want `helper.AnnouncePort registers the service before http.ListenAndServe listens`
		return err
	}
	go http.ListenAndServe("localhost:8081", h)
	<-ctx.Done()
	return nil
}

// freePort finds a port that nobody listens on, and does not listen either.
func freePort(ctx context.Context, registrar registry.Registrar, h http.Handler) error {
	port, err := helper.FreePort()
	if err != nil {
		return err
	}
	addr := fmt.Sprintf("localhost:%d", port)
	err = registrar.Register(ctx, &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + addr}}) // want `registrar.Register registers the service before http.ListenAndServe listens`
	if err != nil {
		return err
	}
	return http.ListenAndServe(addr, h)
}

// orders is a service that keeps its parts in fields.
type orders struct {
	registrar registry.Registrar
	addr      string
	lis       net.Listener
	srv       *grpc.Server
}

func (o *orders) start(ctx context.Context) error {
	if err := o.register(ctx); err != nil { // want `o.register registers the service before net.Listen listens`
		return err
	}
	if err := o.listen(); err != nil {
		return err
	}
	return o.serve()
}

func (o *orders) register(ctx context.Context) error {
	instance := &registry.ServiceInstance{Name: "orders", Endpoints: []string{"grpc://" + o.addr}}
	if err := o.registrar.Register(ctx, instance); err != nil {
		return fmt.Errorf("register %s: %w", o.addr, err)
	}
	return nil
}

func (o *orders) listen() (err error) {
	o.lis, err = net.Listen("tcp", o.addr)
	return err
}

func (o *orders) serve() error { return o.srv.Serve(o.lis) }
