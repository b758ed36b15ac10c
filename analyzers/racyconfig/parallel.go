package racyconfig

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/config"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// parallel knows what runs at the same time in a package.
type parallel struct {
	finder  *handler.Finder
	started map[*ssa.Function]*ssa.Go
}

// goroutines returns the functions that go statements start.
func goroutines(funcs []*ssa.Function) map[*ssa.Function]*ssa.Go {
	started := map[*ssa.Function]*ssa.Go{}
	for _, fn := range funcs {
		for start := range flow.Instrs[*ssa.Go](fn) {
			if callee := start.Call.StaticCallee(); callee != nil {
				started[callee] = start
			}
		}
	}
	return started
}

// goroutine returns the go statement that runs a function or one around it.
func (p *parallel) goroutine(fn *ssa.Function) *ssa.Go {
	for ; fn != nil; fn = fn.Parent() {
		if start := p.started[fn]; start != nil {
			return start
		}
	}
	return nil
}

// start returns the instruction from which on a write may happen at any time;
// ok is false if there is none. Handlers may run at any time, from no
// instruction of the package on.
func (p *parallel) start(write config.Access) (start ssa.Instruction, ok bool) {
	if _, direct := write.Call.(*ssa.Go); direct || write.Kind == config.WritesLater {
		return write.Call, true
	}
	if start := p.goroutine(write.Call.Parent()); start != nil {
		return start, true
	}
	return nil, p.handles(write.Call.Parent())
}

func (p *parallel) handles(fn *ssa.Function) bool {
	_, ok := p.finder.Around(fn)
	return ok
}

// races reports whether a read certainly may come while a write is going on.
func (p *parallel) races(write, read config.Access) bool {
	start, ok := p.start(write)
	if !ok {
		return false
	}
	fn := read.Call.Parent()
	own, other := p.goroutine(write.Call.Parent()), p.goroutine(fn)
	switch {
	case p.handles(fn):
		return true
	case other != nil:
		return other != own
	case start == nil || start.Parent() != fn:
		return false // it may be over when the write begins
	}
	return flow.Leads(start, read.Call) && !waits(fn)
}

// waits reports whether a function waits for something.
func waits(fn *ssa.Function) bool {
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			if instr.Op == token.ARROW {
				return true
			}
		case *ssa.Select:
			return true
		case *ssa.Call:
			if callee := symbol.Callee(&instr.Call); callee != nil && callee.Name() == "Wait" {
				return true
			}
		}
	}
	return false
}
