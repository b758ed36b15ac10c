package uncheckedcursor

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// uses are the calls of a result's own methods in the function of its query.
type uses struct {
	nexts, errs []ssa.CallInstruction
	alone       bool // nothing else is done with the result, except that it is closed
}

func usesOf(o lifecycle.Obligation) *uses {
	u := &uses{alone: true}
	for instr := range flow.Instrs[ssa.Instruction](o.Call.Parent()) {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			u.call(instr, o.Value())
		case *ssa.Store:
			if instr.Val == o.Value() && !closedElsewhere(instr) {
				u.alone = false
			}
		}
	}
	return u
}

func (u *uses) call(call ssa.CallInstruction, result ssa.Value) {
	common := call.Common()
	receiver := value.Receiver(common)
	for _, arg := range common.Args {
		if arg != receiver && origin(arg) == result {
			u.alone = false
		}
	}
	switch {
	case receiver == nil || origin(receiver) != result:
	case catalog.NextResult.Calls(common):
		u.nexts = append(u.nexts, call)
	case catalog.CheckedResult.End.Calls(common):
		u.errs = append(u.errs, call)
	}
}

// looks reports whether the call looks at the error, or reads on.
func (u *uses) looks(call ssa.CallInstruction) bool {
	for _, others := range [][]ssa.CallInstruction{u.nexts, u.errs} {
		for _, other := range others {
			if call == other {
				return true
			}
		}
	}
	return false
}

// closers are the methods that close a result. Some tell its error, too.
var closers = symbol.Union(catalog.Rows.End, catalog.Cursor.End)

// closedElsewhere reports whether a result is stored in a local variable, which
// has no other value, and the closures that capture it do nothing but close it.
func closedElsewhere(store *ssa.Store) bool {
	if _, local := store.Addr.(*ssa.Alloc); !local {
		return false
	}
	return value.EachUse(store.Addr, func(use ssa.Instruction, _ ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use == store
		case *ssa.UnOp:
			return use.Parent() == store.Parent() || onlyClosed(use)
		case *ssa.MakeClosure, *ssa.DebugRef:
			return true
		}
		return false
	})
}

// onlyClosed reports whether a value is closed, compared with nil, and nothing else.
func onlyClosed(v ssa.Value) bool {
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case ssa.CallInstruction:
			call := use.Common()
			if value.Receiver(call) != v || !closers.Calls(call) || catalog.CheckedResult.End.Calls(call) {
				return false
			}
		case *ssa.BinOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// origin returns the value that v is, or that has v embedded in it.
func origin(v ssa.Value) ssa.Value {
	v = value.Origin(v)
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return v
	}
	if field, ok := load.X.(*ssa.FieldAddr); ok {
		return value.Origin(field.X)
	}
	return v
}
