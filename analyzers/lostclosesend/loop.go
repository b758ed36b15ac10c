package lostclosesend

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// loop is a natural loop.
type loop struct {
	header *ssa.BasicBlock
	blocks map[*ssa.BasicBlock]bool
}

// exit is an edge out of a loop; cond is nil if it is no branch.
type exit struct {
	cond  ssa.Value
	taken bool // the condition is true on the edge
	to    *ssa.BasicBlock
}

// innermost returns the smallest loop around a block, or nil.
func innermost(block *ssa.BasicBlock) *loop {
	var best *loop
	for _, header := range block.Parent().Blocks {
		if l := naturalLoop(header); l.blocks[block] && (best == nil || len(l.blocks) < len(best.blocks)) {
			best = l
		}
	}
	return best
}

// naturalLoop returns the loop that a block is the header of; it is empty if
// no edge leads back.
func naturalLoop(header *ssa.BasicBlock) *loop {
	l := &loop{header: header, blocks: map[*ssa.BasicBlock]bool{}}
	for _, pred := range header.Preds {
		if header.Dominates(pred) {
			l.blocks[header] = true
			l.add(pred)
		}
	}
	return l
}

func (l *loop) add(block *ssa.BasicBlock) {
	if l.blocks[block] {
		return
	}
	l.blocks[block] = true
	for _, pred := range block.Preds {
		l.add(pred)
	}
}

// exits returns the edges that leave the loop, in block order.
func (l *loop) exits() []exit {
	var found []exit
	for _, block := range l.header.Parent().Blocks {
		if !l.blocks[block] {
			continue
		}
		for i, succ := range block.Succs {
			if l.blocks[succ] {
				continue
			}
			e := exit{taken: i == 0, to: succ}
			if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
				e.cond = branch.Cond
			}
			found = append(found, e)
		}
	}
	return found
}

// test is a comparison of the error of a call.
type test uint8

const (
	noTest  test = iota
	nilTest      // true means that there is no error
	eofTest      // true means that the error is io.EOF
)

// classify returns which test of the call's error a condition is; negated
// says that the outcomes are swapped.
func classify(cond ssa.Value, call ssa.CallInstruction) (kind test, negated bool) {
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			kind, negated = classify(c.X, call)
			return kind, !negated
		}
	case *ssa.BinOp:
		if c.Op != token.EQL && c.Op != token.NEQ || !isErrorOf(c.X, call) {
			return noTest, false
		}
		switch {
		case value.IsNil(c.Y):
			return nilTest, c.Op == token.NEQ
		case isEOF(c.Y):
			return eofTest, c.Op == token.NEQ
		}
	case *ssa.Call:
		if errorsIs.Calls(&c.Call) && isErrorOf(c.Call.Args[0], call) && isEOF(c.Call.Args[1]) {
			return eofTest, false
		}
	}
	return noTest, false
}

var errorsIs = symbol.Of("errors.Is", "github.com/pkg/errors.Is")

// tests reports whether the condition is a test of the call's error.
func tests(cond ssa.Value, call ssa.CallInstruction) bool {
	kind, _ := classify(cond, call)
	return kind != noTest
}

func isEOF(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	global, ok := load.X.(*ssa.Global)
	return ok && global.Name() == "EOF" && global.Pkg.Pkg.Path() == "io"
}

// isErrorOf reports whether v is the error that the call returns.
func isErrorOf(v ssa.Value, call ssa.CallInstruction) bool {
	result, ok := call.(*ssa.Call)
	if !ok {
		return false
	}
	v = value.Origin(v)
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if stored := lastStore(load); stored != nil {
			v = value.Origin(stored)
		}
	}
	return v == value.Result(result, value.ErrorResult(result.Call.Signature()))
}

// lastStore returns the value that was stored to a load's variable last on the
// straight way to the load, or nil.
func lastStore(load *ssa.UnOp) ssa.Value {
	block, from := load.Block(), ssa.Instruction(load)
	for range 16 {
		instrs := block.Instrs
		end := len(instrs)
		for i, instr := range instrs {
			if instr == from {
				end = i
			}
		}
		for i := end - 1; i >= 0; i-- {
			if store, ok := instrs[i].(*ssa.Store); ok && store.Addr == load.X {
				return store.Val
			}
		}
		if len(block.Preds) != 1 {
			return nil
		}
		block, from = block.Preds[0], nil
	}
	return nil
}

func isTime(t types.Type) bool {
	c, ok := t.Underlying().(*types.Chan)
	return ok && symbol.Is(c.Elem(), "time", "Time")
}
