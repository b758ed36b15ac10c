package trail

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/value"
)

// ReachStruct is Reach for a struct, or a pointer to one: set gets each value that
// is stored in a field of it, and nil where the field's address goes elsewhere;
// visit gets all other uses. A struct that is overwritten as a whole, by another
// than those that it is followed through, is not complete.
func (x *Index) ReachStruct(v ssa.Value, set func(field string, v ssa.Value), visit func(Use) bool) (complete, public bool) {
	whole := true
	seen := map[ssa.Value]bool{}
	complete, public = x.Reach(v, func(use Use) bool {
		seen[use.Value] = true
		switch instr := use.Instr.(type) {
		case *ssa.FieldAddr:
			eachStore(instr, set)
			return true
		case *ssa.Store:
			if instr.Val != use.Value {
				whole = whole && (value.IsZero(instr.Val) || copies(instr.Val, seen))
				return true
			}
		}
		return visit(use)
	})
	return complete && whole, public
}

// eachStore calls set for what is stored in a field.
func eachStore(field *ssa.FieldAddr, set func(string, ssa.Value)) {
	name := value.FieldOf(field).Name()
	for _, use := range *field.Referrers() {
		switch use := use.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if use.Addr == field {
				set(name, use.Val)
			} else {
				set(name, nil)
			}
		default:
			set(name, nil)
		}
	}
}

// copies reports whether v is loaded from one of some addresses.
func copies(v ssa.Value, from map[ssa.Value]bool) bool {
	load, ok := v.(*ssa.UnOp)
	return ok && from[load.X]
}
