// Package overwritteninterceptor reports gRPC interceptors that take each other's place.
//
// # Scene
//
// A connection or a server gets its options from several hands: a helper brings
// tracing, another one authentication, and both use the option that holds a
// single interceptor.
//
//	opts := []grpc.DialOption{grpc.WithUnaryInterceptor(trace)}
//	opts = append(opts, authOptions()...) // grpc.WithUnaryInterceptor(auth)
//	conn, err := grpc.NewClient(target, opts...)
//
// # Symptom
//
// On the client only the last interceptor runs: no token is sent, no call is
// traced, no retry is made, and nothing says so. A server panics when it is made:
// "The unary server interceptor was already set and may not be reset."
//
// # Cause
//
// WithUnaryInterceptor and WithStreamInterceptor assign one field of the
// connection's options, and the last assignment wins. UnaryInterceptor and
// StreamInterceptor of the server refuse the second one.
//
// # Fix
//
// Use the options that add up: WithChainUnaryInterceptor,
// WithChainStreamInterceptor, ChainUnaryInterceptor, ChainStreamInterceptor. The
// fix renames the options; interceptors that were lost run from then on, in the
// order of the options. A single one that stays runs before those of the chain.
//
// # Verify
//
// go test ./overwritteninterceptor -run TestVerify
//
// # Limits
//
// Read with grpc 1.85 and go-grpc-middleware 1.4, whose WithUnaryServerChain and
// WithStreamServerChain fill the single slot of a server.
//
// Options are followed through lists, append, functions that return options and
// functions that take them, also of other packages. A list that a function returns
// is reported where it is put together. Only what certainly comes together is:
// options of exclusive branches, or of two conditions that may exclude each other,
// are not. Options in fields, in captured variables or from interfaces are not
// followed; stats handlers add up by themselves.
//
// WithDefaultServiceConfig, KeepaliveParams and UnknownServiceHandler, given
// twice in one function, are reported as an info: the last one counts. A setting
// that follows one from a helper is there to replace it, and is not reported.
package overwritteninterceptor
