package unrecoverablehandler

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/fixtures/unrecoverablehandler/helper"
)

func inPlace(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return handler(ctx, req)
}

func recoversInGoroutine(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	type answer struct {
		resp any
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if r := recover(); r != nil {
				a.err = status.Errorf(codes.Internal, "%v", r)
			}
			answers <- a
		}()
		a.resp, a.err = handler(ctx, req)
	}()
	select {
	case a := <-answers:
		return a.resp, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// handsPanicOver does what http.TimeoutHandler does.
func handsPanicOver(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done, panicked := make(chan struct{}), make(chan any, 1)
		go func() {
			defer func() {
				if v := recover(); v != nil {
					panicked <- v
				}
			}()
			next.ServeHTTP(w, r)
			close(done)
		}()
		select {
		case v := <-panicked:
			panic(v)
		case <-done:
		}
	})
}

func recoversInHelper(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	errs := make(chan error, 1)
	errs <- status.Error(codes.Internal, "internal error")
	go func() {
		defer helper.LogPanic()
		err := handler(srv, ss)
		<-errs
		errs <- err
	}()
	return <-errs
}

func recoversWithin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			func() {
				defer helper.LogPanic()
				next.ServeHTTP(w, r)
			}()
		}()
		<-done
	})
}

// unknownDefer defers code that nobody knows.
func unknownDefer(crash func()) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer crash()
			defer helper.Done(info.FullMethod)
			resp, err = handler(ctx, req)
		}()
		<-done
		return resp, err
	}
}

// logsInBackground keeps the handler where it belongs.
func logsInBackground(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	resp, err := handler(ctx, req)
	go func() { log.Println(info.FullMethod, err) }()
	return resp, err
}

// inGroup leaves it to the group what becomes of a panic.
func inGroup(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	var g errgroup.Group
	g.Go(func() error {
		resp, err = handler(ctx, req)
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("handler: %w", err)
	}
	return resp, nil
}

// hedges calls the server twice, on the client's side.
func hedges(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	errs := make(chan error, 1)
	go func() { errs <- invoker(ctx, method, req, reply, cc, opts...) }()
	return <-errs
}

func counts(c *gin.Context) {
	c.Next()
	status := c.Writer.Status()
	go func() { log.Println(status) }()
}

// serves is no interceptor: nothing around it is expected to recover.
func serves(jobs <-chan func(), work func(func())) {
	for job := range jobs {
		go func() { work(job) }()
	}
}

type protectedRoute struct {
	function func(r *http.Request) error
	done     func()
}

func (h *protectedRoute) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	errs := make(chan error, 1)
	go func() {
		defer func() {
			if v := recover(); v != nil {
				errs <- fmt.Errorf("panic: %v", v)
			}
		}()
		errs <- h.function(r)
	}()
	if err := <-errs; err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	go func() { h.done() }()
}
