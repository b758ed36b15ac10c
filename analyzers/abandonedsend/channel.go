package abandonedsend

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// channel is an unbuffered channel of one function, of which all uses are known.
type channel struct {
	made   *ssa.MakeChan
	name   string
	loads  map[ssa.Value]bool // the values that are the channel
	sender *ssa.Function      // the closure that sends, or nil
	start  *ssa.Go            // of the closure
	send   *ssa.Send          // the only one
	last   bool               // the goroutine does nothing after it
	lost   bool               // it is used in a way that is not followed
}

// unbuffered returns the channels that fn makes for a goroutine of its own:
// one closure sends one value, and fn receives.
func unbuffered(fn *ssa.Function) []*channel {
	var found []*channel
	for made := range flow.Instrs[*ssa.MakeChan](fn) {
		if size, ok := made.Size.(*ssa.Const); !ok || size.Int64() != 0 {
			continue
		}
		ch := &channel{made: made, loads: map[ssa.Value]bool{}}
		if ch.collect(made, fn); !ch.lost && ch.complete() {
			found = append(found, ch)
		}
	}
	return found
}

// collect looks at the uses of a value that is the channel, in function fn.
func (c *channel) collect(v ssa.Value, fn *ssa.Function) {
	c.loads[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.UnOp, *ssa.Select:
			c.lost = c.lost || fn != c.made.Parent() || sendsOn(use, v)
		case *ssa.Send:
			c.lost = c.lost || use.Chan != v || c.send != nil || fn == c.made.Parent() || flow.InCycle(use.Block())
			c.send, c.sender = use, fn
		case *ssa.ChangeType:
			c.collect(use, fn)
		case *ssa.Store:
			c.stored(use, v)
		case *ssa.MakeClosure:
			c.captured(use, v)
		case *ssa.Call:
			builtin, ok := use.Call.Value.(*ssa.Builtin)
			c.lost = c.lost || !ok || builtin.Name() != "close"
		case *ssa.Defer:
			builtin, ok := use.Call.Value.(*ssa.Builtin)
			c.lost = c.lost || !ok || builtin.Name() != "close"
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

// stored follows a variable that holds nothing but the channel.
func (c *channel) stored(store *ssa.Store, v ssa.Value) {
	cell, ok := store.Addr.(*ssa.Alloc)
	if !ok || store.Val != v {
		c.lost = true
		return
	}
	c.name = cell.Comment
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
		return !c.lost
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

// started requires that a closure which has the channel does nothing but run
// as a goroutine, once.
func (c *channel) started(mc *ssa.MakeClosure) {
	for _, use := range *mc.Referrers() {
		start, ok := use.(*ssa.Go)
		if _, debug := use.(*ssa.DebugRef); debug {
			continue
		}
		if !ok || start.Call.Value != mc || c.start != nil || start.Parent() != c.made.Parent() || !c.once(start.Block()) {
			c.lost = true
			return
		}
		c.start = start
	}
}

// once reports whether a block runs at most once for each channel that is made.
func (c *channel) once(block *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{c.made.Block(): true}
	stack := slices.Clone(block.Succs)
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[b] {
			continue
		}
		if b == block {
			return false
		}
		seen[b] = true
		stack = append(stack, b.Succs...)
	}
	return true
}

// complete reports whether there is a sender, and names the channel.
func (c *channel) complete() bool {
	if c.send == nil || c.start == nil || value.Function(c.start.Call.Value) != c.sender {
		return false
	}
	c.last = ends(c.send)
	if c.name == "" {
		c.name = "the channel"
		for v := range c.loads {
			if free, ok := v.(*ssa.FreeVar); ok {
				c.name = free.Name()
			}
		}
	}
	return true
}

// ends reports whether a goroutine does nothing after the instruction.
func ends(send *ssa.Send) bool {
	behind := false
	for _, instr := range send.Block().Instrs {
		if !behind {
			behind = instr == send
			continue
		}
		switch instr.(type) {
		case *ssa.Return, *ssa.RunDefers, *ssa.DebugRef, *ssa.Jump:
		default:
			return false
		}
	}
	for _, succ := range send.Block().Succs {
		if _, ok := succ.Instrs[len(succ.Instrs)-1].(*ssa.Return); !ok || len(succ.Instrs) > 2 {
			return false
		}
	}
	return true
}

// serves reports whether the goroutine is a server, which is started once and
// ends with the process.
func serves(pass *rule.Pass, sender *ssa.Function) bool {
	for call := range flow.Instrs[ssa.CallInstruction](sender) {
		if pass.Summary.Events(call).May&catalog.Serve != 0 {
			return true
		}
	}
	return false
}
