// Package lostnext reports interceptors and middleware with a path that succeeds without calling next.
//
// # Scene
//
// An interceptor or a middleware has a path that returns success, gives no
// answer of its own, and never calls the handler that continues the chain: an
// early return for a missing header, a skip list, a feature switch, a call of
// next that was lost in a change. Covered are gRPC interceptors of all four
// kinds, net/http middleware (and with it chi, gorilla, negroni and kratos'
// filters), echo, kratos, go-kit, kitex, go-micro and connect.
//
// # Symptom
//
// The caller is told that all is well, and nothing has happened. A gRPC client
// sees code OK and an empty message, or a stream that ends at once with io.EOF;
// over HTTP it is status 200 with an empty body; a client interceptor leaves the
// caller with a reply full of zero values. Access logs and error rates show
// nothing, because there is no error. The handler's own metrics are missing the
// requests.
//
// # Cause
//
// A chain goes on only because each link calls the next one. A nil error is
// success, whoever returns it: grpc-go encodes a nil response as an empty
// message with status OK, net/http writes 200 when a handler returns without
// having written anything, and a generated client returns the reply it has
// allocated before the call. Two libraries break instead of succeeding, and blame
// something else: a connect handler without a response panics, so that the client
// sees "unavailable: unexpected EOF", and a client that got a nil stream from its
// interceptor panics on first use.
//
// gin is different: there the chain goes on after a handler returns, unless the
// handler aborts it. Not calling Next loses nothing, so gin is not reported.
//
// # Fix
//
// Call next on that path, or say what happened: return an error with the right
// code, write the status, fill the reply. Which of them is meant is not in the
// code, so no fix is offered.
//
//	if len(tokens) == 0 {
//		return nil, status.Error(codes.Unauthenticated, "no token")
//	}
//	return handler(ctx, req)
//
// # Verify
//
// go test ./lostnext -run TestVerify
//
// # Limits
//
// Any use of next counts as calling it: passing it on, storing it, capturing it
// in a closure. So does any use of the place for the answer (the response
// writer, the reply, the stream, echo's context), except reading from it and
// wrapping it.
//
// Only a nil error beside a nil response is success. An explicit response, a
// variable of unknown content and an error of unknown content are not reported,
// nor are paths on which the caller's context has ended, and paths that panic or
// leave the process.
//
// A next that is called _ is left out on purpose, and so is one that appears
// only in an assignment to _. A middleware that never calls next but always
// answers is a final handler or a maintenance page. Subscribers of go-micro may
// drop messages. Middleware written as a struct with a field for next is not
// followed.
package lostnext
