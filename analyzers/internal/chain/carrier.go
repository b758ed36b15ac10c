package chain

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Carrier returns what a call of next hands on the context with: the context
// itself, the request or the stream that carries it, as the index of an
// argument and the value to follow. It returns -1 if the call hands on no
// context, or one that is not known.
func (l *Link) Carrier(call ssa.CallInstruction) (arg int, carrier ssa.Value) {
	args := call.Common().Args
	if recv := value.Receiver(call.Common()); recv != nil && !call.Common().IsInvoke() {
		args = args[1:]
	}
	for i, arg := range args {
		switch {
		case symbol.IsContext(arg.Type()), symbol.Is(arg.Type(), "net/http", "Request"):
			return i, arg
		case l.Shape.SetRequest != nil:
			if request := l.request(call, arg); request != nil {
				return i, request
			}
		case l.Shape.Streams != nil:
			if ctx := l.streamContext(arg); ctx != nil {
				return i, ctx
			}
		}
	}
	return -1, nil
}

// request returns the request that the body gives to the context object c
// before it calls next: the only one, on every path to the call.
func (l *Link) request(next ssa.CallInstruction, c ssa.Value) ssa.Value {
	var set ssa.CallInstruction
	for call := range flow.Instrs[ssa.CallInstruction](l.Body) {
		if !l.Shape.SetRequest.Calls(call.Common()) {
			continue
		}
		recv := value.Receiver(call.Common())
		if set != nil || recv == nil || value.Origin(recv) != value.Origin(c) {
			return nil
		}
		set = call
	}
	if set == nil || next.Parent() != l.Body || !flow.Precedes(set, next) {
		return nil
	}
	args := set.Common().Args
	return args[len(args)-1]
}

// streamContext returns the context that a wrapped stream returns from its
// Context method: the value stored in the field that the method returns.
func (l *Link) streamContext(stream ssa.Value) ssa.Value {
	wrapper := value.Origin(stream)
	if load, ok := wrapper.(*ssa.UnOp); ok {
		wrapper = load.X // wrapped by value
	}
	t := wrapper.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	field, ok := l.Shape.Streams[form(named)]
	if !ok {
		field = l.contextField(named)
	}
	if field == "" || wrapper.Referrers() == nil {
		return nil
	}
	if ctx := stored(wrapper, field); ctx != nil {
		return ctx
	}
	if call, ok := wrapper.(*ssa.Call); ok {
		return constructed(call, field)
	}
	return nil
}

// constructed returns the argument that a constructor of the same package
// stores in the named field of what it returns.
func constructed(call *ssa.Call, field string) ssa.Value {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Pkg != call.Parent().Pkg || len(fn.Blocks) != 1 {
		return nil
	}
	ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) == 0 {
		return nil
	}
	made, ok := value.Origin(ret.Results[0]).(*ssa.Alloc)
	if !ok {
		return nil
	}
	param, ok := stored(made, field).(*ssa.Parameter)
	if !ok {
		return nil
	}
	return call.Call.Args[slices.Index(fn.Params, param)]
}

// contextField returns the field that the type's own Context method returns,
// if the method is in the code that is analysed.
func (l *Link) contextField(named *types.Named) string {
	for method := range named.Methods() {
		if method.Name() != "Context" {
			continue
		}
		body := l.Body.Prog.FuncValue(method)
		if body == nil || len(body.Blocks) != 1 {
			return ""
		}
		ret, ok := body.Blocks[0].Instrs[len(body.Blocks[0].Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) != 1 {
			return ""
		}
		return fieldName(value.Strip(ret.Results[0]))
	}
	return ""
}

// fieldName returns the name of the field that v is read from, or "".
func fieldName(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.UnOp:
		if addr, ok := v.X.(*ssa.FieldAddr); ok {
			return value.FieldOf(addr).Name()
		}
	case *ssa.Field:
		return value.FieldAt(v.X.Type(), v.Field).Name()
	}
	return ""
}

// stored returns the only value stored in the named field of the struct that
// v points to.
func stored(v ssa.Value, field string) ssa.Value {
	var found ssa.Value
	for _, use := range *v.Referrers() {
		addr, ok := use.(*ssa.FieldAddr)
		if !ok || value.FieldOf(addr).Name() != field {
			continue
		}
		for _, use := range *addr.Referrers() {
			store, ok := use.(*ssa.Store)
			if !ok || store.Addr != addr {
				continue
			}
			if found != nil {
				return nil
			}
			found = store.Val
		}
	}
	return found
}
