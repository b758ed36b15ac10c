package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// fieldReads returns the struct fields that some function does more with than
// store to.
func fieldReads(funcs []*ssa.Function) map[*types.Var]bool {
	reads := map[*types.Var]bool{}
	for _, fn := range funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch instr := instr.(type) {
				case *ssa.Field:
					reads[fieldOf(instr.X.Type(), instr.Field)] = true
				case *ssa.FieldAddr:
					if !onlyStored(instr) {
						reads[fieldOf(instr.X.Type(), instr.Field)] = true
					}
				}
			}
		}
	}
	return reads
}

func onlyStored(addr *ssa.FieldAddr) bool {
	for _, use := range *addr.Referrers() {
		if store, ok := use.(*ssa.Store); !ok || store.Addr != addr {
			return false
		}
	}
	return true
}

func fieldOf(t types.Type, i int) *types.Var {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying().(*types.Struct).Field(i).Origin()
}

// forgotten returns the unexported field of a type of this package that the
// address is in, if nothing in the package reads it.
func (a *Analysis) forgotten(addr ssa.Value) *types.Var {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	field := fieldOf(fa.X.Type(), fa.Field)
	if field.Exported() || field.Embedded() || field.Pkg() != a.pkg || a.reads[field] {
		return nil
	}
	return field
}
