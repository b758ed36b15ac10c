package catalog

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var nacos = table{
	Register: symbol.Of("(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).BatchRegisterInstance"),
	Deregister: symbol.Of(
		"(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).DeregisterInstance",
		"(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).CloseClient",
		"(github.com/nacos-group/nacos-sdk-go/clients/naming_client.INamingClient).DeregisterInstance",
	),
}

// nacosInstance tells an instance that the server drops when the connection
// ends, which is Ephemeral, from one that it keeps.
func nacosInstance(call ssa.CallInstruction) Event {
	args := call.Common().Args
	fields := literal.Of(args[len(args)-1], call)
	if fields == nil {
		return Register
	}
	ephemeral, known := fields.Field("Ephemeral")
	if !known || ephemeral != nil && !value.IsFalse(ephemeral) {
		return Register
	}
	return Register | Lasting
}

var zookeeper = table{
	Register: symbol.Of("(*github.com/go-kit/kit/sd/zk.Registrar).Register"),
	Deregister: symbol.Of(
		"(*github.com/go-zookeeper/zk.Conn).Delete",
		"(*github.com/go-kit/kit/sd/zk.Registrar).Deregister",
	),
}

const zookeeperEphemeral = 1 // zk.FlagEphemeral

// zookeeperCreate tells a registration from other nodes: it is ephemeral, and
// does not look like a lock.
func zookeeperCreate(call ssa.CallInstruction) Event {
	args := call.Common().Args // receiver, path, data, flags, acl
	flags, ok := value.Origin(args[3]).(*ssa.Const)
	if !ok || flags.Value == nil {
		return 0
	}
	if n, exact := constant.Int64Val(flags.Value); !exact || n&zookeeperEphemeral == 0 {
		return 0
	}
	return zookeeperProtected(call)
}

func zookeeperProtected(call ssa.CallInstruction) Event {
	if notRegistration(strings.ToLower(literal.Text(call.Common().Args[1]))) {
		return 0
	}
	return Register
}

var eureka = table{
	Register: symbol.Of(
		"(*github.com/hudl/fargo.EurekaConnection).RegisterInstance",
		"(*github.com/hudl/fargo.EurekaConnection).ReregisterInstance",
		"(*github.com/go-kit/kit/sd/eureka.Registrar).Register",
	),
	Deregister: symbol.Of(
		"(*github.com/hudl/fargo.EurekaConnection).DeregisterInstance",
		"(*github.com/go-kit/kit/sd/eureka.Registrar).Deregister",
	),
}

// frameworks have a registry interface of their own, in front of any of the
// above; see behindInterface.
var frameworks = table{
	Deregister: symbol.Of(
		"(github.com/go-kratos/kratos/v2/registry.Registrar).Deregister",
		"(github.com/cloudwego/hertz/pkg/app/server/registry.Registry).Deregister",
		"(github.com/go-kit/kit/sd.Registrar).Deregister",
	),
}

// unverified are names that the fixture module cannot resolve: of modules that
// no module proxy we can reach serves, read in the projects' repositories, and
// of etcd clients older than the grpc that the fixtures use.
var unverified = table{
	Gated: symbol.Of("(*github.com/go-kratos/kratos/contrib/registry/consul/v2.Registry).Register"),
	Register: symbol.Of(
		"(github.com/micro/go-micro/v2/registry.Registry).Register",
		"(github.com/asim/go-micro/v3/registry.Registry).Register",
		"(go-micro.dev/v4/registry.Registry).Register",
		"(go-micro.dev/v5/registry.Registry).Register",
		"(github.com/cloudwego/kitex/pkg/registry.Registry).Register",
		"(*github.com/go-kratos/kratos/contrib/registry/etcd/v2.Registry).Register",
		"(*github.com/go-kratos/kratos/contrib/registry/nacos/v2.Registry).Register",
		"(*github.com/ArthurHlt/go-eureka-client/eureka.Client).RegisterInstance",
		"(*github.com/rpcxio/rpcx-etcd/serverplugin.EtcdV3RegisterPlugin).Start",
		"(*github.com/rpcxio/rpcx-etcd/serverplugin.EtcdRegisterPlugin).Start",
		"(*github.com/rpcxio/rpcx-consul/serverplugin.ConsulRegisterPlugin).Start",
		"(*github.com/rpcxio/rpcx-zookeeper/serverplugin.ZooKeeperRegisterPlugin).Start",
	),
	Deregister: symbol.Of(
		"(github.com/micro/go-micro/v2/registry.Registry).Deregister",
		"(github.com/asim/go-micro/v3/registry.Registry).Deregister",
		"(go-micro.dev/v4/registry.Registry).Deregister",
		"(go-micro.dev/v5/registry.Registry).Deregister",
		"(github.com/cloudwego/kitex/pkg/registry.Registry).Deregister",
		"(*github.com/go-kratos/kratos/contrib/registry/consul/v2.Registry).Deregister",
		"(*github.com/go-kratos/kratos/contrib/registry/etcd/v2.Registry).Deregister",
		"(*github.com/go-kratos/kratos/contrib/registry/nacos/v2.Registry).Deregister",
		"(*github.com/ArthurHlt/go-eureka-client/eureka.Client).UnregisterInstance",
		"(go.etcd.io/etcd/clientv3.KV).Delete",
		"(go.etcd.io/etcd/clientv3.Lease).Revoke",
		"(github.com/coreos/etcd/clientv3.KV).Delete",
		"(github.com/coreos/etcd/clientv3.Lease).Revoke",
	),
	Bind | Serve | Block: symbol.Of(
		"(github.com/cloudwego/kitex/server.Server).Run",
		"(*github.com/smallnest/rpcx/server.Server).Serve",
	),
}
