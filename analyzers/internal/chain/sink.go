package chain

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// sink follows the parameter through which a body answers: a response writer,
// a reply to fill, a stream. Wrapping it in a local struct is no answer; any
// call, capture or escape may be one.
type sink struct {
	body     *ssa.Function
	shape    *Shape
	typ      types.Type
	touches  map[ssa.Instruction]bool
	prepares map[ssa.Instruction]bool
	seen     map[ssa.Value]bool
}

// sink returns what the link's body does with its sink, if it has one.
func (l *Link) sink() *sink {
	k := &sink{
		body: l.Body, shape: l.Shape,
		touches:  map[ssa.Instruction]bool{},
		prepares: map[ssa.Instruction]bool{},
		seen:     map[ssa.Value]bool{},
	}
	if i := role(l.Shape.Params, Sink); i >= 0 {
		p := params(l.Body)[i]
		k.typ = p.Type()
		k.collect(p)
	}
	return k
}

func (k *sink) collect(v ssa.Value) {
	if k.seen[v] {
		return
	}
	k.seen[v] = true
	for _, use := range *v.Referrers() {
		k.visit(use, v)
	}
}

func (k *sink) visit(use ssa.Instruction, v ssa.Value) {
	switch use := use.(type) {
	case *ssa.DebugRef, *ssa.BinOp:
		return
	case *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.ChangeType, *ssa.Phi:
		k.collect(use.(ssa.Value))
		return
	case *ssa.FieldAddr:
		k.field(use)
		return
	case *ssa.Store:
		if k.wrap(use, v) {
			return
		}
	case *ssa.Call:
		if callee := symbol.Callee(use.Common()); k.shape.Reads.Has(callee) {
			return
		} else if k.shape.Prepares.Has(callee) {
			k.prepares[use] = true
			return
		}
	}
	k.touches[use] = true
}

// wrap follows a store of the sink, or of a struct that wraps it, into a
// variable or into a field of a local struct.
func (k *sink) wrap(store *ssa.Store, v ssa.Value) bool {
	if store.Val != v {
		return true // another value replaces a wrapped one
	}
	switch addr := store.Addr.(type) {
	case *ssa.Alloc:
		k.cell(addr)
		return true
	case *ssa.FieldAddr:
		if base, ok := addr.X.(*ssa.Alloc); ok {
			k.collect(base)
			return true
		}
	}
	return false
}

// field follows a field of a struct that wraps the sink: other fields, such as
// a recorded status, are the user's own.
func (k *sink) field(addr *ssa.FieldAddr) {
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.Store:
		case *ssa.UnOp:
			if types.Identical(use.Type(), k.typ) {
				k.collect(use)
			}
		default:
			k.touches[use] = true
		}
	}
}

// cell follows a variable that holds the sink. A closure that captures it
// touches it, unless it is deferred and does so only after a panic.
func (k *sink) cell(cell *ssa.Alloc) {
	if k.seen[cell] {
		return
	}
	k.seen[cell] = true
	for _, use := range *cell.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.Store:
		case *ssa.UnOp:
			k.collect(use)
		case *ssa.MakeClosure:
			if !onlyOnPanic(use, cell) {
				k.touches[use] = true
			}
		default:
			k.visit(use, cell)
		}
	}
}

// onlyOnPanic reports whether the closure is deferred and uses the variable
// only where recover has returned a value.
func onlyOnPanic(mc *ssa.MakeClosure, cell *ssa.Alloc) bool {
	for _, use := range *mc.Referrers() {
		switch use.(type) {
		case *ssa.Defer, *ssa.DebugRef:
		default:
			return false
		}
	}
	for i, bound := range mc.Bindings {
		if bound != cell {
			continue
		}
		for _, use := range *mc.Fn.(*ssa.Function).FreeVars[i].Referrers() {
			if !panicking(use.Block()) {
				return false
			}
		}
	}
	return true
}

// panicking reports whether control reaches block only after recover has
// returned a value.
func panicking(block *ssa.BasicBlock) bool {
	for b := block; b.Idom() != nil; b = b.Idom() {
		branch, ok := b.Idom().Instrs[len(b.Idom().Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue
		}
		x, nilEdge, ok := nilTest(branch.Cond)
		if ok && isRecover(value.Origin(x)) && b.Idom().Succs[1-nilEdge] == b {
			return true
		}
	}
	return false
}

func isRecover(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "recover"
}

// nilTest returns what cond compares with nil, and which edge of a branch on
// cond is taken when it is nil.
func nilTest(cond ssa.Value) (x ssa.Value, edge int, ok bool) {
	b, ok := cond.(*ssa.BinOp)
	if !ok || b.Op != token.EQL && b.Op != token.NEQ {
		return nil, 0, false
	}
	x = b.X
	if value.IsNil(x) {
		x = b.Y
	} else if !value.IsNil(b.Y) {
		return nil, 0, false
	}
	if b.Op == token.NEQ {
		edge = 1
	}
	return x, edge, true
}
