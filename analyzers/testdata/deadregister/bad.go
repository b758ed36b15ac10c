package deadregister

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"

	"github.com/cloudwego/hertz/pkg/app/server"
	hertzregistry "github.com/cloudwego/hertz/pkg/app/server/registry"
	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/sd"
	"github.com/go-kratos/kratos/v2"
	"github.com/go-kratos/kratos/v2/registry"
	"github.com/go-zookeeper/zk"
	"github.com/hashicorp/consul/api"
	"github.com/labstack/echo/v4"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"

	"example.com/fixtures/deadregister/helper"
)

func ginThenConsul(client *api.Client, engine *gin.Engine, host string, port int) error {
	if err := engine.Run(fmt.Sprintf("%s:%d", host, port)); err != nil {
		return err
	}
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{ // want `client.Agent\(\).ServiceRegister registers the service after engine.Run has returned: the server is gone by then`
		Name: "orders", Address: host, Port: port,
		Check: &api.AgentServiceCheck{TCP: fmt.Sprintf("%s:%d", host, port), Interval: "10s"},
	})
}

func httpThenKratos(ctx context.Context, registrar registry.Registrar, srv *http.Server) error {
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	instance := &registry.ServiceInstance{Name: "orders", Endpoints: []string{"http://" + srv.Addr}}
	return registrar.Register(ctx, instance) // want `registrar.Register registers the service after srv.ListenAndServe has returned`
}

func grpcThenEtcd(ctx context.Context, cli *clientv3.Client, srv *grpc.Server, addr string) error {
	if err := helper.Run(srv, addr); err != nil {
		return err
	}
	lease, err := cli.Grant(ctx, 10)
	if err != nil {
		return err
	}
	_, err = cli.Put(ctx, "/services/orders/"+addr, addr, clientv3.WithLease(lease.ID)) // want `cli.Put registers the service after helper.Run has returned`
	return err
}

func echoThenNacos(client naming_client.INamingClient, e *echo.Echo, ip string, port uint64) {
	if err := e.Start(fmt.Sprintf("%s:%d", ip, port)); err != nil {
		log.Print(err)
	}
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{ // want `client.RegisterInstance registers the service after e.Start has returned`
		Ip: ip, Port: port, ServiceName: "orders", Weight: 10, Enable: true, Healthy: true, Ephemeral: true,
	})
	if err != nil {
		log.Print(err)
	}
}

func httpThenZookeeper(conn *zk.Conn, h http.Handler, addr string) error {
	if err := http.ListenAndServe(addr, h); err != nil {
		log.Print(err)
	}
	_, err := conn.Create("/services/orders/"+addr, []byte(addr), zk.FlagEphemeral, zk.WorldACL(zk.PermAll)) // want `conn.Create registers the service after http.ListenAndServe has returned`
	return err
}

func kratosThenRegistrar(ctx context.Context, registrar registry.Registrar, app *kratos.App) error {
	if err := app.Run(); err != nil {
		return err
	}
	return registrar.Register(ctx, &registry.ServiceInstance{Name: "orders"}) // want `registrar.Register registers the service after app.Run has returned`
}

func hertzThenRegistry(r hertzregistry.Registry, h *server.Hertz, info *hertzregistry.Info) {
	h.Spin()
	if err := r.Register(info); err != nil { // want `r.Register registers the service after h.Spin has returned`
		log.Print(err)
	}
}

func closureThenGoKit(registrar sd.Registrar, srv *http.Server) {
	serve := func() {
		log.Print(srv.ListenAndServe())
	}
	serve()
	registrar.Register() // want `registrar.Register registers the service after srv.ListenAndServe has returned`
}

func methodThenHelper(ctx context.Context, registrar registry.Registrar, o *orders) error {
	if err := o.run(); err != nil {
		return err
	}
	return helper.Announce(ctx, registrar, o.srv.Addr) // want `helper.Announce registers the service after o.srv.ListenAndServe has returned`
}

// orders is a service that keeps its server in a field.
type orders struct{ srv *http.Server }

func (o *orders) run() error {
	err := o.srv.ListenAndServe()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
