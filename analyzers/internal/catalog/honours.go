package catalog

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// clients are the packages, with those below them, whose methods that take a
// context first talk to a server, and stop when the context ends.
var clients = []string{
	"github.com/redis/go-redis", "github.com/go-redis/redis",
	"github.com/jackc/pgx", "github.com/jmoiron/sqlx",
	"go.mongodb.org/mongo-driver",
	"go.etcd.io/etcd/client/v3",
	"github.com/segmentio/kafka-go", "github.com/twmb/franz-go",
	"github.com/aws/aws-sdk-go-v2/service", "cloud.google.com/go",
	"github.com/hashicorp/vault/api",
	"k8s.io/client-go/kubernetes",
}

// lasting are the names, or their beginnings, of methods of clients that begin
// what goes on behind the call, end something, or only make a value.
var lasting = []string{
	"Acquire", "Close", "Disconnect", "KeepAlive", "Listen", "New", "Process", "PSubscribe", "Reader", "Receive", "Shutdown",
	"Start", "Subscribe", "SSubscribe", "Unlock", "Unsubscribe", "Watch", "With",
}

// honours are functions of the standard library, and others, that do what they
// are asked for under their first context.
var honours = symbol.Of(
	"net/http.NewRequestWithContext",
	"(*net.Dialer).DialContext",
	"(*net.Resolver).LookupHost", "(*net.Resolver).LookupIP", "(*net.Resolver).LookupIPAddr", "(*net.Resolver).LookupAddr",
	"(*net.Resolver).LookupTXT", "(*net.Resolver).LookupSRV", "(*net.Resolver).LookupMX", "(*net.Resolver).LookupNS",
	"(*gorm.io/gorm.DB).WithContext",
	"(*golang.org/x/time/rate.Limiter).Wait", "(*golang.org/x/time/rate.Limiter).WaitN",
	"(*golang.org/x/sync/semaphore.Weighted).Acquire",
)

// senders send the request that is their last argument, and wait for the answer
// under the context that it carries.
var senders = symbol.Of(
	"(*net/http.Client).Do",
	"(*net/http.Transport).RoundTrip", "(net/http.RoundTripper).RoundTrip",
)

// Honours returns the context of a call that waits for somebody else's answer
// and gives up when the context ends: a gRPC call with one answer, a query, a
// command to a database or a broker; or that makes a request which does. Of a
// call that sends a request it is the request, which carries the context. It is
// nil for other calls.
func Honours(call *ssa.CallCommon) ssa.Value {
	fn := symbol.Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	if senders.Has(fn) {
		return call.Args[len(call.Args)-1]
	}
	i := contextParam(fn.Signature())
	switch {
	case i < 0:
		return nil
	case IsRPC(call):
		if isClientStream(call.Signature().Results().At(0).Type()) {
			return nil // lives on
		}
	case honours.Has(fn):
	case fn.Pkg().Path() == "database/sql":
		if !strings.HasSuffix(fn.Name(), "Context") && fn.Name() != "BeginTx" {
			return nil
		}
	case !ofClient(fn) || i > 0:
		return nil
	}
	if !call.IsInvoke() && fn.Signature().Recv() != nil {
		i++
	}
	return call.Args[i]
}

func contextParam(sig *types.Signature) int {
	for i := range sig.Params().Len() {
		if symbol.IsContext(sig.Params().At(i).Type()) {
			return i
		}
	}
	return -1
}

// ofClient reports whether a function is a method of a client.
func ofClient(fn *types.Func) bool {
	if fn.Signature().Recv() == nil || slices.ContainsFunc(lasting, func(name string) bool { return strings.HasPrefix(fn.Name(), name) }) {
		return false
	}
	return slices.ContainsFunc(clients, func(path string) bool { return within(fn.Pkg().Path(), path) })
}
