package lostclientstream

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// replay runs along the path of a leak once more, this time with the values
// that phis, variables and fields have on it. The life's own exploration tells
// which paths there are; this tells whether the stream is certainly open at
// the end of one: the last receive has succeeded, or nobody asked.
type replay struct {
	stream lifecycle.Life
	leak   lifecycle.Problem
	values map[ssa.Value]ssa.Value // phis and loads
	memory map[place]ssa.Value
	nils   map[ssa.Value]bool // what has been compared with nil, and the outcome

	last    *ssa.Call // the call that opened the stream, or the last receive
	tested  bool      // its error is nil
	decided bool      // something was decided after it
}

// place is a variable, or a field of one.
type place struct {
	base  ssa.Value
	field int
}

// certain reports whether the stream is open at the end of the path.
func certain(stream lifecycle.Life, leak lifecycle.Problem) bool {
	r := &replay{
		stream: stream, leak: leak, last: stream.Call,
		values: map[ssa.Value]ssa.Value{}, memory: map[place]ssa.Value{}, nils: map[ssa.Value]bool{},
	}
	block, started := stream.Call.Block(), false
	path := leak.Path
	for range flow.Limit {
		for _, instr := range block.Instrs {
			if started && instr == leak.At {
				return r.tested || !r.decided
			}
			if started {
				r.step(instr)
			}
			started = started || instr == stream.Call
		}
		next := 0
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			if len(path) == 0 || path[0].If != branch || !r.decide(path[0]) {
				return false
			}
			if !path[0].Taken {
				next = 1
			}
			path = path[1:]
		}
		if len(block.Succs) <= next {
			return false
		}
		r.enter(block, next)
		block = block.Succs[next]
	}
	return false
}

// enter gives the phis of a block the values that they have behind an edge.
func (r *replay) enter(from *ssa.BasicBlock, i int) {
	pred := flow.PredIndex(from, i)
	taken := map[ssa.Value]ssa.Value{}
	for _, instr := range from.Succs[i].Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		taken[phi] = r.value(phi.Edges[pred])
	}
	for phi, v := range taken {
		r.values[phi] = v
	}
}

// value returns what v is on the path.
func (r *replay) value(v ssa.Value) ssa.Value {
	v = value.Strip(v)
	if known, ok := r.values[v]; ok {
		return known
	}
	return v
}

func (r *replay) step(instr ssa.Instruction) {
	if v, ok := instr.(ssa.Value); ok {
		delete(r.nils, v) // computed anew
	}
	switch instr := instr.(type) {
	case *ssa.Store:
		r.memory[placeOf(instr.Addr)] = r.value(instr.Val)
	case *ssa.UnOp:
		delete(r.values, instr)
		if stored, ok := r.memory[placeOf(instr.X)]; ok && instr.Op == token.MUL {
			r.values[instr] = stored
		}
	case *ssa.Call:
		if callee := symbol.Callee(&instr.Call); callee != nil && catalog.Receives(callee.Name()) && catalog.Stream.Drain(callee) {
			r.last, r.tested, r.decided = instr, false, false
		}
	}
}

func placeOf(addr ssa.Value) place {
	if f, ok := addr.(*ssa.FieldAddr); ok {
		return place{f.X, f.Field}
	}
	return place{addr, -1}
}

// decide takes note of a branch. It returns false if the path cannot be taken,
// or says that the stream has ended.
func (r *replay) decide(b flow.Branch) bool {
	cond, taken := b.If.Cond, b.Taken
	for {
		cond = r.value(cond)
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		cond, taken = not.X, !taken
	}
	r.decided = true
	switch c := cond.(type) {
	case *ssa.Const:
		outcome, ok := flow.Decided(c)
		return !ok || outcome == taken
	case *ssa.Call:
		r.tested = r.tested || c == r.last && taken // Receive
		return c != r.last || taken
	case *ssa.BinOp:
		return r.compare(c, taken)
	}
	return true
}

// compare is decide for a comparison with nil.
func (r *replay) compare(c *ssa.BinOp, taken bool) bool {
	x, y := r.value(c.X), r.value(c.Y)
	if c.Op != token.EQL && c.Op != token.NEQ || !value.IsNil(y) {
		return true
	}
	isNil := taken == (c.Op == token.EQL)
	if value.IsNil(x) {
		return isNil
	}
	if before, ok := r.nils[x]; ok && before != isNil {
		return false
	}
	r.nils[x] = isNil
	call := failing(x)
	switch {
	case call == nil:
		return true
	case call == r.last:
		r.tested = true
		return isNil
	}
	callee := symbol.Callee(&call.Call)
	return isNil || callee == nil || !catalog.Stream.Drain(callee)
}

// failing returns the call whose error v is, or nil.
func failing(v ssa.Value) *ssa.Call {
	if !symbol.IsError(v.Type()) {
		return nil
	}
	if extract, ok := v.(*ssa.Extract); ok {
		v = extract.Tuple
	}
	call, _ := v.(*ssa.Call)
	return call
}
