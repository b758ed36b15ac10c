package catalog

import (
	"slices"

	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Middleware are the shapes of the interceptors and middleware we know.
//
// gin's handlers are not among them: there the chain goes on by itself unless
// a handler aborts it, so that not calling Next loses nothing.
var Middleware = slices.Concat(grpcInterceptors, httpMiddleware, echoMiddleware, endpointMiddleware, microWrappers, connectInterceptors)

var grpcInterceptors = []chain.Shape{
	{ // grpc.UnaryServerInterceptor
		Kind: "interceptor", Library: "google.golang.org/grpc",
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "any"}, {Type: "*google.golang.org/grpc.UnaryServerInfo"},
			{Type: "google.golang.org/grpc.UnaryHandler", Role: chain.Next},
		},
		Results: answerOrError,
	},
	{ // grpc.StreamServerInterceptor
		Kind: "interceptor", Library: "google.golang.org/grpc",
		Params: []chain.Part{
			{Type: "any"}, {Type: "google.golang.org/grpc.ServerStream", Role: chain.Sink},
			{Type: "*google.golang.org/grpc.StreamServerInfo"},
			{Type: "google.golang.org/grpc.StreamHandler", Role: chain.Next},
		},
		Results: onlyError,
		Reads:   symbol.Of("(google.golang.org/grpc.ServerStream).Context"),
		Streams: map[string]string{
			"github.com/grpc-ecosystem/go-grpc-middleware.WrappedServerStream":    "WrappedContext",
			"github.com/grpc-ecosystem/go-grpc-middleware/v2.WrappedServerStream": "WrappedContext",
		},
	},
	{ // grpc.UnaryClientInterceptor
		Kind: "interceptor", Library: "google.golang.org/grpc",
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "string"}, {Type: "any"}, {Type: "any", Role: chain.Sink},
			{Type: "*google.golang.org/grpc.ClientConn"},
			{Type: "google.golang.org/grpc.UnaryInvoker", Role: chain.Next},
			{Type: "...google.golang.org/grpc.CallOption"},
		},
		Results: onlyError,
	},
	{ // grpc.StreamClientInterceptor
		Kind: "interceptor", Library: "google.golang.org/grpc",
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "*google.golang.org/grpc.StreamDesc"},
			{Type: "*google.golang.org/grpc.ClientConn"}, {Type: "string"},
			{Type: "google.golang.org/grpc.Streamer", Role: chain.Next},
			{Type: "...google.golang.org/grpc.CallOption"},
		},
		Results: []chain.Part{{Type: "google.golang.org/grpc.ClientStream", Role: chain.Response}, {Type: "error"}},
	},
}

const (
	httpFunc    = "func(net/http.ResponseWriter, *net/http.Request)"
	httpHandler = "net/http.Handler"
	handlerFunc = "net/http.HandlerFunc"
)

// httpMiddleware covers net/http itself and the routers that share its shape:
// chi, gorilla, kratos' filters.
var httpMiddleware = []chain.Shape{
	{ // func(http.Handler) http.Handler
		Kind: "middleware", Library: "net/http",
		Params: []chain.Part{
			{Type: "net/http.ResponseWriter", Role: chain.Sink}, {Type: "*net/http.Request"},
		},
		Captured: []string{httpHandler, handlerFunc, httpFunc},
		Returns:  []string{httpHandler, handlerFunc, httpFunc},
		Prepares: symbol.Of("(net/http.ResponseWriter).Header"),
	},
	{ // negroni.HandlerFunc
		Kind: "middleware", Library: "net/http",
		Params: []chain.Part{
			{Type: "net/http.ResponseWriter", Role: chain.Sink}, {Type: "*net/http.Request"},
			{Type: handlerFunc, Role: chain.Next},
		},
		Prepares: symbol.Of("(net/http.ResponseWriter).Header"),
	},
}

var echoMiddleware = []chain.Shape{
	echoShape("github.com/labstack/echo/v4", "github.com/labstack/echo/v4.Context", "(github.com/labstack/echo/v4.Context)."),
	echoShape("github.com/labstack/echo/v5", "*github.com/labstack/echo/v5.Context", "(*github.com/labstack/echo/v5.Context)."),
}

func echoShape(library, context, method string) chain.Shape {
	next := []string{library + ".HandlerFunc"}
	return chain.Shape{
		Kind: "middleware", Library: library,
		Params:   []chain.Part{{Type: context, Role: chain.Sink}},
		Results:  onlyError,
		Captured: next, Returns: next,
		Reads: methods(method, "Request", "SetRequest", "IsTLS", "IsWebSocket", "Scheme", "RealIP", "Path", "Param",
			"ParamNames", "ParamValues", "QueryParam", "QueryParams", "QueryString", "FormValue", "FormParams", "FormFile",
			"MultipartForm", "Cookie", "Cookies", "Get", "Set", "Bind", "Validate", "Handler", "Logger", "Echo"),
		Prepares:   methods(method, "Response", "SetCookie"),
		SetRequest: methods(method, "SetRequest"),
	}
}

