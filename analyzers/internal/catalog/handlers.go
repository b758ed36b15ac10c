package catalog

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Handlers are the shapes of the functions that HTTP libraries call for a
// request. They give their answer through a parameter.
var Handlers = []chain.Shape{
	{
		Kind: "handler", Library: "net/http",
		Params: []chain.Part{{Type: "net/http.ResponseWriter", Role: chain.Sink}, {Type: "*net/http.Request"}},
	},
	{
		Kind: "handler", Library: "github.com/gin-gonic/gin",
		Params: []chain.Part{{Type: "*github.com/gin-gonic/gin.Context", Role: chain.Sink}},
	},
	{
		Kind: "handler", Library: "github.com/labstack/echo/v4",
		Params: []chain.Part{{Type: "github.com/labstack/echo/v4.Context", Role: chain.Sink}}, Results: onlyError,
	},
	{
		Kind: "handler", Library: "github.com/labstack/echo/v5",
		Params: []chain.Part{{Type: "*github.com/labstack/echo/v5.Context", Role: chain.Sink}}, Results: onlyError,
	},
	{
		Kind: "handler", Library: "github.com/gofiber/fiber/v2",
		Params: []chain.Part{{Type: "*github.com/gofiber/fiber/v2.Ctx", Role: chain.Sink}}, Results: onlyError,
	},
	{
		Kind: "handler", Library: "github.com/gofiber/fiber/v3",
		Params: []chain.Part{{Type: "github.com/gofiber/fiber/v3.Ctx", Role: chain.Sink}}, Results: onlyError,
	},
	{
		Kind: "handler", Library: "github.com/cloudwego/hertz/pkg/app",
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "*github.com/cloudwego/hertz/pkg/app.RequestContext", Role: chain.Sink},
		},
	},
	{
		Kind: "handler", Library: "github.com/go-kratos/kratos/v2/transport/http",
		Params: []chain.Part{{Type: "github.com/go-kratos/kratos/v2/transport/http.Context", Role: chain.Sink}}, Results: onlyError,
	},
}

// ConnectHandlers are the shapes of the methods that connect's generated code
// calls.
var ConnectHandlers = []chain.Shape{
	{
		Kind: "handler", Library: connectPackage,
		Params:  []chain.Part{{Type: "context.Context"}, {Type: "*connectrpc.com/connect.Request"}},
		Results: []chain.Part{{Type: "*connectrpc.com/connect.Response", Role: chain.Response}, {Type: "error"}},
	},
	{
		Kind: "handler", Library: connectPackage,
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "*connectrpc.com/connect.Request"},
			{Type: "*connectrpc.com/connect.ServerStream", Role: chain.Sink},
		},
		Results: onlyError,
	},
	{
		Kind: "handler", Library: connectPackage,
		Params:  []chain.Part{{Type: "context.Context"}, {Type: "*connectrpc.com/connect.ClientStream"}},
		Results: []chain.Part{{Type: "*connectrpc.com/connect.Response", Role: chain.Response}, {Type: "error"}},
	},
	{
		Kind: "handler", Library: connectPackage,
		Params:  []chain.Part{{Type: "context.Context"}, {Type: "*connectrpc.com/connect.BidiStream", Role: chain.Sink}},
		Results: onlyError,
	},
}

// Endpoints are named function types that mark what is converted to them as
// the handler of a request.
var Endpoints = []Type{
	{"google.golang.org/grpc", "UnaryHandler"},
	{"google.golang.org/grpc", "StreamHandler"},
	{"github.com/go-kratos/kratos/v2/middleware", "Handler"},
	{"github.com/go-kit/kit/endpoint", "Endpoint"},
	{"github.com/cloudwego/kitex/pkg/endpoint", "Endpoint"},
	{"connectrpc.com/connect", "UnaryFunc"},
}

// Type is a named type of a library.
type Type struct{ Path, Name string }

// contextCarriers are the types whose values carry the context of a request or
// a command, and what to write behind a variable of the type to get it.
var contextCarriers = []struct {
	Type
	selector string
}{
	{Type{"context", "Context"}, ""},
	{Type{"net/http", "Request"}, ".Context()"},
	{Type{"github.com/gin-gonic/gin", "Context"}, ".Request.Context()"},
	{Type{"github.com/labstack/echo/v4", "Context"}, ".Request().Context()"},
	{Type{"github.com/labstack/echo/v5", "Context"}, ".Request().Context()"},
	{Type{"github.com/gofiber/fiber/v2", "Ctx"}, ".UserContext()"},
	{Type{"github.com/gofiber/fiber/v3", "Ctx"}, ".Context()"},
	{Type{"github.com/go-kratos/kratos/v2/transport/http", "Context"}, ""},
	{Type{"github.com/spf13/cobra", "Command"}, ".Context()"},
}

// ContextOf returns what to write behind a variable of type t to get the
// context that it is or carries, such as ".Context()" for a request or the
// server's end of a stream.
func ContextOf(t types.Type) (selector string, ok bool) {
	for _, carrier := range contextCarriers {
		if symbol.Is(t, carrier.Path, carrier.Name) {
			return carrier.selector, true
		}
	}
	if StreamSide(t) == ServerSide {
		return ".Context()", true
	}
	return "", false
}
