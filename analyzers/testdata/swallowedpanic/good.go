package swallowedpanic

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"

	"example.com/fixtures/swallowedpanic/helper"
)

func setsResult(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
			err = status.Error(codes.Internal, "internal error")
		}
	}()
	return handler(ctx, req)
}

func setsResultInHelper(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	defer helper.Catch(&err)
	return handler(srv, ss)
}

func setsResultBelow(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer func() {
		if r := recover(); r != nil {
			toError(r, &err)
		}
	}()
	return handler(ctx, req)
}

func toError(r any, err *error) { *err = toStatus(r) }

func setsResultInClosure(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	defer helper.Handle(func(r any) { err = toStatus(r) })
	return handler(ctx, req)
}

func setsResultThroughVariable(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	fail := func(r any) { err = toStatus(r) }
	defer func() {
		if r := recover(); r != nil {
			fail(r)
		}
	}()
	return handler(ctx, req)
}

func toStatus(r any) error { return status.Errorf(codes.Internal, "%v", r) }

// setsResultLater leaves the error to another deferred function.
func setsResultLater(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (_ any, err error) {
	finished := false
	defer func() {
		if !finished {
			err = status.Error(codes.Internal, "internal error")
		}
	}()
	defer helper.LogPanic()
	resp, err := handler(ctx, req)
	finished = true
	return resp, err
}

// failsUnlessFinished has the error ready before anything can panic.
func failsUnlessFinished(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	err = status.Error(codes.Internal, "internal error")
	defer helper.LogPanic()
	resp, err = handler(ctx, req)
	return resp, err
}

func panicsAgain(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
			panic(r)
		}
	}()
	return handler(ctx, req)
}

func panicsAgainInHelper(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer func() {
		if r := recover(); r != nil {
			helper.Raise(r)
		}
	}()
	return handler(ctx, req)
}

func endsProcess(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
			os.Exit(3)
		}
	}()
	return handler(ctx, req)
}

func endsProcessInHelper(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer helper.Crash()
	return handler(ctx, req)
}

type logger interface{ Fatal(args ...any) }

func leavesItToLogger(l logger) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		defer func() {
			if r := recover(); r != nil {
				l.Fatal("panic", r)
			}
		}()
		return handler(ctx, req)
	}
}

// guardsOneStep recovers around a step that may fail, not around the handler.
func guardsOneStep(audit func(any) error) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		func() {
			defer helper.LogPanic()
			if err := audit(req); err != nil {
				log.Println(err)
			}
		}()
		return handler(ctx, req)
	}
}

// fillsReply answers in place of the server.
func fillsReply(fallback func(reply any)) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		defer func() {
			if r := recover(); r != nil {
				fallback(reply)
			}
		}()
		return invoker(ctx, method, req, reply, cc, opts...)
	}
}

type accounts struct {
	grpc_testing.UnimplementedTestServiceServer
	load func() []byte
}

// UnaryCall tells of the panic within its answer.
func (a *accounts) UnaryCall(ctx context.Context, in *grpc_testing.SimpleRequest) (out *grpc_testing.SimpleResponse, err error) {
	defer func() {
		if r := recover(); r != nil {
			out = &grpc_testing.SimpleResponse{Username: fmt.Sprint("failed: ", r)}
		}
	}()
	return &grpc_testing.SimpleResponse{Payload: &grpc_testing.Payload{Body: a.load()}}, nil
}

// StreamingOutputCall tells of the panic on the stream.
func (a *accounts) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[grpc_testing.StreamingOutputCallResponse]) error {
	defer func() {
		if r := recover(); r != nil {
			_ = stream.Send(&grpc_testing.StreamingOutputCallResponse{Payload: &grpc_testing.Payload{Body: []byte("failed")}})
		}
	}()
	return stream.Send(&grpc_testing.StreamingOutputCallResponse{Payload: &grpc_testing.Payload{Body: a.load()}})
}

// EmptyCall recovers in a function that makes an error of it.
func (a *accounts) EmptyCall(ctx context.Context, _ *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	if err := a.try(); err != nil {
		return nil, err
	}
	return &grpc_testing.Empty{}, nil
}

func (a *accounts) try() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("load: %v", r)
		}
	}()
	a.load()
	return nil
}

// refresh is no method of the service, and nobody waits for it.
func (a *accounts) refresh(ctx context.Context, _ *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	defer helper.LogPanic()
	a.load()
	return nil, nil
}

func worker(jobs <-chan func()) {
	for job := range jobs {
		func() {
			defer helper.LogPanic()
			job()
		}()
	}
}

func safeClose(ch chan struct{}) (err error) {
	defer func() { _ = recover() }()
	close(ch)
	return errors.New("was open")
}

func answersInHTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func answersInHelper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer helper.Answer(w)
		next.ServeHTTP(w, r)
	})
}

// statusWriter is a response writer that knows what was answered.
type statusWriter struct {
	http.ResponseWriter
	code int
}

func (s *statusWriter) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

func answersThroughWrapper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wrapped := &statusWriter{ResponseWriter: w}
		defer func() {
			if v := recover(); v != nil && wrapped.code == 0 {
				wrapped.WriteHeader(http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(wrapped, r)
	})
}

// upload has answered, or taken over the connection, before it may panic.
func upload(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusAccepted)
	defer func() {
		if v := recover(); v != nil {
			log.Println(v)
		}
	}()
	process(r)
}

func process(r *http.Request) { log.Println(r.URL) }

func answersInGin(c *gin.Context) {
	defer func() {
		if v := recover(); v != nil {
			c.AbortWithStatus(http.StatusInternalServerError)
		}
	}()
	c.Next()
}

func answersInEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		defer func() {
			if v := recover(); v != nil {
				c.Error(fmt.Errorf("panic: %v", v))
			}
		}()
		return next(c)
	}
}
