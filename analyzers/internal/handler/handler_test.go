package handler_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

// libraries declare what handlers need of modules, in order of import.
var libraries = [][2]string{
	{"google.golang.org/grpc", `package grpc
import "context"
type ServiceRegistrar interface{ RegisterService(desc *int, impl any) }
type UnaryServerInfo struct{}
type StreamServerInfo struct{}
type UnaryHandler func(ctx context.Context, req any) (any, error)
type StreamHandler func(srv any, stream ServerStream) error
type ServerStream interface {
	SetTrailer(map[string][]string)
	Context() context.Context
	SendMsg(m any) error
	RecvMsg(m any) error
}`},
	{"example.com/shop", `package shop
import ("context"; "google.golang.org/grpc")
type Request struct{}
type Reply struct{}
type Shop_WatchServer interface { Send(*Reply) error; grpc.ServerStream }
type ShopServer interface {
	Pay(context.Context, *Request) (*Reply, error)
	Watch(*Request, Shop_WatchServer) error
}
func RegisterShopServer(s grpc.ServiceRegistrar, srv ShopServer) {}
type UnimplementedShopServer struct{}
func (UnimplementedShopServer) Pay(context.Context, *Request) (*Reply, error) { return nil, nil }
func (UnimplementedShopServer) Watch(*Request, Shop_WatchServer) error { return nil }
`},
	{"connectrpc.com/connect", `package connect
import "context"
type Request[T any] struct{ Msg *T }
type Response[T any] struct{ Msg *T }
type ServerStream[T any] struct{ conn *T }
type AnyRequest interface{ Any() any }
type AnyResponse interface{ Any() any }
type UnaryFunc func(context.Context, AnyRequest) (AnyResponse, error)
`},
	{"github.com/gin-gonic/gin", `package gin
import "net/http"
type Context struct{ Request *http.Request }
`},
	{"github.com/labstack/echo/v4", `package echo
import "net/http"
type Context interface{ Request() *http.Request }
type HandlerFunc func(Context) error
`},
	{"github.com/gofiber/fiber/v2", "package fiber\ntype Ctx struct{ n int }\n"},
	{"github.com/gofiber/fiber/v3", "package fiber\ntype Ctx interface{ Next() error }\n"},
	{"github.com/cloudwego/hertz/pkg/app", "package app\ntype RequestContext struct{ n int }\n"},
	{"github.com/go-kratos/kratos/v2/transport/http", "package http\nimport \"context\"\ntype Context interface{ context.Context; Vars() int }\n"},
	{"github.com/go-kratos/kratos/v2/middleware", "package middleware\nimport \"context\"\ntype Handler func(ctx context.Context, req any) (any, error)\n"},
	{"github.com/go-kit/kit/endpoint", "package endpoint\nimport \"context\"\ntype Endpoint func(ctx context.Context, request any) (any, error)\n"},
	{"github.com/spf13/cobra", "package cobra\nimport \"context\"\ntype Command struct{}\nfunc (*Command) Context() context.Context { return nil }\n"},
}

const header = `package p
import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"example.com/shop"
	"github.com/cloudwego/hertz/pkg/app"
	"github.com/gin-gonic/gin"
	"github.com/go-kit/kit/endpoint"
	khttp "github.com/go-kratos/kratos/v2/transport/http"
	"github.com/go-kratos/kratos/v2/middleware"
	fiber2 "github.com/gofiber/fiber/v2"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/labstack/echo/v4"
	"github.com/spf13/cobra"
	"google.golang.org/grpc"
)
var (
	_ context.Context; _ http.Handler; _ connect.AnyRequest; _ shop.ShopServer; _ app.RequestContext; _ gin.Context; _ endpoint.Endpoint
	_ khttp.Context; _ middleware.Handler; _ fiber2.Ctx; _ fiber3.Ctx; _ echo.Context; _ cobra.Command; _ grpc.ServerStream
)
type server struct{ shop.UnimplementedShopServer }
type other struct{}
`

func world(t *testing.T) *ssatest.World {
	w := ssatest.NewWorld(t, "context", "net/http")
	for _, library := range libraries {
		w.Build(t, library[0], library[1])
	}
	return w
}

