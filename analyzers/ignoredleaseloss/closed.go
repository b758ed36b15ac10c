package ignoredleaseloss

import (
	"go/token"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// outcome is what comes of a closed channel.
type outcome uint8

const (
	answered outcome = iota // something is done about it, or may be
	ends                    // the function returns
	spins                   // it is received from again
)

// closed returns what a function does when the channel is closed.
func (r receive) closed() outcome {
	if _, several := r.ch.(*ssa.Phi); several {
		return answered // another one, or nil, takes its place
	}
	test, lost := r.test()
	s := search{from: r.instr, seen: map[*ssa.BasicBlock]bool{}}
	switch {
	case test != nil:
		return s.block(lost)
	case r.used():
		return answered // a nil is dereferenced, or handed on
	}
	if _, plain := r.instr.(*ssa.UnOp); plain {
		return s.rest(r.then, slices.Index(r.then.Instrs, r.instr)+1)
	}
	return s.block(r.then)
}

// used reports whether anything is done with what is received.
func (r receive) used() bool {
	for _, v := range []ssa.Value{r.value, r.ok} {
		if v == nil {
			continue
		}
		for _, use := range *v.Referrers() {
			switch use.(type) {
			case *ssa.DebugRef, *ssa.Extract:
			default:
				return true
			}
		}
	}
	return false
}

// test returns the branch that asks whether the channel is closed, and where
// that leads.
func (r receive) test() (branch *ssa.If, lost *ssa.BasicBlock) {
	for _, block := range r.instr.Parent().Blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok || !r.then.Dominates(block) {
			continue
		}
		cond, open := branch.Cond, 0
		if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
			cond, open = not.X, 1
		}
		if r.ok != nil && cond == r.ok {
			return branch, block.Succs[1-open]
		}
		compare, ok := cond.(*ssa.BinOp)
		if ok && r.value != nil && compare.X == r.value && value.IsNil(compare.Y) {
			if compare.Op == token.EQL {
				return branch, block.Succs[open]
			}
			return branch, block.Succs[1-open]
		}
	}
	return nil, nil
}

// search looks for an answer to a closed channel.
type search struct {
	from ssa.Instruction // the receive
	seen map[*ssa.BasicBlock]bool
}

func (s *search) block(b *ssa.BasicBlock) outcome {
	if b == s.from.Block() {
		if slices.ContainsFunc(b.Instrs[:slices.Index(b.Instrs, s.from)], answers) {
			return answered
		}
		return spins
	}
	if s.seen[b] {
		return ends // on another way
	}
	s.seen[b] = true
	return s.rest(b, 0)
}

// rest looks at the instructions of a block from the i-th on, and at what
// follows. One answer on any way is an answer.
func (s *search) rest(b *ssa.BasicBlock, i int) outcome {
	for _, instr := range b.Instrs[i:] {
		if answers(instr) {
			return answered
		}
	}
	all := ends
	for _, succ := range b.Succs {
		switch s.block(succ) {
		case answered:
			return answered
		case spins:
			all = spins
		}
	}
	return all
}

// silent matches the names of functions that only log, or compute.
var silent = regexp.MustCompile(`^((Debug|Info|Warn|Warning|Error|Print|Log|Trace)(f|ln|w|Ctx|Context)?|Str|Err|Int|Int64|Uint64|Any|Msg|Msgf|Send|Sugar|String|Now|Since|After|Sprint(f|ln)?|Err|Done|Value)$`)

// answers reports whether an instruction may do something about a closed
// channel.
func answers(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		fn := symbol.Callee(&instr.Call)
		return fn == nil || !silent.MatchString(fn.Name())
	case *ssa.Go, *ssa.Send, *ssa.MapUpdate, *ssa.Panic, *ssa.Select, *ssa.Defer:
		return true
	case *ssa.RunDefers:
		return defers(instr.Parent())
	case *ssa.UnOp:
		return instr.Op == token.ARROW // waits for something else
	case *ssa.Store:
		_, index := instr.Addr.(*ssa.IndexAddr)
		return !index // of the arguments of a call that logs
	case *ssa.Return:
		return len(instr.Results) > 0
	}
	return false
}

// defers reports whether a function has deferred anything that may answer.
func defers(fn *ssa.Function) bool {
	for deferred := range flow.Instrs[*ssa.Defer](fn) {
		if !stopping.Calls(&deferred.Call) {
			return true
		}
	}
	return false
}

// stopping ends what only this function waits for.
var stopping = symbol.Of("(*time.Ticker).Stop", "(*time.Timer).Stop")
