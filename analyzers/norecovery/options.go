package norecovery

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// options are those of one server, as far as they recover from panics.
type options struct {
	pass          *rule.Pass
	unary, stream bool // an interceptor of that kind recovers
}

// read takes in a list of options. It returns false if one of them is not
// known, or belongs to an interceptor that is not known.
func (o *options) read(list ssa.Value) bool {
	items, ok := elements(list)
	if !ok {
		return false
	}
	for _, item := range items {
		call, ok := value.Origin(item).(*ssa.Call)
		if !ok || !o.option(call) {
			return false
		}
	}
	return true
}

func (o *options) option(call *ssa.Call) bool {
	callee := symbol.Callee(&call.Call)
	if callee == nil || callee.Pkg() == nil || callee.Pkg().Path() != "google.golang.org/grpc" {
		return false // made by a helper or another library
	}
	var recovers *bool
	switch strings.TrimPrefix(callee.Name(), "Chain") {
	case "UnaryInterceptor":
		recovers = &o.unary
	case "StreamInterceptor":
		recovers = &o.stream
	default:
		return true // has nothing to do with panics
	}
	interceptors := call.Call.Args
	if strings.HasPrefix(callee.Name(), "Chain") {
		var ok bool
		if interceptors, ok = elements(call.Call.Args[0]); !ok {
			return false
		}
	}
	for _, interceptor := range interceptors {
		does, known := o.recovers(interceptor)
		if !known {
			return false
		}
		*recovers = *recovers || does
	}
	return true
}

// recovers reports whether an interceptor recovers from the panics of what
// follows.
func (o *options) recovers(interceptor ssa.Value) (recovers, known bool) {
	analysis := o.pass.Summary.Panics()
	if call, ok := value.Origin(interceptor).(*ssa.Call); ok {
		if catalog.RecoveryInterceptors.Calls(&call.Call) {
			return true, true
		}
		facts, known := analysis.Of(call.Call.StaticCallee())
		return facts.Guards, known
	}
	facts, known := analysis.Of(value.Function(interceptor))
	return facts.Guarded, known
}

// elements returns the elements of a list that is written out or built by
// appending, without branches.
func elements(list ssa.Value) (items []ssa.Value, ok bool) {
	switch v := value.Origin(list).(type) {
	case *ssa.Const:
		return nil, v.IsNil()
	case *ssa.Slice:
		array, ok := v.X.(*ssa.Alloc)
		if !ok {
			return nil, false
		}
		return stored(array), true
	case *ssa.Call:
		builtin, ok := v.Call.Value.(*ssa.Builtin)
		if !ok || builtin.Name() != "append" {
			return nil, false
		}
		base, ok := elements(v.Call.Args[0])
		if !ok {
			return nil, false
		}
		more, ok := elements(v.Call.Args[1])
		return append(base, more...), ok
	}
	return nil, false
}

// stored returns what is stored in an array.
func stored(array *ssa.Alloc) []ssa.Value {
	var items []ssa.Value
	for _, use := range *array.Referrers() {
		element, ok := use.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == element {
				items = append(items, store.Val)
			}
		}
	}
	return items
}
