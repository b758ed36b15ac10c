package catalog

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var etcd = table{
	Register: symbol.Of(
		"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).AddEndpoint",
		"(*github.com/zeromicro/go-zero/core/discov.Publisher).KeepAlive",
		"(*github.com/go-kit/kit/sd/etcd.Registrar).Register",
		"(*github.com/go-kit/kit/sd/etcdv3.Registrar).Register",
	),
	Deregister: symbol.Of(
		"(go.etcd.io/etcd/client/v3.KV).Delete",
		"(go.etcd.io/etcd/client/v3.Lease).Revoke",
		"(*go.etcd.io/etcd/client/v3/concurrency.Session).Close",
		"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).DeleteEndpoint",
		"(*github.com/zeromicro/go-zero/core/discov.Publisher).Stop",
		"(*github.com/go-kit/kit/sd/etcd.Registrar).Deregister",
		"(*github.com/go-kit/kit/sd/etcdv3.Registrar).Deregister",
	),
}

var (
	withLease = symbol.Of(
		"go.etcd.io/etcd/client/v3.WithLease",
		"go.etcd.io/etcd/clientv3.WithLease",
		"github.com/coreos/etcd/clientv3.WithLease",
	)
	addEndpoint = symbol.Of("go.etcd.io/etcd/client/v3/naming/endpoints.NewAddUpdateOpts")
)

// etcdPut tells a registration from other keys: it has a lease, or a key that
// looks like one, and does not look like a lock.
func etcdPut(call ssa.CallInstruction) Event {
	args := call.Common().Args // options come last, before them the value and the key
	if len(args) < 3 {
		return 0
	}
	key := strings.ToLower(literal.Text(args[len(args)-3]))
	if notRegistration(key) {
		return 0
	}
	if hasCall(args[len(args)-1], withLease) || registrationKey(key) {
		return Register
	}
	return 0
}

// etcdUpdate looks for an added endpoint: the same call deletes them.
func etcdUpdate(call ssa.CallInstruction) Event {
	args := call.Common().Args
	if hasCall(args[len(args)-1], addEndpoint) {
		return Register
	}
	return 0
}

// hasCall reports whether an element of a slice literal is the result of a
// function of the set.
func hasCall(slice ssa.Value, functions symbol.Set) bool {
	elements, _ := literal.Elements(slice)
	for _, element := range elements {
		if made, ok := value.Origin(element).(*ssa.Call); ok && functions.Calls(&made.Call) {
			return true
		}
	}
	return false
}

// registrationKey reports whether the constant beginning of a key is that of
// a service's entry.
func registrationKey(key string) bool {
	first, _, found := strings.Cut(strings.TrimPrefix(key, "/"), "/")
	if !found {
		return false
	}
	switch first {
	case "service", "services", "registry", "discovery", "endpoint", "endpoints", "node", "nodes":
		return true
	}
	return false
}

// notRegistration reports whether a key is that of a lock, an election or
// another thing that processes share.
func notRegistration(key string) bool {
	for _, word := range []string{"lock", "mutex", "leader", "elect", "master", "config", "session", "semaphore"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}
