package overwritteninterceptor

import (
	"errors"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"

	"example.com/fixtures/overwritteninterceptor/helper"
)

var errNobody = errors.New("nobody may call")

func twice(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, creds,
		grpc.WithUnaryInterceptor(r.Unary("first")),
		grpc.WithUnaryInterceptor(r.Unary("second")), // want `grpc.WithUnaryInterceptor is given to grpc.NewClient twice: only the last interceptor runs`
		grpc.WithStreamInterceptor(r.Stream("third")),
		grpc.WithStreamInterceptor(r.Stream("fourth")), // want `grpc.WithStreamInterceptor is given to grpc.NewClient twice: only the last interceptor runs`
	)
}

func appended(r *helper.Ran, target string, traced bool, creds grpc.DialOption) (*grpc.ClientConn, error) {
	opts := []grpc.DialOption{creds, grpc.WithUnaryInterceptor(r.Unary("first"))}
	if traced {
		opts = append(opts, grpc.WithUnaryInterceptor(r.Unary("second"))) // want `grpc.WithUnaryInterceptor is given to grpc.NewClient twice: only the last interceptor runs`
	}
	return grpc.NewClient(target, opts...)
}

func afterDefaults(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	opts := append(helper.Defaults(r), creds)
	opts = append(opts, grpc.WithUnaryInterceptor(r.Unary("own"))) // want `grpc.WithUnaryInterceptor is given to grpc.NewClient twice: only the last interceptor runs`
	return grpc.NewClient(target, opts...)
}

func throughDial(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	return helper.Dial(r, target, creds, grpc.WithUnaryInterceptor(r.Unary("own"))) // want `grpc.WithUnaryInterceptor is given to helper.Dial twice: only the last interceptor runs`
}

func fromHelpers(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	opts := helper.Defaults(r)
	opts = append(opts, helper.Auth(r), creds) // want `grpc.WithUnaryInterceptor is given to grpc.NewClient 3 times: only the last interceptor runs`
	return grpc.NewClient(target, helper.WithTracing(r, opts)...)
}

func server(r *helper.Ran) *grpc.Server {
	return grpc.NewServer(
		grpc.UnaryInterceptor(r.Server("first")),
		grpc.UnaryInterceptor(r.Server("second")), // want `grpc.UnaryInterceptor is given to grpc.NewServer twice: the server panics when it is made`
	)
}

func configures() *grpc.Server {
	return grpc.NewServer(
		grpc.KeepaliveParams(keepalive.ServerParameters{}),
		grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionIdle: 1}), // want `grpc.KeepaliveParams is given to grpc.NewServer twice: only the last one counts`
	)
}

// serverOptions are for more than one server.
func serverOptions(r *helper.Ran, authenticated bool) (opts []grpc.ServerOption, err error) {
	if authenticated {
		if r == nil {
			return nil, errNobody
		}
		opts = append(opts, grpc.UnaryInterceptor(r.Server("auth")))
	}
	opts = append(opts, grpc.UnaryInterceptor(r.Server("traced"))) // want `grpc.UnaryInterceptor is among the options that are returned twice: the server panics when it is made`
	return opts, nil
}
