package unboundedlabel

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// source is a text that there is no end of.
type source struct {
	value ssa.Value
	noun  string // what it is, such as "the raw path"
	path  bool   // it is the path of a request
	id    bool   // it is an id: whatever it has been compared with, there are more
}

const maxDepth = 6 // of texts built from texts

// sourceOf returns what makes a text unbounded. A text that is chosen from
// several, such as a path or else "other", is not followed: somebody has
// thought about it.
func sourceOf(v ssa.Value, depth int) (source, bool) {
	if depth > maxDepth {
		return source{}, false
	}
	v = value.Origin(v)
	switch v := v.(type) {
	case *ssa.UnOp:
		if address, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return fieldSource(v, address)
		}
	case *ssa.BinOp:
		if v.Op == token.ADD {
			if s, ok := sourceOf(v.X, depth+1); ok {
				return s, true
			}
			return sourceOf(v.Y, depth+1)
		}
	case *ssa.Slice:
		return sourceOf(v.X, depth+1)
	case *ssa.Call:
		return callSource(v, depth)
	}
	return source{}, false
}

func fieldSource(v ssa.Value, address *ssa.FieldAddr) (source, bool) {
	name := value.FieldOf(address).Name()
	switch {
	case symbol.Is(address.X.Type(), "net/http", "Request"):
		noun, ok := catalog.RequestFields[name]
		return source{value: v, noun: noun, path: name == "RequestURI"}, ok && received(address.X)
	case symbol.Is(address.X.Type(), "net/url", "URL") && ofRequest(address.X):
		noun, ok := catalog.URLFields[name]
		return source{value: v, noun: noun, path: name != "RawQuery"}, ok
	}
	return source{value: v, noun: "an id", id: true}, catalog.IsEventID(name, v.Type())
}

// ofRequest reports whether a URL is that of a request which came in, as
// opposed to one from a configuration.
func ofRequest(url ssa.Value) bool {
	load, ok := value.Origin(url).(*ssa.UnOp)
	if !ok {
		return false
	}
	address, ok := load.X.(*ssa.FieldAddr)
	return ok && symbol.Is(address.X.Type(), "net/http", "Request") && received(address.X)
}

// received reports whether a request came in from a client: it is a parameter,
// of anything but a transport, or what a framework's context holds.
func received(request ssa.Value) bool {
	switch v := value.Origin(request).(type) {
	case *ssa.Parameter:
		return !transport(v.Parent())
	case *ssa.UnOp:
		address, ok := v.X.(*ssa.FieldAddr)
		return ok && symbol.Is(address.X.Type(), symbol.Package(catalog.GinContext), "Context")
	case *ssa.Call:
		fn := symbol.Callee(&v.Call)
		return fn != nil && (catalog.DerivedContexts.Has(fn) && received(v.Call.Args[0]) || catalog.EchoRequest.Has(fn))
	}
	return false
}

// transport reports whether a function sends the request that it is given.
func transport(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	return results.Len() == 2 && symbol.Is(results.At(0).Type(), "net/http", "Response")
}

func callSource(call *ssa.Call, depth int) (source, bool) {
	fn := symbol.Callee(&call.Call)
	if fn == nil {
		return source{}, false
	}
	name := symbol.Name(fn)
	if noun, ok := catalog.Unbounded[name]; ok {
		return source{value: call, noun: noun, path: noun == "the raw path"}, true
	}
	if noun, ok := catalog.UnboundedOfURL[name]; ok {
		return source{value: call, noun: noun, path: true}, ofRequest(value.Receiver(&call.Call))
	}
	switch {
	case catalog.IsEventID(fn.Name(), call.Type()):
		return source{value: call, noun: "an id", id: true}, true
	case catalog.Texts.Has(fn), catalog.Numbers.Has(fn):
		return sourceOf(call.Call.Args[0], depth+1)
	case name == "fmt.Sprintf":
		return printed(call, depth)
	}
	return source{}, false
}

// printed returns what makes a formatted text unbounded: one of its operands.
func printed(call *ssa.Call, depth int) (source, bool) {
	operands, _ := literal.Elements(call.Call.Args[1])
	for _, operand := range operands {
		if s, ok := sourceOf(operand, depth+1); ok {
			return s, true
		}
		if isError(operand) {
			return source{value: operand, noun: "an error's text"}, true
		}
	}
	return source{}, false
}

func isError(v ssa.Value) bool {
	boxed, ok := v.(*ssa.ChangeInterface)
	return ok && symbol.IsError(boxed.X.Type())
}
