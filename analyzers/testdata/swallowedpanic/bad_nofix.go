package swallowedpanic

import (
	"context"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"google.golang.org/grpc"

	"example.com/fixtures/swallowedpanic/helper"
)

func logsInHelper(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer helper.LogPanic() // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
	return handler(ctx, req)
}

func onlyReports(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	defer helper.Report(&err) // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
	return handler(ctx, req)
}

func ignores(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	defer func() { recover() }() // want `a panic in handler is recovered and becomes a nil error: the client sees the stream end normally`
	return handler(srv, ss)
}

type guard struct{ log *log.Logger }

func (g *guard) rescue(method string) {
	if r := recover(); r != nil {
		g.log.Println(method, r)
	}
}

func (g *guard) unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	defer g.rescue(info.FullMethod) // want `a panic in handler is recovered and becomes a nil error: the client gets an empty reply as a success`
	return handler(ctx, req)
}

func inHTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil { // want `a panic in next is recovered and nothing is answered: the client gets 200 OK with an empty body`
				log.Println(r.URL, v)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func inGin(c *gin.Context) {
	defer func() {
		if v := recover(); v != nil { // want `a panic in the handlers behind c.Next is recovered and nothing is answered: the client gets 200 OK with an empty body`
			log.Println(v)
		}
	}()
	c.Next()
}
