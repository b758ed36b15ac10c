package spin

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Origin returns the instruction that yields what a call reads from, its
// receiver, nil if that is from outside the function; ok is false if it may
// change out of sight.
func Origin(pass *rule.Pass, call *ssa.Call) (opened ssa.Instruction, ok bool) {
	switch v := value.Origin(value.Receiver(&call.Call)).(type) {
	case *ssa.Parameter:
		return nil, true
	case *ssa.UnOp:
		field, isField := v.X.(*ssa.FieldAddr)
		return nil, isField && settled(pass, field)
	case ssa.Instruction:
		if v.Parent() != call.Parent() {
			return nil, true // captured, and assigned once
		}
		return v, true
	}
	return nil, false
}

// settled reports whether a field is written once, for every new value of its
// type: in a composite literal, or on a value that was just made.
func settled(pass *rule.Pass, field *ssa.FieldAddr) bool {
	v := value.FieldOf(field)
	if v.Exported() && v.Pkg() != pass.Pkg || v.Exported() && !v.Embedded() {
		return false // other packages may write it
	}
	writes := 0
	for _, fn := range pass.Funcs() {
		for addr := range flow.Instrs[*ssa.FieldAddr](fn) {
			if value.FieldOf(addr) != v {
				continue
			}
			for _, use := range *addr.Referrers() {
				switch use := use.(type) {
				case *ssa.UnOp, *ssa.DebugRef:
				case *ssa.Store:
					writes++
					if _, fresh := value.Origin(addr.X).(*ssa.Alloc); !fresh || use.Addr != addr {
						return false
					}
				default:
					return false // its address leaves
				}
			}
		}
	}
	return writes == 1
}
