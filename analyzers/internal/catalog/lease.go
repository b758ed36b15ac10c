package catalog

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// LeaseKeepAlive renews a lease of etcd for as long as its context lets it. The
// channel that it returns is closed when the lease is lost.
var LeaseKeepAlive = symbol.Of(
	"(go.etcd.io/etcd/client/v3.Lease).KeepAlive",
	"(go.etcd.io/etcd/clientv3.Lease).KeepAlive",
	"(github.com/coreos/etcd/clientv3.Lease).KeepAlive",
)

// LeaseGrant makes a lease, whose ID is in a field of what it returns.
var LeaseGrant = symbol.Of(
	"(go.etcd.io/etcd/client/v3.Lease).Grant",
	"(go.etcd.io/etcd/clientv3.Lease).Grant",
	"(github.com/coreos/etcd/clientv3.Lease).Grant",
)

// LeaseOption attaches a key to a lease.
var LeaseOption = withLease

// LeaseRenewals keep a lease alive, or hand it to something that does.
var LeaseRenewals = symbol.Union(LeaseKeepAlive, symbol.Of(
	"(go.etcd.io/etcd/client/v3.Lease).KeepAliveOnce",
	"(go.etcd.io/etcd/clientv3.Lease).KeepAliveOnce",
	"(github.com/coreos/etcd/clientv3.Lease).KeepAliveOnce",
	"go.etcd.io/etcd/client/v3/concurrency.NewSession",
))

// LeaseReaders take the ID of a lease and keep nothing of it.
var LeaseReaders = symbol.Union(withLease, symbol.Of(
	"(go.etcd.io/etcd/client/v3.Lease).Revoke",
	"(go.etcd.io/etcd/clientv3.Lease).Revoke",
	"(github.com/coreos/etcd/clientv3.Lease).Revoke",
	"(go.etcd.io/etcd/client/v3.Lease).TimeToLive",
))

var endpointUpdates = symbol.Of(
	"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).AddEndpoint",
	"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).Update",
)

// RegistersWithLease reports whether a call registers a service in etcd under a
// lease: with the endpoint manager, or under a key that says so. Other keys
// with a lease may be meant to expire.
func RegistersWithLease(call *ssa.CallCommon) bool {
	if endpointUpdates.Calls(call) {
		return true
	}
	fn := symbol.Callee(call)
	if fn == nil || fn.Name() != "Put" && fn.Name() != "OpPut" || len(call.Args) < 3 {
		return false
	}
	key := strings.ToLower(literal.Text(call.Args[len(call.Args)-3]))
	return registrationKey(key) && !notRegistration(key)
}

// HasOption reports whether a call's last argument is a list with the given
// option, or an update of an endpoint with it.
func HasOption(call *ssa.CallCommon, option *ssa.Call) bool {
	elements, _ := literal.Elements(call.Args[len(call.Args)-1])
	for _, element := range elements {
		made, ok := value.Origin(element).(*ssa.Call)
		if ok && (made == option || addEndpoint.Calls(&made.Call) && HasOption(&made.Call, option)) {
			return true
		}
	}
	return false
}
