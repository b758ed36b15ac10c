package dead

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/order"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// end is a place behind which a context has ended.
type end struct {
	kind     Kind
	instr    ssa.Instruction
	block    *ssa.BasicBlock // the end holds from its beginning, or nil: behind instr
	deferred bool            // it comes when the function returns
	of       func(ctx ssa.Value) bool
}

// before reports whether the end comes before an instruction runs, on every
// path.
func (e end) before(at ssa.Instruction) bool {
	d, deferred := at.(*ssa.Defer)
	switch {
	case deferred && e.deferred:
		return follows(d, e.instr) // the last deferred call runs first
	case deferred:
		return e.beforeExits(d)
	case e.deferred:
		return false
	case e.block != nil:
		return e.block.Dominates(at.Block())
	}
	return flow.Precedes(e.instr, at)
}

// beforeExits reports whether the end comes before every return that a
// deferred call is run by.
func (e end) beforeExits(d *ssa.Defer) bool {
	exits := false
	for _, block := range d.Parent().Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || block == d.Parent().Recover || !flow.Precedes(d, ret) && !flow.Reaches([]*ssa.BasicBlock{d.Block()}, block) {
			continue
		}
		exits = true
		if e.block != nil && !e.block.Dominates(block) || e.block == nil && !flow.Precedes(e.instr, ret) {
			return false
		}
	}
	return exits
}

// follows reports whether b always runs once a has: it is behind it in the same
// block.
func follows(a, b ssa.Instruction) bool { return a.Block() == b.Block() && flow.Precedes(a, b) }

// endsOf returns the ends of contexts in a function, in block order.
func (f *Finder) endsOf(fn *ssa.Function) []end {
	if ends, ok := f.ends[fn]; ok {
		return ends
	}
	var ends []end
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		if e, ok := endOf(instr); ok {
			ends = append(ends, e)
		}
	}
	f.ends[fn] = ends
	return ends
}

// endOf returns the end of a context that an instruction is.
func endOf(instr ssa.Instruction) (end, bool) {
	switch instr := instr.(type) {
	case *ssa.Call:
		if groupWait.Calls(&instr.Call) {
			group := value.Origin(instr.Call.Args[0])
			return end{kind: Waited, instr: instr, of: func(ctx ssa.Value) bool { return madeWith(ctx, group) }}, true
		}
		if cancel := cancelled(&instr.Call); cancel != nil {
			return end{kind: Cancelled, instr: instr, of: func(ctx ssa.Value) bool { return madeWith(ctx, cancel) }}, true
		}
	case *ssa.Defer:
		return deferredEnd(instr)
	case *ssa.UnOp:
		if ctx := DoneOf(instr.X); ctx != nil && instr.Op == token.ARROW {
			return end{kind: Done, instr: instr, of: func(v ssa.Value) bool { return same(v, ctx) }}, true
		}
	case *ssa.If:
		ctx, ended := ContextTest(instr.Cond)
		if ctx == nil {
			return end{}, false
		}
		succ := instr.Block().Succs[1]
		if ended {
			succ = instr.Block().Succs[0]
		}
		if len(succ.Preds) == 1 {
			return end{kind: Done, instr: instr, block: succ, of: func(v ssa.Value) bool { return same(v, ctx) }}, true
		}
	}
	return end{}, false
}

// deferredEnd returns the end that a deferred call brings: of a cancel
// function, or of a closure that always calls one.
func deferredEnd(d *ssa.Defer) (end, bool) {
	if cancel := cancelled(&d.Call); cancel != nil {
		return end{kind: Cancelled, instr: d, deferred: true, of: func(ctx ssa.Value) bool { return madeWith(ctx, cancel) }}, true
	}
	fn := value.Function(d.Call.Value)
	if fn == nil || fn.Parent() == nil || len(fn.Blocks) == 0 {
		return end{}, false
	}
	return end{kind: Cancelled, instr: d, deferred: true, of: func(ctx ssa.Value) bool {
		return order.Always(fn, func(call ssa.CallInstruction) bool {
			cancel := cancelled(call.Common())
			return cancel != nil && madeWith(ctx, cancel)
		})
	}}, true
}

// groupWait waits for a group's goroutines and then cancels its context.
var groupWait = symbol.Of("(*golang.org/x/sync/errgroup.Group).Wait")

// cancelled returns the cancel function that is called, or nil.
func cancelled(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() || call.StaticCallee() != nil {
		return nil
	}
	cancel, ok := value.Origin(call.Value).(*ssa.Extract)
	if !ok || !isCancel(cancel.Type()) {
		return nil
	}
	return cancel
}

func isCancel(t types.Type) bool {
	return symbol.Is(t, "context", "CancelFunc") || symbol.Is(t, "context", "CancelCauseFunc")
}

// madeWith reports whether a context came from the same call as what ends it.
func madeWith(ctx, ender ssa.Value) bool {
	a, ok := ctx.(*ssa.Extract)
	if !ok {
		return false
	}
	b, ok := ender.(*ssa.Extract)
	return ok && a.Tuple == b.Tuple && symbol.IsContext(a.Type())
}

// same reports whether two values are the same context: one value, the same
// field of one struct, or what the same method of one value returns.
func same(a, b ssa.Value) bool {
	a, b = Origin(a), Origin(b)
	if a == b {
		return true
	}
	switch x := a.(type) {
	case *ssa.UnOp:
		y, ok := b.(*ssa.UnOp)
		return ok && x.Op == token.MUL && y.Op == token.MUL && samePlace(x.X, y.X) && !written(x.X)
	case *ssa.Call:
		y, ok := b.(*ssa.Call)
		return ok && sameGetter(&x.Call, &y.Call)
	}
	return false
}

func samePlace(a, b ssa.Value) bool {
	x, okX := a.(*ssa.FieldAddr)
	y, okY := b.(*ssa.FieldAddr)
	if !okX || !okY {
		return a == b
	}
	return x.Field == y.Field && (same(x.X, y.X) || samePlace(x.X, y.X))
}

// written reports whether the function assigns the field anew.
func written(addr ssa.Value) bool {
	field, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return true
	}
	for store := range flow.Instrs[*ssa.Store](field.Parent()) {
		if samePlace(store.Addr, field) {
			return true
		}
	}
	return false
}

// sameGetter reports whether two calls ask the same value for its context.
func sameGetter(a, b *ssa.CallCommon) bool {
	fn := symbol.Callee(a)
	if fn == nil || fn != symbol.Callee(b) || fn.Name() != "Context" || fn.Signature().Params().Len() > 0 {
		return false
	}
	x, y := value.Receiver(a), value.Receiver(b)
	return x != nil && y != nil && same(x, y)
}
