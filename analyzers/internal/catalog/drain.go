package catalog

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// ProviderDrains export what a provider of OpenTelemetry's SDK holds back. They
// have limits of their own to the time that it takes.
var ProviderDrains = Provider.End

// drains end something in good order, in the time that a context leaves them.
var drains = symbol.Union(ProviderDrains, symbol.Of(
	"(*net/http.Server).Shutdown",
	"(*github.com/labstack/echo/v4.Echo).Shutdown",
	"(*github.com/gofiber/fiber/v2.App).ShutdownWithContext",
	"(*github.com/gofiber/fiber/v3.App).ShutdownWithContext",
	"(*github.com/valyala/fasthttp.Server).ShutdownWithContext",
	"(*github.com/cloudwego/hertz/pkg/route.Engine).Shutdown",
	"(github.com/go-kratos/kratos/v2/transport.Server).Stop",
	"(*github.com/go-kratos/kratos/v2/transport/http.Server).Stop",
	"(*github.com/go-kratos/kratos/v2/transport/grpc.Server).Stop",
	"(github.com/go-kratos/kratos/v2/registry.Registrar).Deregister",
	"(go.etcd.io/etcd/client/v3.KV).Delete",
	"(go.etcd.io/etcd/client/v3.Lease).Revoke",
	"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).DeleteEndpoint",
	"(*go.etcd.io/etcd/client/v3/concurrency.Mutex).Unlock",
	"(*go.etcd.io/etcd/client/v3/concurrency.Election).Resign",
	"(*go.mongodb.org/mongo-driver/mongo.Client).Disconnect",
	"(*go.mongodb.org/mongo-driver/v2/mongo.Client).Disconnect",
	"(*github.com/twmb/franz-go/pkg/kgo.Client).Flush",
	"(*github.com/twmb/franz-go/pkg/kgo.Client).CommitUncommittedOffsets",
	"(*github.com/twmb/franz-go/pkg/kgo.Client).CommitMarkedOffsets",
	"(*github.com/segmentio/kafka-go.Reader).CommitMessages",
))

// drainNames are the names of drains without what they belong to.
var drainNames = bareNames(drains)

// bareNames returns the last parts of full names.
func bareNames(set symbol.Set) map[string]bool {
	bare := map[string]bool{}
	for name := range set {
		bare[name[strings.LastIndexByte(name, '.')+1:]] = true
	}
	return bare
}

// Drained returns the context that bounds a call which ends something in good
// order, or nil.
func Drained(call *ssa.CallCommon) ssa.Value {
	if fn := symbol.Callee(call); fn == nil || !drainNames[fn.Name()] || !drains.Calls(call) {
		return nil
	}
	return ContextArgument(call)
}

// LooksDrained is Drained for functions that nothing is known of but their name
// and signature: Shutdown(ctx) error.
func LooksDrained(call *ssa.CallCommon) ssa.Value {
	fn := symbol.Callee(call)
	if fn == nil || fn.Name() != "Shutdown" && fn.Name() != "ForceFlush" {
		return nil
	}
	sig := fn.Type().(*types.Signature)
	if sig.Params().Len() != 1 || sig.Results().Len() != 1 || !symbol.IsError(sig.Results().At(0).Type()) {
		return nil
	}
	return ContextArgument(call)
}

// ContextArgument returns the first argument of a call that is a context, or
// nil.
func ContextArgument(call *ssa.CallCommon) ssa.Value {
	for _, arg := range call.Args {
		if symbol.IsContext(arg.Type()) {
			return arg
		}
	}
	return nil
}
