package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

const grpcPackage = "google.golang.org/grpc"

// Stream is the client's end of a stream, of gRPC or connect. Its goroutine
// and its place on the connection are kept until the stream has been read to
// the end, or its context is cancelled, or its connection is closed.
//
// A receive of a message does not end a gRPC stream, but what a successful
// RecvMsg means depends on the kind of the call, so it counts as the end.
var Stream = &lifecycle.Spec{
	Name:  "stream",
	Noun:  "stream",
	Match: opensStream,
	End: symbol.Union(connectEnds, symbol.Of(
		"(google.golang.org/grpc.ClientStreamingClient[Req, Res any]).CloseAndRecv",
		"(google.golang.org/grpc.ClientStream).RecvMsg",
	)),
	Drain:      streamMethod,
	DrainFalse: connectReceive.Has,
	Process:    true,
}

// opensStream matches calls that open a client stream: those of generated
// clients, of (*grpc.ClientConn).NewStream and of connect's own client. Calls
// of functions that are analysed are left out; summaries describe them.
func opensStream(call *ssa.CallCommon) (result int, ok bool) {
	sig := call.Signature()
	if sig.Params().Len() == 0 || sig.Results().Len() == 0 || !symbol.IsContext(sig.Params().At(0).Type()) {
		return 0, false
	}
	if !opaque(call) {
		return 0, false
	}
	stream := sig.Results().At(0).Type()
	return 0, isConnectStream(stream) || takesCallOptions(sig) && isClientStream(stream)
}

// opaque reports whether the call is to an interface, to a library, or to
// generated code, as opposed to a wrapper that people wrote.
func opaque(call *ssa.CallCommon) bool {
	if call.IsInvoke() {
		return true
	}
	fn := call.StaticCallee()
	if fn == nil {
		return false
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin // an instance is a wrapper
	}
	if len(fn.Blocks) > 0 {
		return false
	}
	if fn.Syntax() != nil {
		return true // generated code of this package
	}
	callee := symbol.Callee(call)
	return callee != nil && callee.Pkg() != nil && (callee.Pkg().Path() == grpcPackage || callee.Pkg().Path() == connectPackage)
}

func takesCallOptions(sig *types.Signature) bool {
	if !sig.Variadic() {
		return false
	}
	last, ok := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice)
	return ok && symbol.Is(last.Elem(), grpcPackage, "CallOption")
}

// isClientStream reports whether t is grpc.ClientStream or an interface that
// embeds it, as the stream types of generated clients do.
func isClientStream(t types.Type) bool {
	return types.IsInterface(t) && isGRPC(method(t, "CloseSend")) && isGRPC(method(t, "RecvMsg"))
}

func isGRPC(fn *types.Func) bool { return fn != nil && fn.Pkg().Path() == grpcPackage }

// method returns the method of t with the given exported name, or nil.
func method(t types.Type, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// streamMethod reports whether fn is a method of a client stream. If such a
// method fails, the call is over; only after io.EOF from a Send there is a
// rest, which is not worth an alarm.
func streamMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && (isClientStream(recv.Type()) || isConnectStream(recv.Type()))
}

// CanSend reports whether the client sends messages on a stream of type t:
// all streams but those that only receive.
func CanSend(t types.Type) bool {
	if isConnectStream(t) {
		return method(t, "Send") != nil
	}
	return method(t, "Send") != nil || method(t, "Recv") == nil
}

// StatusOf tell the code of an error that a call has returned.
var StatusOf = symbol.Of(
	"google.golang.org/grpc/status.Code", "google.golang.org/grpc/status.FromError", "google.golang.org/grpc/status.Convert",
	"connectrpc.com/connect.CodeOf",
)

// StreamContext returns the context that a call hands to its callee.
func StreamContext(call *ssa.CallCommon) ssa.Value {
	for _, arg := range call.Args {
		if symbol.IsContext(arg.Type()) {
			return arg
		}
	}
	return nil
}
