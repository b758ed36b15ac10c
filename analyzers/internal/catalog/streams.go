package catalog

import (
	"go/types"
	"iter"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// MethodCalls yields the method calls on values of type t, and the methods'
// names, in the declared function around fn and in all literals in it, deferred
// calls included.
func MethodCalls(fn *ssa.Function, t types.Type) iter.Seq2[ssa.CallInstruction, string] {
	return func(yield func(ssa.CallInstruction, string) bool) {
		for call := range flow.AllInstrs[ssa.CallInstruction](flow.Outermost(fn)) {
			recv, callee := value.Receiver(call.Common()), symbol.Callee(call.Common())
			if recv == nil || callee == nil || !types.Identical(value.Strip(recv).Type(), t) {
				continue
			}
			if !yield(call, callee.Name()) {
				return
			}
		}
	}
}

// OwnerCloses reports whether the function around the call closes, or hands to
// a deferred call, what the stream was opened with: its connection, or a
// client that owns one.
func OwnerCloses(open *ssa.Call) bool {
	owners := map[ssa.Value]bool{}
	if recv := value.Receiver(&open.Call); recv != nil {
		addOwners(recv, owners)
	}
	for _, arg := range open.Call.Args {
		if !symbol.IsContext(arg.Type()) && !isMessage(arg.Type()) {
			addOwners(arg, owners)
		}
	}
	for call := range flow.AllInstrs[ssa.CallInstruction](flow.Outermost(open.Parent())) {
		if closesOneOf(call, owners) {
			return true
		}
	}
	return false
}

// isMessage reports whether t is plain data: a message, or options.
func isMessage(t types.Type) bool {
	return method(t, "ProtoReflect") != nil || method(t, "ProtoMessage") != nil || types.Identical(t, types.Typ[types.String])
}

// addOwners collects v and all that it was made of.
func addOwners(v ssa.Value, owners map[ssa.Value]bool) {
	v = base(v)
	if owners[v] {
		return
	}
	owners[v] = true
	call, ok := v.(*ssa.Call)
	if extract, isExtract := v.(*ssa.Extract); isExtract {
		call, ok = extract.Tuple.(*ssa.Call)
	}
	if !ok {
		return
	}
	if call.Call.IsInvoke() {
		addOwners(call.Call.Value, owners)
	}
	for _, arg := range call.Call.Args {
		if !symbol.IsContext(arg.Type()) && !isMessage(arg.Type()) {
			addOwners(arg, owners)
		}
	}
}

// base returns what v is a part of: a field's struct, an element's slice.
func base(v ssa.Value) ssa.Value {
	for {
		v = value.Origin(v)
		switch part := v.(type) {
		case *ssa.UnOp:
			v = part.X
		case *ssa.FieldAddr:
			v = part.X
		case *ssa.Field:
			v = part.X
		case *ssa.IndexAddr:
			v = part.X
		case *ssa.Lookup:
			v = part.X
		case *ssa.FreeVar:
			bound := value.Binding(part)
			if bound == nil {
				return v
			}
			v = bound
		default:
			return v
		}
	}
}

// closesOneOf reports whether the call is Close, or something like it, of an
// owner or a part of it; is given such a method; or is deferred with an owner.
func closesOneOf(call ssa.CallInstruction, owners map[ssa.Value]bool) bool {
	common := call.Common()
	if callee := symbol.Callee(common); callee != nil && isClose(callee.Name()) {
		if recv := value.Receiver(common); recv != nil && owners[base(recv)] {
			return true
		}
	}
	_, deferred := call.(*ssa.Defer)
	for _, arg := range common.Args {
		if deferred && owners[base(arg)] {
			return true
		}
		mc := value.Closure(arg)
		if mc != nil && len(mc.Bindings) == 1 && mc.Fn.(*ssa.Function).Parent() == nil && owners[base(mc.Bindings[0])] {
			return true // a method value, such as t.Cleanup(conn.Close)
		}
	}
	return false
}

func isClose(name string) bool {
	switch name {
	case "Close", "Stop", "Shutdown", "Disconnect":
		return true
	}
	return false
}
