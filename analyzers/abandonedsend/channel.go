package abandonedsend

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// channel is a channel that a function makes, and what is known of its uses.
type channel struct {
	made    *ssa.MakeChan
	loads   map[ssa.Value]bool // the values that are the channel
	senders []*sender          // the goroutines that send on it, in the order of their starts
	signals []*ssa.Function    // the closures that send on it or close it
	closed  bool               // by one of them
	lost    bool               // it is used in a way that is not followed
	starts  map[*ssa.Function]*ssa.Go
	sends   map[*ssa.Function]*ssa.Send
}

// sender is a closure that runs as a goroutine and sends one value.
type sender struct {
	fn    *ssa.Function
	start *ssa.Go
	send  *ssa.Send
}

// channels returns the channels that a function makes.
func channels(fn *ssa.Function) []*channel {
	var found []*channel
	for made := range flow.Instrs[*ssa.MakeChan](fn) {
		ch := &channel{made: made, loads: map[ssa.Value]bool{}, starts: map[*ssa.Function]*ssa.Go{}, sends: map[*ssa.Function]*ssa.Send{}}
		ch.collect(made, fn)
		ch.pair()
		found = append(found, ch)
	}
	return found
}

// waits reports whether the goroutines that send on the channel wait for the
// function that makes it, and all its uses are known.
func (c *channel) waits() bool {
	size, ok := c.made.Size.(*ssa.Const)
	return ok && size.Int64() == 0 && !c.lost && len(c.senders) > 0
}

// collect looks at the uses of a value that is the channel, in function fn.
func (c *channel) collect(v ssa.Value, fn *ssa.Function) {
	if c.loads[v] {
		return // a variable that gets itself, over others
	}
	c.loads[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.UnOp, *ssa.Select:
			c.lost = c.lost || fn != c.made.Parent() || sendsOn(use, v)
		case *ssa.Send:
			c.lost = c.lost || use.Chan != v || c.sends[fn] != nil || fn == c.made.Parent() || flow.InCycle(use.Block())
			c.sends[fn], c.signals = use, append(c.signals, fn)
		case *ssa.ChangeType:
			c.collect(use, fn)
		case *ssa.Store:
			c.stored(use, v)
		case *ssa.MakeClosure:
			c.captured(use, v)
		case *ssa.Go:
			c.given(use, v)
		case *ssa.Call, *ssa.Defer:
			c.called(use.(ssa.CallInstruction), fn)
		default:
			c.lost = true
		}
	}
}

// sendsOn reports whether the instruction is a select that sends on v.
func sendsOn(instr ssa.Instruction, v ssa.Value) bool {
	sel, ok := instr.(*ssa.Select)
	if !ok {
		return false
	}
	for _, state := range sel.States {
		if state.Chan == v && state.Send != nil {
			return true
		}
	}
	return false
}

// called looks at a call that has the channel: only close is understood.
func (c *channel) called(call ssa.CallInstruction, fn *ssa.Function) {
	builtin, ok := call.Common().Value.(*ssa.Builtin)
	c.lost = c.lost || !ok || builtin.Name() != "close"
	if fn != c.made.Parent() {
		c.signals, c.closed = append(c.signals, fn), true
	}
}

// stored follows a variable that holds nothing but the channel.
func (c *channel) stored(store *ssa.Store, v ssa.Value) {
	cell, ok := store.Addr.(*ssa.Alloc)
	if !ok || store.Val != v {
		c.lost = true
		return
	}
	value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.UnOp:
			c.collect(use, use.Parent())
		case *ssa.MakeClosure:
			c.started(use)
		case *ssa.Store:
			c.lost = c.lost || use != store
		case *ssa.DebugRef:
		default:
			c.lost = true
		}
		return true
	})
}

// captured follows the channel into a closure that has captured its value.
func (c *channel) captured(mc *ssa.MakeClosure, v ssa.Value) {
	c.started(mc)
	for i, bound := range mc.Bindings {
		if bound == v {
			c.collect(mc.Fn.(*ssa.Function).FreeVars[i], mc.Fn.(*ssa.Function))
		}
	}
}

// given follows the channel into a literal that runs as a goroutine and has it as
// an argument.
func (c *channel) given(start *ssa.Go, v ssa.Value) {
	fn := value.Function(start.Call.Value)
	if fn == nil || fn.Parent() != c.made.Parent() || !c.begins(fn, start) {
		c.lost = true
		return
	}
	for i, arg := range start.Call.Args {
		if arg == v {
			c.collect(fn.Params[i], fn)
		}
	}
}

// started requires that a closure which has the channel does nothing but run as a
// goroutine that the function starts.
func (c *channel) started(mc *ssa.MakeClosure) {
	fn := mc.Fn.(*ssa.Function)
	for _, use := range *mc.Referrers() {
		if _, debug := use.(*ssa.DebugRef); debug {
			continue
		}
		start, ok := use.(*ssa.Go)
		if !ok || start.Call.Value != mc || !c.begins(fn, start) {
			c.lost = true
			return
		}
	}
}

// begins notes where a goroutine is started; it returns false if that is not the
// only place, or in another function.
func (c *channel) begins(fn *ssa.Function, start *ssa.Go) bool {
	if other := c.starts[fn]; other != nil && other != start || start.Parent() != c.made.Parent() {
		return false
	}
	c.starts[fn] = start
	return true
}

// pair finds the senders: what sends is a goroutine that has the channel.
func (c *channel) pair() {
	for start := range flow.Instrs[*ssa.Go](c.made.Parent()) {
		fn := value.Function(start.Call.Value)
		if send := c.sends[fn]; send != nil && c.starts[fn] == start {
			c.senders = append(c.senders, &sender{fn, start, send})
		}
	}
	c.lost = c.lost || len(c.senders) != len(c.sends)
}

// last reports whether the goroutine does nothing after its send.
func (s *sender) last() bool {
	behind := false
	for _, instr := range s.send.Block().Instrs {
		if !behind {
			behind = instr == s.send
			continue
		}
		switch instr.(type) {
		case *ssa.Return, *ssa.RunDefers, *ssa.DebugRef, *ssa.Jump:
		default:
			return false
		}
	}
	for _, succ := range s.send.Block().Succs {
		if _, ok := succ.Instrs[len(succ.Instrs)-1].(*ssa.Return); !ok || len(succ.Instrs) > 2 {
			return false
		}
	}
	return true
}

// picky reports whether the goroutine sends under a condition of its own, so that
// perhaps only one of several does. That there is an error, or none, is no such
// condition, and neither is what it waits for before.
func (s *sender) picky() bool {
	at := s.send.Block()
	for _, block := range s.fn.Blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok || flow.Reaches(block.Succs[:1], at) == flow.Reaches(block.Succs[1:], at) {
			continue
		}
		err, _, ok := value.NilTest(branch.Cond)
		if sel, _ := flow.Chosen(block); sel == nil && (!ok || !symbol.IsError(err.Type())) {
			return true
		}
	}
	return false
}
