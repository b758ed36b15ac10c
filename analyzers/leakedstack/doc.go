// Package leakedstack reports recovery interceptors that send the server's stack trace to clients.
//
// # Scene
//
// A server installs the recovery interceptors of go-grpc-middleware v2 as they
// come:
//
//	grpc.NewServer(
//		grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor()),
//		grpc.ChainStreamInterceptor(recovery.StreamServerInterceptor()),
//	)
//
// # Symptom
//
// After a panic the client gets code Unknown and a message of some kilobytes:
// "panic caught: ..." with "goroutine 42 [running]:", the functions, source files
// and line numbers of the server. Whoever can provoke a panic reads the server's
// code from outside, and clients that retry codes.Internal do not.
//
// # Cause
//
// Without options the interceptors return a *recovery.PanicError. It has no gRPC
// status, so that its code is Unknown and its text, with the stack in it, becomes
// the message of the status.
//
// # Fix
//
// Give a recovery handler that logs the stack and returns
// status.Error(codes.Internal, ...). The fix does so with package log.
//
// # Verify
//
// go test ./leakedstack -run TestVerify
//
// # Limits
//
// Read with go-grpc-middleware v2.3.4. Its package documentation, and the
// articles that follow it, say that a panic becomes codes.Internal by default:
// that was so in version 1, whose default also leaves the stack out. Version 1 is
// not reported, nor is a version without PanicError.
//
// A call with any option, or with options from a variable, is not reported. An
// interceptor further out that replaces all errors is not looked for.
package leakedstack
