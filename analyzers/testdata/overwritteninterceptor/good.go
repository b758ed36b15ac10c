package overwritteninterceptor

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/stats"

	"example.com/fixtures/overwritteninterceptor/helper"
)

func chained(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	opts := append(helper.Chained(r), creds, grpc.WithChainUnaryInterceptor(r.Unary("own")))
	return grpc.NewClient(target, opts...)
}

func singleAndChain(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	opts := append(helper.Defaults(r), creds, grpc.WithChainUnaryInterceptor(r.Unary("own")))
	return grpc.NewClient(target, opts...)
}

func throughDialChained(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	return helper.Dial(r, target, creds, grpc.WithChainUnaryInterceptor(r.Unary("own")))
}

func otherKind(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, append(helper.Defaults(r), creds, grpc.WithStreamInterceptor(r.Stream("own")))...)
}

func eitherOr(r *helper.Ran, target string, internal bool, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	if internal {
		opts = append(opts, grpc.WithUnaryInterceptor(r.Unary("internal")))
	} else {
		opts = append(opts, grpc.WithUnaryInterceptor(r.Unary("public")))
	}
	return grpc.NewClient(target, opts...)
}

// mayExclude has two conditions that are perhaps never both true.
func mayExclude(r *helper.Ran, target, mode string, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	if mode == "internal" {
		opts = append(opts, grpc.WithUnaryInterceptor(r.Unary("internal")))
	}
	if mode == "public" {
		opts = append(opts, grpc.WithUnaryInterceptor(r.Unary("public")))
	}
	return grpc.NewClient(target, opts...)
}

func twoConnections(r *helper.Ran, target string) (first, second *grpc.ClientConn, err error) {
	if first, err = grpc.NewClient(target, helper.Auth(r)); err != nil {
		return nil, nil, err
	}
	second, err = grpc.NewClient(target, helper.Auth(r))
	return first, second, err
}

type config struct{ opts []grpc.DialOption }

// fromField knows nothing of the field's options.
func (c *config) fromField(r *helper.Ran, target string) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, append(c.opts, grpc.WithUnaryInterceptor(r.Unary("own")))...)
}

func fromCaller(r *helper.Ran, target string, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, append(opts, grpc.WithUnaryInterceptor(r.Unary("own")))...)
}

// fromVariables are captured: what they hold when they are used is not known.
func fromVariables(r *helper.Ran, target string, each func(func(grpc.DialOption))) (*grpc.ClientConn, error) {
	opts := []grpc.DialOption{grpc.WithUnaryInterceptor(r.Unary("first"))}
	each(func(o grpc.DialOption) { opts = append(opts, o) })
	return grpc.NewClient(target, opts...)
}

type provider interface{ options() []grpc.DialOption }

func fromInterface(r *helper.Ran, target string, p provider) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, append(p.options(), grpc.WithUnaryInterceptor(r.Unary("own")))...)
}

func statsHandlers(a, b stats.Handler) *grpc.Server {
	return grpc.NewServer(grpc.StatsHandler(a), grpc.StatsHandler(b))
}

// replacesDefault sets what a helper has set before.
func replacesDefault() *grpc.Server {
	return grpc.NewServer(helper.Keepalive(), grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionIdle: 1}))
}

// returned is one of each kind, or the one or the other.
func returned(r *helper.Ran, internal bool) []grpc.ServerOption {
	if internal {
		return []grpc.ServerOption{grpc.UnaryInterceptor(r.Server("internal"))}
	}
	return []grpc.ServerOption{grpc.UnaryInterceptor(r.Server("public")), helper.Keepalive()}
}

func returnedChained(r *helper.Ran, authenticated bool) (opts []grpc.ServerOption) {
	if authenticated {
		opts = append(opts, grpc.ChainUnaryInterceptor(r.Server("auth")))
	}
	return append(opts, grpc.ChainUnaryInterceptor(r.Server("traced")))
}

// extended adds to what it is given, whatever that is.
func extended(r *helper.Ran, opts []grpc.DialOption) []grpc.DialOption {
	return append(helper.WithTracing(r, opts), grpc.WithStreamInterceptor(r.Stream("own")))
}
