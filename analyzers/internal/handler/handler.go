// Package handler recognises the functions that a library calls for each
// request: the methods of gRPC and connect services, interceptors and
// middleware, and the handlers of HTTP libraries. It goes by types alone and
// never by names of the user's.
package handler

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Kind says what calls a handler.
type Kind uint8

// The kinds of handlers.
const (
	Unary       Kind = iota + 1 // method of a gRPC service: one request, one answer
	Stream                      // method of a gRPC service that works on a stream
	Connect                     // method of a connect service
	Endpoint                    // function converted to a library's type of endpoints
	HTTP                        // func(http.ResponseWriter, *http.Request)
	Web                         // handler of gin, echo, fiber, hertz or kratos
	Interceptor                 // function between a library and a handler, also called middleware
)

// Handler is a function that serves requests.
type Handler struct {
	Kind  Kind
	Func  *ssa.Function  // runs once for each request
	Shape *chain.Shape   // what the library's functions of this kind look like; nil for methods of gRPC services
	Link  *chain.Link    // of an interceptor
	Param *ssa.Parameter // has the request's context; nil if none does

	selector string
}

// Context returns the expression for the request's context, such as
// "r.Context()", or "" if no parameter with a name has it.
func (h Handler) Context() string {
	if h.Param == nil || h.Param.Object() == nil {
		return ""
	}
	name := h.Param.Object().Name()
	if name == "" || name == "_" {
		return ""
	}
	return name + h.selector
}

// Finder finds the handlers of one package.
type Finder struct {
	middleware, web, connect []chain.Shape
	services                 []*types.Interface
}

// In returns the finder for the functions of a package.
func In(pkg *types.Package) *Finder {
	return &Finder{
		middleware: chain.Reached(pkg, catalog.Middleware),
		web:        chain.Reached(pkg, catalog.Handlers),
		connect:    chain.Reached(pkg, catalog.ConnectHandlers),
		services:   services(pkg),
	}
}

// Of returns what kind of handler fn is; ok is false if it is none.
func (f *Finder) Of(fn *ssa.Function) (h Handler, ok bool) {
	if len(fn.Blocks) == 0 {
		return Handler{}, false
	}
	h = Handler{Func: fn}
	if !f.classify(&h) {
		return Handler{}, false
	}
	for _, param := range ownParams(fn) {
		if selector, ok := catalog.ContextOf(param.Type()); ok {
			h.Param, h.selector = param, selector
			break
		}
	}
	return h, true
}

// Around returns the innermost handler that fn is or is within.
func (f *Finder) Around(fn *ssa.Function) (h Handler, ok bool) {
	for ; fn != nil; fn = fn.Parent() {
		if h, ok := f.Of(fn); ok {
			return h, true
		}
	}
	return Handler{}, false
}

func (f *Finder) classify(h *Handler) bool {
	fn := h.Func
	if link, ok := chain.Of(fn, f.middleware); ok {
		h.Kind, h.Link, h.Shape = Interceptor, link, link.Shape
		return true
	}
	if h.Kind = f.method(fn); h.Kind != 0 {
		return true
	}
	if h.Shape = shapeOf(fn, f.connect); h.Shape != nil && fn.Signature.Recv() != nil {
		h.Kind = Connect
		return true
	}
	if h.Shape = shapeOf(fn, f.web); h.Shape != nil {
		h.Kind = Web
		if h.Shape.Library == "net/http" {
			h.Kind = HTTP
		}
		return true
	}
	if endpoint(fn) {
		h.Kind = Endpoint
		return true
	}
	return false
}

func shapeOf(fn *ssa.Function, shapes []chain.Shape) *chain.Shape {
	for i := range shapes {
		if shapes[i].Fits(fn.Signature) {
			return &shapes[i]
		}
	}
	return nil
}

func ownParams(fn *ssa.Function) []*ssa.Parameter {
	if fn.Signature.Recv() != nil {
		return fn.Params[1:]
	}
	return fn.Params
}

// endpoint reports whether the literal fn is converted to a library's type of
// endpoints where it is made.
func endpoint(fn *ssa.Function) bool {
	parent := fn.Parent()
	if parent == nil {
		return false
	}
	for change := range flow.Instrs[*ssa.ChangeType](parent) {
		if !isEndpoint(change.Type()) {
			continue
		}
		closure, made := change.X.(*ssa.MakeClosure)
		if change.X == ssa.Value(fn) || made && closure.Fn == fn {
			return true
		}
	}
	return false
}

func isEndpoint(t types.Type) bool {
	for _, known := range catalog.Endpoints {
		if symbol.Is(t, known.Path, known.Name) {
			return true
		}
	}
	return false
}
