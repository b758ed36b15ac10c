package unrecoverablehandler

import (
	"context"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/endpoint"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"

	"example.com/fixtures/unrecoverablehandler/helper"
)

func timesOut(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	done := make(chan struct{})
	go func() {
		resp, err = handler(ctx, req) // want `handler runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
		close(done)
	}()
	select {
	case <-done:
		return resp, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// recoversOutside protects the wrong goroutine.
func recoversOutside(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	type answer struct {
		resp any
		err  error
	}
	answers := make(chan answer, 1)
	defer helper.LogPanic()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	go func() {
		defer cancel()
		defer logDone(info.FullMethod)
		var a answer
		func() {
			a.resp, a.err = handler(ctx, req) // want `handler runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
		}()
		answers <- a
	}()
	select {
	case a := <-answers:
		return a.resp, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func logDone(method string) { log.Println(method, "done") }

func streams(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	errs := make(chan error, 1)
	go func() { errs <- handler(srv, ss) }() // want `handler runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
	select {
	case err := <-errs:
		return err
	case <-ss.Context().Done():
		return ss.Context().Err()
	}
}

func inKit(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, request any) (response any, err error) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			response, err = next(ctx, request) // want `next runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
		}()
		<-done
		return response, err
	}
}

func inHTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			next.ServeHTTP(w, r) // want `next runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
		}()
		select {
		case <-done:
		case <-r.Context().Done():
			http.Error(w, "too late", http.StatusGatewayTimeout)
		}
	})
}

func inEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		errs := make(chan error, 1)
		go func() { errs <- next(c) }() // want `next runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
		return <-errs
	}
}

func inGin(c *gin.Context) {
	done := make(chan struct{})
	go func() {
		c.Next() // want `c.Next runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
		close(done)
	}()
	<-done
}

// mirrors sends the request to a second handler and forgets about it.
func mirrors(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		go next(w, r) // want `next runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
	}
}

type route struct {
	function func(r *http.Request) error
	done     func()
}

func (h route) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	errs := make(chan error, 1)
	go func() {
		errs <- h.function(r) // want `h.function runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it`
	}()
	select {
	case err := <-errs:
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	case <-r.Context().Done():
		http.Error(w, "too late", http.StatusGatewayTimeout)
	}
}
