package unboundedlabel

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// tested reports whether a branch above the place has looked at the same kind
// of text: compared it, or looked it up.
func tested(at *ssa.BasicBlock, s source) bool {
	for block := at.Idom(); block != nil; block = block.Idom() {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if ok && looksAt(branch.Cond, s, 0) {
			return true
		}
	}
	return false
}

// looksAt reports whether a condition is computed from a text of this kind.
func looksAt(v ssa.Value, s source, depth int) bool {
	if depth > 4 {
		return false
	}
	if found, ok := sourceOf(v, 0); ok && found.noun == s.noun {
		return true
	}
	instr, ok := value.Origin(v).(ssa.Instruction)
	if !ok {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && looksAt(*op, s, depth+1) {
			return true
		}
	}
	return false
}

// knows reports whether a function compares the error behind a text with
// errors that it knows: then it expects one of a few.
func knows(s source) bool {
	call, ok := s.value.(*ssa.Call)
	if !ok || !call.Call.IsInvoke() || call.Call.Method.Name() != "Error" {
		return false
	}
	for instr := range flow.Instrs[ssa.Instruction](call.Parent()) {
		switch instr := instr.(type) {
		case *ssa.BinOp:
			if symbol.IsError(instr.X.Type()) && (global(instr.X) || global(instr.Y)) {
				return true
			}
		case *ssa.Call:
			if is.Calls(&instr.Call) && global(instr.Call.Args[1]) {
				return true
			}
		}
	}
	return false
}

var is = symbol.Of("errors.Is")

// global reports whether a value is that of a package's variable.
func global(v ssa.Value) bool {
	load, ok := value.Origin(v).(*ssa.UnOp)
	if !ok {
		return false
	}
	_, ok = load.X.(*ssa.Global)
	return ok
}

// mountedOnce reports whether a handler is mounted on one exact pattern only,
// so that the path is always the same.
func mountedOnce(handler *ssa.Function, funcs []*ssa.Function) bool {
	mounts, exact := 0, 0
	for _, fn := range funcs {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if !catalog.Routes.Calls(&call.Call) {
				continue
			}
			args := call.Call.Args
			if value.Function(args[len(args)-1]) != handler {
				continue
			}
			mounts++
			if isExact(args[len(args)-2]) {
				exact++
			}
		}
	}
	return mounts > 0 && mounts == exact
}

// isExact reports whether a pattern matches a single path.
func isExact(pattern ssa.Value) bool {
	c, ok := value.Origin(pattern).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return false
	}
	text := constant.StringVal(c.Value)
	return !strings.Contains(text, "{") && !strings.HasSuffix(text, "/")
}
