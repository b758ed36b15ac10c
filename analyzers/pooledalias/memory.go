package pooledalias

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var (
	gets = symbol.Of("(*sync.Pool).Get")
	puts = symbol.Of("(*sync.Pool).Put")

	bytesOf  = symbol.Of("(*bytes.Buffer).Bytes")
	memoryOf = symbol.Union(bytesOf, symbol.Of("(*bytes.Buffer).AvailableBuffer"))
)

// piece is a pooled object, or memory of it.
type piece struct {
	object ssa.Value // the call that borrows it, or a parameter; nil if the value is something else
	memory ssa.Value // takes memory of the object, or is a slice as a parameter; nil for the object itself
}

// part returns what of a pooled object, or of a parameter, a value is.
func part(v ssa.Value) piece { return partOf(v, true) }

// partOf is part, which looks into the functions of the package or not.
func partOf(v ssa.Value, into bool) piece {
	switch v := v.(type) {
	case *ssa.Parameter:
		if _, ok := v.Type().Underlying().(*types.Slice); ok {
			return piece{v, v}
		}
		return piece{object: v}
	case *ssa.Call:
		return called(v, 0, into)
	case *ssa.TypeAssert:
		return partOf(v.X, into)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.TypeAssert:
			if v.Index == 0 {
				return partOf(tuple.X, into)
			}
		case *ssa.Call:
			return called(tuple, v.Index, into)
		}
	case *ssa.ChangeType:
		return partOf(v.X, into)
	case *ssa.MakeInterface:
		return partOf(v.X, into)
	case *ssa.Slice:
		if p := partOf(v.X, into); p.memory != nil {
			return p
		}
	case *ssa.UnOp:
		return loaded(v, into)
	}
	return piece{}
}

// called returns what the i-th result of a call is.
func called(call *ssa.Call, i int, into bool) piece {
	if builtin, ok := call.Call.Value.(*ssa.Builtin); ok {
		if p := partOf(call.Call.Args[0], into); builtin.Name() == "append" && p.memory != nil {
			return p
		}
		return piece{}
	}
	switch {
	case gets.Calls(&call.Call) || borrows(call.Call.StaticCallee()):
		return piece{object: call}
	case memoryOf.Calls(&call.Call):
		if p := partOf(call.Call.Args[0], into); p.object != nil && p.memory == nil {
			return piece{p.object, call}
		}
	}
	if arg := catalog.SharedMemory(&call.Call); arg != nil && i == 0 {
		if p := partOf(arg, into); p.memory != nil {
			return p
		}
	}
	if into {
		return shared(call, i)
	}
	return piece{}
}

// shared returns what the i-th result of a function of the package is, if it is
// memory of an argument.
func shared(call *ssa.Call, i int) piece {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return piece{}
	}
	for ret := range flow.Instrs[*ssa.Return](fn) {
		inside := partOf(ret.Results[i], false)
		param, ok := inside.object.(*ssa.Parameter)
		if !ok || inside.memory == nil {
			continue
		}
		outside := partOf(call.Call.Args[slices.Index(fn.Params, param)], false)
		switch {
		case inside.memory == param && outside.memory != nil:
			return outside // as a longer or shorter slice
		case inside.memory != param && outside.object != nil && outside.memory == nil:
			return piece{outside.object, call}
		}
	}
	return piece{}
}

// loaded returns what a variable holds, or a slice that the object points to or
// has in a field.
func loaded(load *ssa.UnOp, into bool) piece {
	if load.Op != token.MUL {
		return piece{}
	}
	if stored := value.SingleStore(load); stored != nil {
		return partOf(stored, into)
	}
	if _, ok := load.Type().Underlying().(*types.Slice); !ok {
		return piece{}
	}
	from := load.X
	if field, ok := from.(*ssa.FieldAddr); ok {
		from = field.X
	}
	if p := partOf(from, into); p.object != nil && p.memory == nil {
		return piece{p.object, load}
	}
	return piece{}
}

