// Package wipedmetadata reports outgoing metadata that replaces what was there.
//
// # Scene
//
// A client interceptor adds a header to every call, and makes a new context
// for it:
//
//	func auth(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn,
//		invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
//		ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("authorization", token()))
//		return invoker(ctx, method, req, reply, cc, opts...)
//	}
//
// # Symptom
//
// Headers that callers or other interceptors have set do not arrive: the
// tenant is missing, the trace breaks off at this client, a request id is new
// on every hop. It depends on the order of the interceptors, so it comes and
// goes as that changes.
//
// # Cause
//
// metadata.NewOutgoingContext puts its argument in the place of all outgoing
// metadata, what AppendToOutgoingContext has added included. It adds nothing.
//
// # Fix
//
// Append:
//
//	ctx = metadata.AppendToOutgoingContext(ctx, "authorization", token())
//
// To replace a value, take the present metadata with FromOutgoingContext,
// which returns a copy, set the key and put the copy back.
//
// # Verify
//
// go test ./wipedmetadata -run TestVerify
//
// # Limits
//
// In a client interceptor it reports metadata that is made on the spot and put
// into a context that descends from the interceptor's own, if the package or one
// below it appends to outgoing metadata somewhere: else there may be nothing to
// wipe, or it is done in a package that it does not see. Elsewhere it
// reports only where the same function has set metadata in the context before:
// a context that comes in as a parameter may have none. It is silent where the
// function reads the metadata that is there with FromOutgoingContext, and
// about metadata of another origin, such as what a server has received. The
// fix is offered where the metadata is written as metadata.Pairs in the call.
// Read in grpc-go v1.85.
//
// It ships as preview: since it asks for something that could be wiped, it has
// found nothing in real code to be judged by.
package wipedmetadata
