package consumedbody

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// request is what a function is given of a request: the request itself, or the
// context of a library that has it.
type request struct {
	param *ssa.Parameter
	depth int // of calls from the function that is looked at
}

// deepest is how far functions of the package are followed that are given a
// request.
const deepest = 2

// in is the request as a function gets it that is called with it.
func (r request) in(fn *ssa.Function, arg int) request { return request{fn.Params[arg], r.depth + 1} }

// given returns the one parameter of a function that is a request or has one.
func given(fn *ssa.Function) (request, bool) {
	var found []*ssa.Parameter
	for _, p := range fn.Params {
		if isRequest(p.Type()) || catalog.HasRequest(p.Type()) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return request{}, false
	}
	return request{param: found[0]}, true
}

func isRequest(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && symbol.Is(p.Elem(), "net/http", "Request")
}

// copies are the methods of a request that return another with the same body.
var copies = symbol.Of("(*net/http.Request).WithContext", "(*net/http.Request).Clone")

// is reports whether v is the request, or a copy that has the same body.
func (r request) is(v ssa.Value) bool { return isRequest(v.Type()) && r.same(v, map[ssa.Value]bool{}) }

func (r request) same(v ssa.Value, seen map[ssa.Value]bool) bool {
	v = value.Origin(v)
	if seen[v] {
		return true // a loop brings it around
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Parameter:
		return v == r.param
	case *ssa.Call:
		if copies.Calls(&v.Call) {
			return r.same(v.Call.Args[0], seen)
		}
		return catalog.RequestGetters.Calls(&v.Call) && r.holds(value.Receiver(&v.Call))
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !r.same(edge, seen) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		return v.Op == token.MUL && r.loaded(v.X, seen)
	}
	return false
}

// loaded reports whether what is at an address is the request: in the field of a
// library's context, or in a variable that never holds another.
func (r request) loaded(addr ssa.Value, seen map[ssa.Value]bool) bool {
	if field, ok := addr.(*ssa.FieldAddr); ok {
		return r.holds(field.X) && value.FieldOf(field).Name() == "Request"
	}
	cell := value.Cell(addr)
	if cell == nil {
		return false
	}
	for _, store := range value.Stores(cell) {
		if !r.same(store.Val, seen) {
			return false
		}
	}
	return true
}

// holds reports whether v is the library's context that has the request.
func (r request) holds(v ssa.Value) bool {
	return catalog.HasRequest(v.Type()) && value.Origin(v) == r.param
}

// given reports whether v is the request or has it.
func (r request) given(v ssa.Value) bool { return r.is(v) || r.holds(v) }

// body reports whether v is the body of the request, or a reader around it.
func (r request) body(v ssa.Value) bool { return r.from(v, map[ssa.Value]bool{}) }

func (r request) from(v ssa.Value, seen map[ssa.Value]bool) bool {
	v = value.Origin(v)
	if result, ok := v.(*ssa.Extract); ok && result.Index == 0 {
		v = result.Tuple
	}
	if seen[v] {
		return true // a loop brings it around
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Parameter:
		return v == r.param && !isRequest(v.Type()) && !catalog.HasRequest(v.Type()) // of a function that reads bodies
	case *ssa.UnOp:
		field, ok := v.X.(*ssa.FieldAddr)
		return ok && isBody(field) && r.is(field.X)
	case *ssa.Call:
		i, ok := catalog.Wrapped(&v.Call)
		return ok && r.from(v.Call.Args[i], seen)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !r.from(edge, seen) {
				return false
			}
		}
		return true
	}
	return false
}

// isBody reports whether an address is that of the body of some request.
func isBody(addr *ssa.FieldAddr) bool {
	return isRequest(addr.X.Type()) && value.FieldOf(addr).Name() == "Body"
}
