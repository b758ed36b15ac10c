package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// ClientConn is a gRPC client's connection. Until it is closed, its goroutines
// stay, and so does the TCP connection once there has been a call.
var ClientConn = &lifecycle.Spec{
	Name: "clientconn",
	Noun: "connection",
	Begin: map[string]int{
		"google.golang.org/grpc.NewClient":   0,
		"google.golang.org/grpc.Dial":        0,
		"google.golang.org/grpc.DialContext": 0,

		"github.com/go-kratos/kratos/v2/transport/grpc.Dial":         0,
		"github.com/go-kratos/kratos/v2/transport/grpc.DialInsecure": 0,
	},
	End:     symbol.Of("(*google.golang.org/grpc.ClientConn).Close"),
	Holder:  makesClient,
	Process: true,
}

// makesClient reports whether a call is one of a generated NewXClient.
func makesClient(call *ssa.CallCommon) bool {
	sig := call.Signature()
	if call.IsInvoke() || sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 {
		return false
	}
	fn := call.StaticCallee()
	if fn == nil || len(fn.Blocks) > 0 || !types.IsInterface(sig.Results().At(0).Type()) {
		return false
	}
	conn := sig.Params().At(0).Type()
	return symbol.Is(conn, grpcPackage, "ClientConnInterface") || symbol.Is(conn, grpcPackage, "ClientConn")
}
