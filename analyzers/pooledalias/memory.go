package pooledalias

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

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
	object *ssa.Call       // borrows it; nil if the value is something else
	memory ssa.Instruction // takes memory of the object; nil for the object itself
}

// part returns what of a pooled object a value is.
func part(v ssa.Value) piece {
	switch v := v.(type) {
	case *ssa.Call:
		return called(v)
	case *ssa.TypeAssert:
		return part(v.X)
	case *ssa.Extract:
		if assert, ok := v.Tuple.(*ssa.TypeAssert); ok && v.Index == 0 {
			return part(assert.X)
		}
	case *ssa.ChangeType:
		return part(v.X)
	case *ssa.MakeInterface:
		return part(v.X)
	case *ssa.Slice:
		if p := part(v.X); p.memory != nil {
			return p
		}
	case *ssa.UnOp:
		return loaded(v)
	}
	return piece{}
}

func called(call *ssa.Call) piece {
	if builtin, ok := call.Call.Value.(*ssa.Builtin); ok {
		if p := part(call.Call.Args[0]); builtin.Name() == "append" && p.memory != nil {
			return p
		}
		return piece{}
	}
	switch {
	case gets.Calls(&call.Call) || borrows(call.Call.StaticCallee()):
		return piece{object: call}
	case memoryOf.Calls(&call.Call):
		if p := part(call.Call.Args[0]); p.object != nil && p.memory == nil {
			return piece{p.object, call}
		}
	}
	return piece{}
}

// loaded returns what a variable holds, or a slice that the object points to or
// has in a field.
func loaded(load *ssa.UnOp) piece {
	if load.Op != token.MUL {
		return piece{}
	}
	if stored := value.SingleStore(load); stored != nil {
		return part(stored)
	}
	if _, ok := load.Type().Underlying().(*types.Slice); !ok {
		return piece{}
	}
	from := load.X
	if field, ok := from.(*ssa.FieldAddr); ok {
		from = field.X
	}
	if p := part(from); p.object != nil && p.memory == nil {
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
		return p.object
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
func leaving(instr ssa.Instruction) []ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Return:
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