// endpointMiddleware are the transport-independent chains: kratos, go-kit and
// kitex.
var endpointMiddleware = []chain.Shape{
	{ // middleware.Middleware
		Kind: "middleware", Library: "github.com/go-kratos/kratos/v2/middleware",
		Params: []chain.Part{{Type: "context.Context"}, {Type: "any"}}, Results: answerOrError,
		Captured: []string{"github.com/go-kratos/kratos/v2/middleware.Handler"},
		Returns:  []string{"github.com/go-kratos/kratos/v2/middleware.Handler"},
	},
	{ // endpoint.Middleware
		Kind: "middleware", Library: "github.com/go-kit/kit/endpoint",
		Params: []chain.Part{{Type: "context.Context"}, {Type: "any"}}, Results: answerOrError,
		Captured: []string{"github.com/go-kit/kit/endpoint.Endpoint"},
		Returns:  []string{"github.com/go-kit/kit/endpoint.Endpoint"},
	},
	{ // endpoint.Middleware
		Kind: "middleware", Library: "github.com/cloudwego/kitex/pkg/endpoint",
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "any"}, {Type: "any", Role: chain.Sink},
		},
		Results:  onlyError,
		Captured: []string{"github.com/cloudwego/kitex/pkg/endpoint.Endpoint"},
		Returns:  []string{"github.com/cloudwego/kitex/pkg/endpoint.Endpoint"},
	},
}

var microWrappers = slices.Concat(
	microShapes("go-micro.dev/v4"), microShapes("go-micro.dev/v5"),
	microShapes("github.com/micro/go-micro/v2"), microShapes("github.com/asim/go-micro/v3"),
)

// microShapes are server.HandlerWrapper, server.SubscriberWrapper and
// client.CallWrapper of one major version of go-micro.
func microShapes(module string) []chain.Shape {
	server, client := module+"/server", module+"/client"
	return []chain.Shape{
		{
			Kind: "middleware", Library: server,
			Params: []chain.Part{
				{Type: "context.Context"}, {Type: server + ".Request"}, {Type: "any", Role: chain.Sink},
			},
			Results:  onlyError,
			Captured: []string{server + ".HandlerFunc"}, Returns: []string{server + ".HandlerFunc"},
		},
		{
			Kind: "middleware", Library: server,
			Params:   []chain.Part{{Type: "context.Context"}, {Type: server + ".Message"}},
			Results:  onlyError,
			Captured: []string{server + ".SubscriberFunc"}, Returns: []string{server + ".SubscriberFunc"},
			Droppable: true,
		},
		{
			Kind: "middleware", Library: client,
			Params: []chain.Part{
				{Type: "context.Context"}, {Type: "*" + module + "/registry.Node"}, {Type: client + ".Request"},
				{Type: "any", Role: chain.Sink}, {Type: client + ".CallOptions"},
			},
			Results:  onlyError,
			Captured: []string{client + ".CallFunc"}, Returns: []string{client + ".CallFunc"},
		},
	}
}

var connectInterceptors = []chain.Shape{
	{ // connect.UnaryInterceptorFunc, Interceptor.WrapUnary
		Kind: "interceptor", Library: "connectrpc.com/connect",
		Params:   []chain.Part{{Type: "context.Context"}, {Type: "connectrpc.com/connect.AnyRequest"}},
		Results:  []chain.Part{{Type: "connectrpc.com/connect.AnyResponse", Role: chain.Response}, {Type: "error"}},
		Captured: []string{"connectrpc.com/connect.UnaryFunc"}, Returns: []string{"connectrpc.com/connect.UnaryFunc"},
	},
	{ // Interceptor.WrapStreamingClient
		Kind: "interceptor", Library: "connectrpc.com/connect",
		Params:   []chain.Part{{Type: "context.Context"}, {Type: "connectrpc.com/connect.Spec"}},
		Results:  []chain.Part{{Type: "connectrpc.com/connect.StreamingClientConn", Role: chain.Response}},
		Captured: []string{"connectrpc.com/connect.StreamingClientFunc"}, Returns: []string{"connectrpc.com/connect.StreamingClientFunc"},
	},
	{ // Interceptor.WrapStreamingHandler
		Kind: "interceptor", Library: "connectrpc.com/connect",
		Params: []chain.Part{
			{Type: "context.Context"}, {Type: "connectrpc.com/connect.StreamingHandlerConn", Role: chain.Sink},
		},
		Results:  onlyError,
		Captured: []string{"connectrpc.com/connect.StreamingHandlerFunc"}, Returns: []string{"connectrpc.com/connect.StreamingHandlerFunc"},
		Reads:    methods("(connectrpc.com/connect.StreamingHandlerConn).", "Spec", "Peer", "RequestHeader"),
		Prepares: methods("(connectrpc.com/connect.StreamingHandlerConn).", "ResponseHeader", "ResponseTrailer"),
	},
}

var (
	answerOrError = []chain.Part{{Type: "any", Role: chain.Response}, {Type: "error"}}
	onlyError     = []chain.Part{{Type: "error"}}
)

// methods returns the set of a type's methods; prefix is "(type)." or "(*type).".
func methods(prefix string, names ...string) symbol.Set {
	s := symbol.Set{}
	for _, name := range names {
		s[prefix+name] = true
	}
	return s
}