// borrows reports whether a function of the package returns what it gets from a
// pool.
func borrows(fn *ssa.Function) bool {
	if fn == nil || len(fn.Blocks) == 0 || fn.Signature.Results().Len() != 1 {
		return false
	}
	for ret := range flow.Instrs[*ssa.Return](fn) {
		call, ok := value.Origin(ret.Results[0]).(*ssa.Call)
		if !ok || !gets.Calls(&call.Call) {
			return false
		}
	}
	return true
}

// putBack returns the borrowed object that a call puts back into its pool, or
// nil.
func putBack(call ssa.CallInstruction) *ssa.Call {
	common := call.Common()
	if puts.Calls(common) {
		return wholeObject(common.Args[1])
	}
	fn := value.Function(common.Value)
	if fn == nil || len(fn.Blocks) == 0 {
		return nil
	}
	for put := range flow.Instrs[*ssa.Call](fn) {
		if !puts.Calls(&put.Call) {
			continue
		}
		v := value.Origin(put.Call.Args[1])
		if param, ok := v.(*ssa.Parameter); ok {
			for i, p := range fn.Params {
				if p == param {
					return wholeObject(common.Args[i])
				}
			}
		}
		if _, deferred := call.(*ssa.Defer); deferred && fn.Parent() == call.Parent() {
			return wholeObject(put.Call.Args[1])
		}
	}
	return nil
}

func wholeObject(v ssa.Value) *ssa.Call {
	if p := part(v); p.memory == nil {
		borrowed, _ := p.object.(*ssa.Call)
		return borrowed
	}
	return nil
}

// uses returns the values that an instruction does something with.
func uses(instr ssa.Instruction) []ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Call:
		if puts.Calls(&instr.Call) {
			return nil
		}
		return instr.Call.Args
	case *ssa.Slice:
		return []ssa.Value{instr.X}
	}
	return leaving(instr)
}

// leaving returns the values that an instruction hands out of the function.
// Beside an error nobody looks at them.
func leaving(instr ssa.Instruction) []ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Return:
		if err := errtest.Returned(instr); err != nil && !value.IsNil(err) && errtest.Reports(instr) {
			return nil
		}
		return instr.Results
	case *ssa.Send:
		return []ssa.Value{instr.X}
	case *ssa.Store:
		if outside(instr) {
			return []ssa.Value{instr.Val}
		}
	}
	return nil
}

// outside reports whether a store goes to what others see: a package variable, a
// result, or a field of a struct that is returned.
func outside(store *ssa.Store) bool {
	switch addr := store.Addr.(type) {
	case *ssa.Global:
		return true
	case *ssa.Alloc:
		return isResult(addr) && lasts(store)
	case *ssa.FieldAddr:
		owner, ok := value.Origin(addr.X).(*ssa.Alloc)
		return ok && slices.ContainsFunc(*owner.Referrers(), returns)
	}
	return false
}

// lasts reports whether some way to a return stores nothing else in the variable.
func lasts(store *ssa.Store) bool {
	found := false
	flow.Follow(store.Parent(), store, func(_ flow.Node, instr ssa.Instruction) bool {
		if _, ok := instr.(*ssa.Return); ok {
			found = true
		}
		other, ok := instr.(*ssa.Store)
		return !ok || other.Addr != store.Addr
	}, nil)
	return found
}

// returns reports whether an instruction returns what it uses.
func returns(use ssa.Instruction) bool {
	switch use := use.(type) {
	case *ssa.Return:
		return true
	case *ssa.Store:
		cell, ok := use.Addr.(*ssa.Alloc)
		return ok && isResult(cell)
	}
	return false
}

// isResult reports whether a variable is returned: what a function with deferred
// calls returns is in variables.
func isResult(cell *ssa.Alloc) bool {
	return slices.ContainsFunc(*cell.Referrers(), func(use ssa.Instruction) bool {
		load, ok := use.(*ssa.UnOp)
		if !ok {
			return false
		}
		return slices.ContainsFunc(*load.Referrers(), func(use ssa.Instruction) bool {
			_, ok := use.(*ssa.Return)
			return ok
		})
	})
}
