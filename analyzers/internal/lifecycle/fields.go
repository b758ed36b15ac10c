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
				field := fieldOf(instr.X.Type(), instr.Field)
				uses[field] = append(uses[field], instr)
			case *ssa.FieldAddr:
				field := fieldOf(instr.X.Type(), instr.Field)
				uses[field] = append(uses[field], instr)
			}
		}
	}
	return uses
}

func fieldOf(t types.Type, i int) *types.Var {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying().(*types.Struct).Field(i).Origin()
}

// forgotten returns the unexported field of a type of this package that the
// address is in, if nothing in the package ends what is stored there or lets
// it out of sight.
func (a *Analysis) forgotten(o Obligation, addr ssa.Value) *types.Var {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	field := fieldOf(fa.X.Type(), fa.Field)
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
// calls methods of what it holds that do not end it.
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
		case *ssa.Call:
			if o.Form != Plain || value.Receiver(&ref.Call) != use || o.Spec.ends(&ref.Call) || a.local(symbol.Callee(&ref.Call)) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
