package lifecycle

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// fields are the places where a package uses the struct fields of its types.
type fields map[*types.Var][]ssa.Value // *ssa.FieldAddr and *ssa.Field

func fieldUses(funcs []*ssa.Function) fields {
	uses := fields{}
	for _, fn := range funcs {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			switch instr := instr.(type) {
			case *ssa.Field:
				field := value.FieldAt(instr.X.Type(), instr.Field)
				uses[field] = append(uses[field], instr)
			case *ssa.FieldAddr:
				field := value.FieldOf(instr)
				uses[field] = append(uses[field], instr)
			}
		}
	}
	return uses
}

// forgotten returns the unexported field of a type of this package that the
// address is in, if nothing in the package ends what is stored there or lets
// it out of sight.
func (a *Analysis) forgotten(o Obligation, addr ssa.Value) *types.Var {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	field := value.FieldOf(fa)
	if field.Exported() || field.Embedded() || field.Pkg() != a.pkg {
		return nil
	}
	for _, use := range a.fields[field] {
		if !a.onlyLooks(o, use) {
			return nil
		}
	}
	return field
}

// onlyLooks reports whether a use of a field stores to it, compares it, or
// calls what uses but does not end it.
func (a *Analysis) onlyLooks(o Obligation, use ssa.Value) bool {
	for _, ref := range *use.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != use {
				return false
			}
		case *ssa.DebugRef:
		case *ssa.BinOp:
			if ref.Op != token.EQL && ref.Op != token.NEQ {
				return false
			}
		case *ssa.UnOp:
			if ref.Op != token.MUL || !a.onlyLooks(o, ref) {
				return false
			}
		case *ssa.MakeInterface:
			if !o.Spec.holds(ref.Type()) || !a.onlyLooks(o.plain(), ref) {
				return false
			}
		case *ssa.FieldAddr:
			if o.Form != Wrapped || !o.Spec.holds(value.FieldOf(ref).Type()) || !a.onlyLooks(o.plain(), ref) {
				return false
			}
		case *ssa.Call:
			if !a.borrows(o, ref, use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// plain is the obligation to end what a wrapper holds.
func (o Obligation) plain() Obligation {
	o.Form = Plain
	return o
}

// borrows reports whether a call uses v without ending it. It may put v into a
// context, if nobody takes it out of there.
func (a *Analysis) borrows(o Obligation, call *ssa.Call, v ssa.Value) bool {
	if value.Receiver(&call.Call) == v && (o.Form == Plain || o.Spec.ends(&call.Call)) {
		return !o.Spec.ends(&call.Call) && !a.local(symbol.Callee(&call.Call))
	}
	if o.Form == Called {
		return false
	}
	t := newTracker(a, o.Spec, call.Parent())
	t.form = o.Form
	for i, arg := range call.Call.Args {
		if x := (&exploration{tracker: t}); arg == v && x.argument(&call.Call, i) != Borrows {
			return false
		}
	}
	if !derives(call.Type()) {
		return true
	}
	t.carry(call)
	return !a.takesOut[o.Spec] && !t.contextTaken()
}
