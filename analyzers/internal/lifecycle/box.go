package lifecycle

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Some lives are a field of what a library hands out: the body of a response.
// The struct around it is a wrapper that the library has made.

// ownMethod reports whether the call is of a method of its first argument that
// belongs to the library of the life: what ends the life is known of it.
func (t *tracker) ownMethod(call *ssa.CallCommon) bool {
	fn := symbol.Callee(call)
	return fn != nil && fn.Pkg() != nil && value.Receiver(call) == call.Args[0] && t.spec.library(fn.Pkg().Path())
}

// library reports whether the package has functions that begin or end the life.
func (s *Spec) library(path string) bool {
	for name := range s.Begin {
		if symbol.Package(name) == path {
			return true
		}
	}
	for name := range s.End {
		if symbol.Package(name) == path {
			return true
		}
	}
	return false
}

// formOf is how the spec's own begin functions hand out a value of type t: a
// struct of the library that embeds the value is a wrapper.
func (s *Spec) formOf(t types.Type) Form {
	form := s.form()
	if form != Plain {
		return form
	}
	for name := range s.End {
		found, index, _ := types.LookupFieldOrMethod(t, false, nil, methodName(name))
		if method, ok := found.(*types.Func); ok && len(index) > 1 && s.End.Has(method) {
			return Wrapped
		}
	}
	return Plain
}

// replaces drops the struct from what holds the life when its field is assigned
// anew. It reports whether the store is of that kind.
func (x *exploration) replaces(store *ssa.Store, s *state) bool {
	field, ok := store.Addr.(*ssa.FieldAddr)
	if !ok || x.spec.Field == "" || !x.is(life, s, field.X) || value.FieldOf(field).Name() != x.spec.Field {
		return false
	}
	box := field.X.Type()
	for v, i := range x.carriers {
		if v != nil && (types.Identical(v.Type(), box) || x.cells[v] && types.Identical(v.Type().Underlying().(*types.Pointer).Elem(), box)) {
			s.holds[life].set(i, false)
		}
	}
	for root := range x.roots[life] {
		if types.Identical(root.Type(), box) {
			s.holds[life].set(x.self, false)
		}
	}
	return true
}

// readers are methods that read on from what their receiver was made of.
var readers = []string{"Read", "ReadByte", "ReadString", "Decode", "Scan", "Token"}

// readsOn reports whether v, made of the life by a call that does not end it,
// reads from it after the function has returned: the duty may have gone along.
func readsOn(v ssa.Value, depth int) bool {
	if depth == 0 || v.Referrers() == nil || !hasReader(v.Type()) {
		return false
	}
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Return, *ssa.MapUpdate, *ssa.Send, *ssa.MakeClosure, *ssa.Go:
			return true
		case *ssa.Store:
			if use.Val == v && !putBack(use) && (!isCell(use.Addr) || capturedAnywhere(use.Addr) || loadReadsOn(use.Addr, depth)) {
				return true
			}
		case ssa.Value:
			if readsOn(use, depth-1) {
				return true
			}
		}
	}
	return false
}

// putBack reports whether a reader is stored in the struct that came with what it
// reads, and the struct goes nowhere but into calls: no one can end through the
// reader what it reads from.
func putBack(store *ssa.Store) bool {
	field, ok := store.Addr.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	boxes := []ssa.Value{field.X}
	if load, ok := field.X.(*ssa.UnOp); ok && load.Op == token.MUL {
		if !isCell(load.X) || capturedByOthers(load.X) {
			return false
		}
		boxes = loadsOf(load.X)
	} else if _, begun := field.X.(*ssa.Extract); !begun {
		return false
	}
	return !slices.ContainsFunc(boxes, leaves)
}

// capturedByOthers reports whether closures other than deferred ones capture a
// variable.
func capturedByOthers(cell ssa.Value) bool {
	return slices.ContainsFunc(*cell.Referrers(), func(use ssa.Instruction) bool {
		mc, ok := use.(*ssa.MakeClosure)
		return ok && !onlyDeferred(mc)
	})
}

func loadsOf(cell ssa.Value) []ssa.Value {
	var loads []ssa.Value
	for _, use := range *cell.Referrers() {
		if load, ok := use.(*ssa.UnOp); ok && load.Op == token.MUL {
			loads = append(loads, load)
		}
	}
	return loads
}

// leaves reports whether a value is used other than by calls, for its fields, or
// to compare it.
func leaves(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(use ssa.Instruction) bool {
		switch use.(type) {
		case *ssa.Call, *ssa.Defer, *ssa.FieldAddr, *ssa.BinOp, *ssa.DebugRef:
			return false
		}
		return true
	})
}

func loadReadsOn(cell ssa.Value, depth int) bool {
	for _, use := range *cell.Referrers() {
		if load, ok := use.(*ssa.UnOp); ok && load.Op == token.MUL && readsOn(load, depth-1) {
			return true
		}
	}
	return false
}

func hasReader(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.Len() > 0 && hasReader(tuple.At(0).Type())
	}
	if _, isFunc := t.Underlying().(*types.Signature); isFunc {
		return true
	}
	return slices.ContainsFunc(readers, func(name string) bool { return symbol.Method(t, name) != nil })
}

// chained returns the receiver of a call that returns its receiver, if values
// of the spec have such methods, else nil.
func (t *tracker) chained(v ssa.Value) ssa.Value {
	call, ok := v.(*ssa.Call)
	if !ok || !t.spec.Chained || call == t.begin {
		return nil
	}
	receiver := value.Receiver(&call.Call)
	if receiver == nil || !types.Identical(receiver.Type(), call.Type()) || t.analysis.local(symbol.Callee(&call.Call)) {
		return nil
	}
	return receiver
}

// failed reports whether v is the error field of a value just begun.
func (t *tracker) failed(s *state, v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok || t.spec.ErrorField == "" {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	return ok && value.FieldOf(field).Name() == t.spec.ErrorField && t.chained(field.X) == nil && t.is(life, s, field.X)
}