func TestOf(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, source string
		kind         handler.Kind
		context      string
	}{
		{"unary", `func (s *server) Pay(ctx context.Context, in *shop.Request) (*shop.Reply, error) { return nil, nil }`, handler.Unary, "ctx"},
		{"unary without a name", `func (server) Pay(context.Context, *shop.Request) (*shop.Reply, error) { return nil, nil }`, handler.Unary, ""},
		{"stream", `func (s *server) Watch(in *shop.Request, out shop.Shop_WatchServer) error { return nil }`, handler.Stream, "out.Context()"},
		{"no method of the service", `func (s *server) Refund(ctx context.Context, in *shop.Request) (*shop.Reply, error) { return nil, nil }`, 0, ""},
		{"no service", `func (other) Pay(ctx context.Context, in *shop.Request) (*shop.Reply, error) { return nil, nil }`, 0, ""},
		{"helper with a stream", `func send(stream shop.Shop_WatchServer) error { return nil }`, 0, ""},

		{"unary interceptor", `func f(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) { return next(ctx, req) }`, handler.Interceptor, "ctx"},
		{"stream interceptor", `func f(srv any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, next grpc.StreamHandler) error { return next(srv, ss) }`, handler.Interceptor, "ss.Context()"},

		{"http", `func f(w http.ResponseWriter, r *http.Request) {}`, handler.HTTP, "r.Context()"},
		{"http method", `func (other) ServeHTTP(_ http.ResponseWriter, r *http.Request) {}`, handler.HTTP, "r.Context()"},
		{"http with more", `func f(w http.ResponseWriter, r *http.Request, id int) {}`, 0, ""},
		{"gin", `func f(c *gin.Context) {}`, handler.Web, "c.Request.Context()"},
		{"echo", `func f(c echo.Context) error { return nil }`, handler.Web, "c.Request().Context()"},
		{"fiber 2", `func f(c *fiber2.Ctx) error { return nil }`, handler.Web, "c.UserContext()"},
		{"fiber 3", `func f(c fiber3.Ctx) error { return nil }`, handler.Web, "c.Context()"},
		{"hertz", `func f(ctx context.Context, c *app.RequestContext) {}`, handler.Web, "ctx"},
		{"kratos http", `func f(ctx khttp.Context) error { return nil }`, handler.Web, "ctx"},
		{"helper of gin", `func f(c *gin.Context) error { return nil }`, 0, ""},

		{"connect", `func (other) Pay(ctx context.Context, in *connect.Request[shop.Request]) (*connect.Response[shop.Reply], error) { return nil, nil }`, handler.Connect, "ctx"},
		{"connect stream", `func (other) Watch(ctx context.Context, in *connect.Request[shop.Request], out *connect.ServerStream[shop.Reply]) error { return nil }`, handler.Connect, "ctx"},

		{"command", `func f(cmd *cobra.Command, args []string) error { return nil }`, 0, ""},
		{"plain", `func f(ctx context.Context, req any) (any, error) { return nil, nil }`, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+tt.source)
			h, _ := handler.In(p.Pkg).Of(p.Funcs[0])
			if h.Kind != tt.kind || h.Context() != tt.context {
				t.Errorf("kind %d, context %q; want %d, %q", h.Kind, h.Context(), tt.kind, tt.context)
			}
		})
	}
}

func TestLiterals(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, source string
		kind         handler.Kind
		context      string
	}{
		{"go-kit endpoint", `func f(n int) endpoint.Endpoint { return func(ctx context.Context, request any) (any, error) { return n, nil } }`, handler.Endpoint, "ctx"},
		{"captures nothing", `func f() endpoint.Endpoint { return func(ctx context.Context, request any) (any, error) { return nil, nil } }`, handler.Endpoint, "ctx"},
		{"kratos middleware", `func f(next middleware.Handler) middleware.Handler { return func(ctx context.Context, req any) (any, error) { return next(ctx, req) } }`, handler.Interceptor, "ctx"},
		{"http middleware", `func f(next http.Handler) http.Handler { return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) }) }`, handler.Interceptor, "r.Context()"},
		{"echo middleware", `func f(next echo.HandlerFunc) echo.HandlerFunc { return func(c echo.Context) error { return next(c) } }`, handler.Interceptor, "c.Request().Context()"},
		{"connect interceptor", `func f(next connect.UnaryFunc) connect.UnaryFunc { return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) { return next(ctx, req) } }`, handler.Interceptor, "ctx"},
		{"plain", `func f() func(context.Context, any) (any, error) { return func(ctx context.Context, req any) (any, error) { return nil, nil } }`, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+tt.source)
			h, _ := handler.In(p.Pkg).Of(p.Funcs[1])
			if h.Kind != tt.kind || h.Context() != tt.context {
				t.Errorf("kind %d, context %q; want %d, %q", h.Kind, h.Context(), tt.kind, tt.context)
			}
		})
	}
}

func TestAround(t *testing.T) {
	p := world(t).Build(t, "example.com/p", header+`
func f(w http.ResponseWriter, r *http.Request) {
	go func() { func() { println(r) }() }()
}
func g() { func() {}() }`)
	finder := handler.In(p.Pkg)
	outer, innermost, plain := p.Funcs[0], p.Funcs[2], p.Funcs[4]
	if h, ok := finder.Around(innermost); !ok || h.Func != outer || h.Context() != "r.Context()" {
		t.Errorf("around the innermost literal: %v, %t", h.Func, ok)
	}
	for _, fn := range []*ssa.Function{plain, plain.Parent()} {
		if _, ok := finder.Around(fn); ok {
			t.Errorf("a handler around %s", fn)
		}
	}
}
