package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Side is an end of a gRPC stream.
type Side uint8

// The sides.
const (
	NoStream Side = iota
	ClientSide
	ServerSide
)

// StreamSide returns which end of a gRPC stream values of type t are: those of
// an interface that embeds grpc.ClientStream or grpc.ServerStream, as the
// types that are generated do.
func StreamSide(t types.Type) Side {
	switch {
	case isClientStream(t):
		return ClientSide
	case types.IsInterface(t) && isGRPC(method(t, "SetTrailer")) && isGRPC(method(t, "RecvMsg")):
		return ServerSide
	}
	return NoStream
}

// StreamCall returns which end of a gRPC stream a call is a method of, and the
// method's name.
func StreamCall(call *ssa.CallCommon) (side Side, method string) {
	if !call.IsInvoke() {
		return NoStream, ""
	}
	return StreamSide(call.Value.Type()), call.Method.Name()
}

// Receives reports whether a stream's method waits for a message.
func Receives(method string) bool {
	return method == "Recv" || method == "RecvMsg" || method == "Receive"
}

// IsRPC reports whether a call is one to a server: of a generated client, or
// of a connection, recognised by its context and its call options. Calls of
// wrappers that people wrote are left out.
func IsRPC(call *ssa.CallCommon) bool {
	sig := call.Signature()
	return takesCallOptions(sig) && symbol.IsContext(sig.Params().At(0).Type()) &&
		value.ErrorResult(sig) == sig.Results().Len()-1 && opaque(call)
}

// ClientInterceptors are the shapes of gRPC's client interceptors.
var ClientInterceptors = grpcInterceptors[2:]
