// Package norecovery reports gRPC servers without an interceptor that recovers from panics.
//
// # Scene
//
// A server is made without interceptors, or with some that log and measure, and
// none that recovers:
//
//	srv := grpc.NewServer(grpc.ChainUnaryInterceptor(logCalls))
//	shop.RegisterShopServer(srv, &server{})
//
// # Symptom
//
// A panic in one handler ends the process with "goroutine 42 [running]:", and
// with it all other calls in flight.
//
// # Cause
//
// Unlike net/http, gRPC recovers nothing: each call runs in a goroutine of its
// own, and a panic that nobody recovers there ends the process. The maintainers
// chose this on purpose.
//
// # Fix
//
// Add an interceptor that recovers and returns codes.Internal, as the last of
// the chain, so that the ones before it see the error. If unary calls and
// streams are served, both kinds are needed.
//
// # Verify
//
// go test ./norecovery -run TestVerify
//
// # Limits
//
// Read with grpc 1.85 and go-grpc-middleware 2.3. Whether a process should live
// on after a panic is a matter of policy, so that this rule has to be turned on.
// Articles ask to put the recovery first; go-grpc-middleware asks to put it
// last, and the order is not looked at here.
//
// Reported are servers whose services are registered in the function that makes
// them, and whose options are all written there. An option or an interceptor
// from a parameter, a field, a library or a helper of unknown code may bring a
// recovery: then nothing is reported. So it is with servers of other libraries,
// which may add their own. There is no fix: what to log is for the user to say.
package norecovery
