package chain

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// maxCalls bounds how deep functions of the package are looked into.
const maxCalls = 3

// sink follows the parameter through which a body answers: a response writer,
// a reply to fill, a stream. Wrapping it in a local struct is no answer, nor
// is a closure or a function of the package that only looks at it; any other
// use may be one.
type sink struct {
	shape    *Shape
	pkg      *ssa.Package
	typ      types.Type
	touches  map[ssa.Instruction]bool
	prepares map[ssa.Instruction]bool
	seen     map[ssa.Value]bool
	depth    int  // calls and closures from the body
	returned bool // by the function looked into
}

// sink returns what the link's body does with its sink, if it has one.
func (l *Link) sink() *sink {
	k := (&sink{shape: l.Shape, pkg: l.Body.Pkg, depth: -1}).inner()
	if i := role(l.Shape.Params, Sink); i >= 0 {
		p := params(l.Body)[i]
		k.typ = p.Type()
		k.collect(p)
	}
	return k
}

// inner returns a sink for a function that gets hold of this one.
func (k *sink) inner() *sink {
	return &sink{
		shape: k.shape, pkg: k.pkg, typ: k.typ, depth: k.depth + 1,
		touches:  map[ssa.Instruction]bool{},
		prepares: map[ssa.Instruction]bool{},
		seen:     map[ssa.Value]bool{},
	}
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
	case *ssa.Return:
		if k.depth > 0 {
			k.returned = true
			return
		}
	case *ssa.Call:
		if k.call(use, v) {
			return
		}
	}
	k.touches[use] = true
}

// call follows a call that gets the sink, and returns false if it may answer.
func (k *sink) call(call *ssa.Call, v ssa.Value) bool {
	callee := symbol.Callee(call.Common())
	if k.shape.Prepares.Has(callee) {
		k.prepares[call] = true
	}
	if k.shape.Reads.Has(callee) || k.shape.Prepares.Has(callee) {
		return true
	}
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Pkg != k.pkg || len(fn.Blocks) == 0 || len(fn.FreeVars) > 0 || k.depth == maxCalls {
		return false
	}
	in := k.inner()
	for i, arg := range call.Call.Args {
		if arg == v {
			in.collect(fn.Params[i])
		}
	}
	if len(in.touches) > 0 {
		return false
	}
	if len(in.prepares) > 0 {
		k.prepares[call] = true
	}
	if in.returned {
		k.collect(call) // a constructor of the user's own wrapper
	}
	return true
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

// cell follows a variable that holds the sink, by its address.
func (k *sink) cell(addr ssa.Value) {
	if k.seen[addr] {
		return
	}
	k.seen[addr] = true
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.Store:
		case *ssa.UnOp:
			k.collect(use)
		case *ssa.MakeClosure:
			if !k.harmless(use, addr) {
				k.touches[use] = true
			}
		default:
			k.visit(use, addr)
		}
	}
}

// harmless reports whether a closure that captures the variable only looks at
// the sink, or is deferred and answers only after a panic.
func (k *sink) harmless(mc *ssa.MakeClosure, addr ssa.Value) bool {
	in := k.inner()
	fn := mc.Fn.(*ssa.Function)
	for i, bound := range mc.Bindings {
		if bound == addr {
			in.cell(fn.FreeVars[i])
		}
	}
	for touch := range in.touches {
		if touch.Parent() == fn && onlyDeferred(mc) && panicking(touch.Block()) {
			continue
		}
		return false
	}
	return !in.returned
}

func onlyDeferred(mc *ssa.MakeClosure) bool {
	for _, use := range *mc.Referrers() {
		switch use.(type) {
		case *ssa.Defer, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// panicking reports whether control reaches block only after recover has
// returned a value.
func panicking(block *ssa.BasicBlock) bool {
	return guarded(block, func(x ssa.Value) bool { return isRecover(value.Origin(x)) })
}

// guarded reports whether control reaches block only if a value that match
// accepts is not nil.
func guarded(block *ssa.BasicBlock, match func(ssa.Value) bool) bool {
	for b := block; b.Idom() != nil; b = b.Idom() {
		branch, ok := b.Idom().Instrs[len(b.Idom().Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue
		}
		x, nilEdge, ok := value.NilTest(branch.Cond)
		if ok && match(x) && b.Idom().Succs[1-nilEdge] == b {
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
