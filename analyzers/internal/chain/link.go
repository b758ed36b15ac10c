package chain

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Link is a function that a library calls between itself and a handler.
type Link struct {
	Shape *Shape
	Body  *ssa.Function  // runs once per request
	Next  *ssa.Parameter // of Body, or of the constructor that returns it
	Exact bool           // a constructor takes next alone and returns the body alone

	uses      map[ssa.Instruction]bool // instructions of Body that use next
	elsewhere bool                     // code outside Body uses next too
}

// Of returns the link that fn is the body of, if it has one of the shapes.
// Next must have a name: a parameter called _ is left out on purpose.
func Of(fn *ssa.Function, shapes []Shape) (*Link, bool) {
	if len(fn.Blocks) == 0 {
		return nil, false
	}
	for i := range shapes {
		shape := &shapes[i]
		if !shape.Fits(fn.Signature) {
			continue
		}
		l := &Link{Shape: shape, Body: fn, uses: map[ssa.Instruction]bool{}}
		l.Next, l.Exact = shape.find(fn)
		if l.Next == nil || !named(l.Next) {
			continue
		}
		l.collect(l.Next)
		return l, true
	}
	return nil, false
}

func named(p *ssa.Parameter) bool {
	obj := p.Object()
	return obj != nil && obj.Name() != "" && obj.Name() != "_"
}

// find returns the parameter that is next for the body fn.
func (s *Shape) find(fn *ssa.Function) (next *ssa.Parameter, exact bool) {
	if i := role(s.Params, Next); i >= 0 {
		return params(fn)[i], true
	}
	constructor := fn.Parent()
	if constructor == nil || !returned(fn) {
		return nil, false
	}
	i, exact := s.next(constructor.Signature)
	if i < 0 {
		return nil, false
	}
	return params(constructor)[i], exact
}

// params returns the parameters of fn without its receiver.
func params(fn *ssa.Function) []*ssa.Parameter {
	if fn.Signature.Recv() != nil {
		return fn.Params[1:]
	}
	return fn.Params
}

// returned reports whether the literal fn is what its function returns.
func returned(fn *ssa.Function) bool {
	for mc := range flow.Instrs[*ssa.MakeClosure](fn.Parent()) {
		if mc.Fn == fn && leaves(mc, map[ssa.Value]bool{}) {
			return true
		}
	}
	return leaves(fn, map[ssa.Value]bool{}) // it captures nothing
}

// leaves reports whether v is returned, directly, converted or from a variable.
func leaves(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false // a loop brings it around
	}
	seen[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Return:
			return true
		case *ssa.ChangeType, *ssa.MakeInterface, *ssa.Phi:
			if leaves(use.(ssa.Value), seen) {
				return true
			}
		case *ssa.Store:
			if cell, ok := use.Addr.(*ssa.Alloc); ok && use.Val == v && loadLeaves(cell, seen) {
				return true
			}
		}
	}
	return false
}

func loadLeaves(cell *ssa.Alloc, seen map[ssa.Value]bool) bool {
	for _, use := range *cell.Referrers() {
		if load, ok := use.(*ssa.UnOp); ok && leaves(load, seen) {
			return true
		}
	}
	return false
}

// Used reports whether any code uses next.
func (l *Link) Used() bool { return len(l.uses) > 0 || l.elsewhere }

// collect records the uses of v, which is next or a copy of it. Comparing it
// and, in a constructor, returning it say nothing of the body.
func (l *Link) collect(v ssa.Value) {
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
			continue
		case *ssa.Store:
			if cell, ok := use.Addr.(*ssa.Alloc); ok && v == l.Next {
				l.collectCell(cell)
				continue
			}
		case *ssa.ChangeType, *ssa.MakeInterface:
			if use.Parent() != l.Body {
				l.collect(use.(ssa.Value))
				continue
			}
		case *ssa.Return:
			if use.Parent() != l.Body {
				continue // the constructor leaves itself out of the chain
			}
		}
		l.use(use)
	}
}

// collectCell records the uses of the variable that holds next. The store at
// the entry, which puts it there, is none.
func (l *Link) collectCell(cell *ssa.Alloc) {
	value.EachUse(cell, func(use ssa.Instruction, _ ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.UnOp:
			l.collect(use)
		case *ssa.Store:
			if use.Parent() == l.Body && use.Val != l.Next {
				l.use(use)
			}
		case *ssa.MakeClosure:
			if use.Parent() == l.Body {
				l.use(use)
			}
		case *ssa.DebugRef:
		default:
			l.use(use)
		}
		return true
	})
}

// use records an instruction that uses next. What a closure within the body
// does with it counts where the body makes the closure.
func (l *Link) use(instr ssa.Instruction) {
	switch {
	case instr.Parent() == l.Body:
		l.uses[instr] = true
	case !within(instr.Parent(), l.Body):
		l.elsewhere = true
	}
}

func within(fn, outer *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}

// Object returns the variable that the user calls next.
func (l *Link) Object() types.Object { return l.Next.Object() }
