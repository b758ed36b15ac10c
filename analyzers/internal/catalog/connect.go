package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

const connectPackage = "connectrpc.com/connect"

// connectStreams are the types of connect's client streams, and whether the
// request starts with the first Send rather than with the call.
var connectStreams = map[string]bool{
	"ServerStreamForClient":       false,
	"ClientStreamForClient":       true,
	"ClientStreamForClientSimple": false,
	"BidiStreamForClient":         true,
	"BidiStreamForClientSimple":   false,
}

// connectEnds free a stream. CloseRequest is not among them: it closes the
// half that sends.
var connectEnds = symbol.Of(
	"(*connectrpc.com/connect.ServerStreamForClient[Res]).Close",
	"(*connectrpc.com/connect.ClientStreamForClient[Req, Res]).CloseAndReceive",
	"(*connectrpc.com/connect.ClientStreamForClientSimple[Req, Res]).CloseAndReceive",
	"(*connectrpc.com/connect.BidiStreamForClient[Req, Res]).CloseResponse",
	"(*connectrpc.com/connect.BidiStreamForClientSimple[Req, Res]).CloseResponse",
)

// connectReceive is false once there is nothing more to receive.
var connectReceive = symbol.Of("(*connectrpc.com/connect.ServerStreamForClient[Res]).Receive")

func isConnectStream(t types.Type) bool {
	_, known := connectStreams[connectName(t)]
	return known
}

// connectName returns the name of the type in package connect that t points
// to, or "".
func connectName(t types.Type) string {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return ""
	}
	named, ok := types.Unalias(p.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != connectPackage {
		return ""
	}
	return named.Obj().Name()
}

// StartsWithSend reports whether the call only prepares a stream: nothing is
// open before the first message is sent.
func StartsWithSend(call *ssa.CallCommon) bool {
	return call.Signature().Results().Len() > 0 && connectStreams[connectName(call.Signature().Results().At(0).Type())]
}
