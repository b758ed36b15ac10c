package lostclientconn

import (
	"context"

	"example.com/fixtures/lostclientconn/helper"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// deferred closes it on return.
func deferred(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	defer conn.Close()
	return check(ctx, grpc_health_v1.NewHealthClient(conn))
}

// inClosure closes it and looks at the error.
func inClosure(ctx context.Context, target string, opts ...grpc.DialOption) (err error) {
	conn, err := helper.Dial(target, opts...)
	if err != nil {
		return err
	}
	defer func() {
		if closed := conn.Close(); err == nil {
			err = closed
		}
	}()
	return helper.Check(ctx, grpc_health_v1.NewHealthClient(conn))
}

// byHelper lets a helper close it.
func byHelper(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	defer helper.Done(conn)
	return check(ctx, grpc_health_v1.NewHealthClient(conn))
}

// newClient returns a client, which needs the connection.
func newClient(target string, opts ...grpc.DialOption) (grpc_health_v1.HealthClient, error) {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return nil, err
	}
	return grpc_health_v1.NewHealthClient(conn), nil
}

// newBoth returns a way to close it as well.
func newBoth(target string, opts ...grpc.DialOption) (grpc_health_v1.HealthClient, func() error, error) {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return nil, nil, err
	}
	return grpc_health_v1.NewHealthClient(conn), conn.Close, nil
}

// watched returns a stream, which needs it too.
func watched(ctx context.Context, target string, opts ...grpc.DialOption) (grpc_health_v1.Health_WatchClient, error) {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return nil, err
	}
	return grpc_health_v1.NewHealthClient(conn).Watch(ctx, &grpc_health_v1.HealthCheckRequest{})
}

// prober keeps the client for its methods.
type prober struct {
	client grpc_health_v1.HealthClient
	pool   *helper.Pool
}

func newProber(target string, opts ...grpc.DialOption) (*prober, error) {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return nil, err
	}
	return &prober{client: grpc_health_v1.NewHealthClient(conn)}, nil
}

func (p *prober) connect(target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	p.client = grpc_health_v1.NewHealthClient(conn)
	return nil
}

// pooled hands the connection to what closes all of them.
func (p *prober) pooled(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	p.pool.Add(conn)
	return check(ctx, grpc_health_v1.NewHealthClient(conn))
}

// background gives the client to a goroutine that outlives the function.
func background(ctx context.Context, target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	client := grpc_health_v1.NewHealthClient(conn)
	go func() {
		for ctx.Err() == nil && check(ctx, client) == nil {
		}
	}()
	return nil
}

// registered hands the client to code of unknown effect.
func registered(target string, register func(grpc_health_v1.HealthClient), opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	register(grpc_health_v1.NewHealthClient(conn))
	return nil
}

// shared is one connection for the whole process.
var shared grpc_health_v1.HealthClient

func share(target string, opts ...grpc.DialOption) error {
	conn, err := grpc.NewClient(target, opts...)
	if err != nil {
		return err
	}
	shared = grpc_health_v1.NewHealthClient(conn)
	return nil
}

// probedInTurn closes each before it pauses.
func probedInTurn(ctx context.Context, target string, pause func(), opts ...grpc.DialOption) error {
	probe := func() error {
		conn, err := grpc.NewClient(target, opts...)
		if err != nil {
			return err
		}
		defer conn.Close()
		return check(ctx, grpc_health_v1.NewHealthClient(conn))
	}
	for {
		if err := probe(); err != nil {
			return err
		}
		pause()
	}
}
