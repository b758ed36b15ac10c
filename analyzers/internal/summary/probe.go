package summary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// probes reports whether a call binds a port only to let it go: its function
// closes the listener, and does nothing with it beside asking for its address.
// That is how people look for a free port.
func probes(call ssa.CallInstruction) bool {
	made, ok := call.(*ssa.Call)
	if !ok {
		return false
	}
	listener := value.Result(made, 0)
	if listener == nil {
		return false
	}
	p := probe{seen: map[ssa.Value]bool{}}
	return p.harmless(listener) && p.closed
}

// probe is what is known of the uses of one listener.
type probe struct {
	closed bool
	seen   map[ssa.Value]bool
}

// harmless reports whether all uses of a listener leave it in the function.
func (p *probe) harmless(listener ssa.Value) bool {
	if p.seen[listener] {
		return true
	}
	p.seen[listener] = true
	for _, use := range *listener.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if !p.variable(use, listener) {
				return false
			}
		case ssa.CallInstruction:
			if value.Receiver(use.Common()) != listener || !p.method(use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// variable reports whether a listener is stored in a variable whose uses are
// harmless too.
func (p *probe) variable(store *ssa.Store, listener ssa.Value) bool {
	cell := value.Cell(store.Addr)
	if store.Val != listener || cell == nil {
		return false
	}
	return value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use.Addr == addr
		case *ssa.UnOp:
			return p.harmless(use)
		case *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false
	})
}

// method notes a Close, and reports whether the method called is harmless.
func (p *probe) method(call ssa.CallInstruction) bool {
	fn := symbol.Callee(call.Common())
	if fn == nil {
		return false
	}
	p.closed = p.closed || fn.Name() == "Close"
	return fn.Name() == "Close" || fn.Name() == "Addr"
}
