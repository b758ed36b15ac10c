package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Event is a set of things that a call does for a service: take part in a
// registry, accept connections.
type Event uint8

// The events.
const (
	Register   Event = 1 << iota // clients of the registry are sent here from now on
	Gated                        // registered, but unrouted until a health check has passed
	Deregister                   // clients are no longer sent here
	Bind                         // from here on the kernel accepts connections
	Serve                        // connections are answered
	Block                        // the call does not return while it serves
	Lasting                      // registered, and nothing but a deregistration ends that
)

// Events returns what calling fn does. Where that depends on the arguments,
// call must be the call; a nil call is one whose arguments are not known.
func Events(fn *types.Func, call ssa.CallInstruction) Event {
	name := symbol.Name(fn)
	if depends, ok := dependent[name]; ok {
		if call == nil {
			return 0
		}
		return depends(call)
	}
	return events[name]
}

// Starts are the functions that run their last argument in a new goroutine.
var Starts = symbol.Of(
	"(*golang.org/x/sync/errgroup.Group).Go",
	"(*golang.org/x/sync/errgroup.Group).TryGo",
	"(*sync.WaitGroup).Go",
)

// Started returns what a go statement, or a call of one of Starts, runs in a new
// goroutine, and its arguments; nil for other calls.
func Started(call ssa.CallInstruction) (runs ssa.Value, args []ssa.Value) {
	common := call.Common()
	if _, ok := call.(*ssa.Go); ok {
		return common.Value, common.Args
	}
	if Starts.Calls(common) {
		return common.Args[len(common.Args)-1], nil
	}
	return nil, nil
}

// Runs are the functions that run their last argument before they return.
var Runs = symbol.Of("(*sync.Once).Do")

// A table gives the events of functions that do the same whatever their
// arguments are.
type table map[Event]symbol.Set

// A condition tells from its arguments what a call does.
type condition func(ssa.CallInstruction) Event

// events has one row for each function name.
var events = rows(consul, etcd, nacos, zookeeper, eureka, frameworks, servers, unverified)

// dependent has the functions whose arguments matter.
var dependent = map[string]condition{
	"(*github.com/hashicorp/consul/api.Agent).ServiceRegister":               consulService,
	"(*github.com/hashicorp/consul/api.Agent).ServiceRegisterOpts":           consulService,
	"(*github.com/hashicorp/consul/api.Catalog).Register":                    consulCatalog,
	"(*github.com/go-kit/kit/sd/consul.Registrar).Register":                  gokitConsul,
	"(github.com/go-kit/kit/sd.Registrar).Register":                          behindInterface,
	"(github.com/go-kratos/kratos/v2/registry.Registrar).Register":           behindInterface,
	"(github.com/cloudwego/hertz/pkg/app/server/registry.Registry).Register": behindInterface,
	"(go.etcd.io/etcd/client/v3.KV).Put":                                     etcdPut,
	"go.etcd.io/etcd/client/v3.OpPut":                                        etcdPut,
	"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).Update":            etcdUpdate,
	"(*github.com/go-zookeeper/zk.Conn).Create":                              zookeeperCreate,

	"(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).RegisterInstance": nacosInstance,
	"(github.com/nacos-group/nacos-sdk-go/clients/naming_client.INamingClient).RegisterInstance":    nacosInstance,

	"(*github.com/go-zookeeper/zk.Conn).CreateProtectedEphemeralSequential": zookeeperProtected,
}

func rows(tables ...table) map[string]Event {
	all := map[string]Event{}
	for _, t := range tables {
		for event, names := range t {
			for name := range names {
				all[name] |= event
			}
		}
	}
	return all
}
