// Package value answers where an SSA value comes from and where it goes:
// through conversions, single-store cells, phis, tuples and closures.
package value

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
)

// Strip removes conversions that keep the value: changes of type and
// interface, boxing, and assertions.
func Strip(v ssa.Value) ssa.Value {
	for {
		inner := Converted(v)
		if inner == nil {
			return v
		}
		v = inner
	}
}

// Converted returns the operand if v is a conversion of it that keeps the
// value, else nil.
func Converted(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return v.X
	case *ssa.ChangeInterface:
		return v.X
	case *ssa.MakeInterface:
		return v.X
	case *ssa.Convert:
		return v.X
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return v.X
		}
	case *ssa.Extract:
		if assert, ok := v.Tuple.(*ssa.TypeAssert); ok && v.Index == 0 {
			return assert.X
		}
	}
	return nil
}

// Origin follows v back through conversions, loads of single-store cells and
// phis whose operands agree, to the value that was first computed.
func Origin(v ssa.Value) ssa.Value {
	seen := map[ssa.Value]bool{}
	for {
		v = loaded(v, seen)
		phi, ok := v.(*ssa.Phi)
		if !ok {
			return v
		}
		common, ok := agreed(phi, nil, map[*ssa.Phi]bool{})
		if !ok {
			common = onlyEdge(phi)
		}
		if common == nil || seen[common] {
			return v
		}
		v = common
	}
}

// loaded follows v back through conversions and loads of single-store cells.
func loaded(v ssa.Value, seen map[ssa.Value]bool) ssa.Value {
	for {
		v = Strip(v)
		load, ok := v.(*ssa.UnOp)
		if !ok || seen[v] {
			return v
		}
		seen[v] = true
		stored := SingleStore(load)
		if stored == nil {
			return v
		}
		v = stored
	}
}

// agreed returns the value that all operands of a phi, and of the phis among
// them, come from; common is the one found so far.
func agreed(phi *ssa.Phi, common ssa.Value, seen map[*ssa.Phi]bool) (ssa.Value, bool) {
	seen[phi] = true
	for _, edge := range phi.Edges {
		v := loaded(edge, map[ssa.Value]bool{})
		inner, ok := v.(*ssa.Phi)
		switch {
		case ok && seen[inner]:
			// the loop brings it around
		case ok:
			var agree bool
			if common, agree = agreed(inner, common, seen); !agree {
				return nil, false
			}
		case common == nil:
			common = v
		case common != v:
			return nil, false
		}
	}
	return common, true
}

// onlyEdge returns the one operand of a phi that is not the phi itself, or nil.
func onlyEdge(phi *ssa.Phi) ssa.Value {
	var only ssa.Value
	for _, edge := range phi.Edges {
		v := Strip(edge)
		if v == phi || v == only {
			continue
		}
		if only != nil {
			return nil
		}
		only = v
	}
	return only
}

// SingleStore returns the value that a load yields if its cell is written
// exactly once in the whole program, else nil. A closure's captured variable
// is followed to the function that declares it.
func SingleStore(load *ssa.UnOp) ssa.Value {
	if load.Op != token.MUL {
		return nil
	}
	cell := Cell(load.X)
	if cell == nil {
		return nil
	}
	var stored ssa.Value
	ok := EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			if use.Addr != addr || stored != nil {
				return false // the address escapes, or a second store
			}
			stored = use.Val
			return true
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false
	})
	if !ok {
		return nil
	}
	return stored
}

// Cell returns the variable behind an address: an Alloc, reached directly or
// as a captured variable; nil if the address is none of these.
func Cell(addr ssa.Value) *ssa.Alloc {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return addr
	case *ssa.FreeVar:
		if bound := Binding(addr); bound != nil {
			return Cell(bound)
		}
	}
	return nil
}

// Binding returns what the enclosing function binds to a captured variable,
// or nil if the closure is made in more than one place or none.
func Binding(free *ssa.FreeVar) ssa.Value {
	fn := free.Parent()
	if fn.Parent() == nil {
		return nil // a bound method
	}
	var bound ssa.Value
	for mc := range flow.Instrs[*ssa.MakeClosure](fn.Parent()) {
		if mc.Fn != fn {
			continue
		}
		if bound != nil {
			return nil
		}
		bound = mc.Bindings[freeIndex(free)]
	}
	return bound
}

func freeIndex(free *ssa.FreeVar) int {
	for i, other := range free.Parent().FreeVars {
		if other == free {
			return i
		}
	}
	panic("value: free variable not of its function")
}

// EachUse calls visit for every use of the cell's address, in its function
// and in the closures that capture it, with the address as that function sees
// it. It stops and returns false when visit does.
func EachUse(addr ssa.Value, visit func(use ssa.Instruction, addr ssa.Value) bool) bool {
	for _, use := range *addr.Referrers() {
		if !visit(use, addr) {
			return false
		}
		mc, ok := use.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, bound := range mc.Bindings {
			if bound == addr && !EachUse(mc.Fn.(*ssa.Function).FreeVars[i], visit) {
				return false
			}
		}
	}
	return true
}

// Closure returns the closure that v is, through conversions, single-store
// cells and agreeing phis; nil if v is none or not known.
func Closure(v ssa.Value) *ssa.MakeClosure {
	mc, _ := Origin(v).(*ssa.MakeClosure)
	return mc
}

// Function returns the function that a call of v runs: a declared function, a
// literal or a bound method's wrapper; nil if not known.
func Function(v ssa.Value) *ssa.Function {
	switch o := Origin(v).(type) {
	case *ssa.Function:
		return o
	case *ssa.MakeClosure:
		return o.Fn.(*ssa.Function)
	}
	return nil
}

// Receiver returns the receiver of a method call, or nil.
func Receiver(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	if fn := call.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(call.Args) > 0 {
		return call.Args[0]
	}
	return nil
}

// ErrorResult returns the index of the last result of type error in the
// call's results, or -1.
func ErrorResult(sig *types.Signature) int {
	for i := sig.Results().Len() - 1; i >= 0; i-- {
		if types.Identical(sig.Results().At(i).Type(), types.Universe.Lookup("error").Type()) {
			return i
		}
	}
	return -1
}

// Result returns the value of the i-th result of a call, or nil if nothing
// takes it.
func Result(call *ssa.Call, i int) ssa.Value {
	if call.Call.Signature().Results().Len() == 1 {
		if i != 0 || len(*call.Referrers()) == 0 {
			return nil
		}
		return call
	}
	for _, use := range *call.Referrers() {
		if e, ok := use.(*ssa.Extract); ok && e.Index == i && len(*e.Referrers()) > 0 {
			return e
		}
	}
	return nil
}

// IsFalse reports whether v is the constant false.
func IsFalse(v ssa.Value) bool {
	c, ok := Origin(v).(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
}

// IsNil reports whether v is the constant nil.
func IsNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// Signature returns the signature of a function type, or nil.
func Signature(t types.Type) *types.Signature {
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}
