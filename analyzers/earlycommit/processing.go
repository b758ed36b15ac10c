package earlycommit

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// processing is a call that is given content of a message and may fail.
type processing struct {
	call  *ssa.Call
	stops bool // its failure is returned, or ends the process
}

// processed returns the first call behind the one that takes the message which
// processes it, and loses it if it fails.
func (s scene) processed() (processing, bool) {
	for call := range flow.Instrs[*ssa.Call](s.taken.Parent()) {
		if call == s.taken || !flow.Precedes(s.taken, call) || !s.processes(call.Common()) {
			continue
		}
		if p, ok := s.loses(call); ok {
			return p, true
		}
	}
	return processing{}, false
}

// processes reports whether a call gives content of the message to the user's
// own code, which does something with it that may fail.
func (s scene) processes(call *ssa.CallCommon) bool {
	results := call.Signature().Results()
	if results.Len() != 1 || !symbol.IsError(results.At(0).Type()) || !slices.ContainsFunc(call.Args, s.has) {
		return false
	}
	callee := symbol.Callee(call)
	if callee == nil {
		return value.Function(call.Value) == nil || value.Function(call.Value).Pkg == s.taken.Parent().Pkg
	}
	return own(s.pass.Pkg, callee.Pkg()) && !looks(callee.Name()) && !catalog.CommitsKafka(callee) && !keeps(callee, call.StaticCallee())
}

func (s scene) has(v ssa.Value) bool { return s.content[v] }

// own reports whether a package is of the same project as another: their paths
// begin with the same host and owner.
func own(pkg, other *types.Package) bool {
	project := func(path string) string {
		parts := strings.SplitN(path, "/", 3)
		if !strings.Contains(parts[0], ".") || len(parts) == 1 {
			return parts[0]
		}
		return parts[0] + "/" + parts[1]
	}
	return other != nil && project(pkg.Path()) == project(other.Path())
}

// looks reports whether a function is named for looking at what it is given.
func looks(name string) bool {
	return hasPart(name, "valid", "check", "verify", "decode", "parse", "unmarshal", "log", "trace", "print")
}

// keeps reports whether a function is named for trying again or for putting a
// message aside, or calls one that is.
func keeps(callee *types.Func, fn *ssa.Function) bool {
	if rescues(callee) {
		return true
	}
	if fn == nil {
		return false
	}
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if callee := symbol.Callee(call.Common()); callee != nil && rescues(callee) {
			return true
		}
	}
	return false
}

func rescues(fn *types.Func) bool {
	name := fn.Name()
	if fn.Pkg() != nil {
		name += fn.Pkg().Name()
	}
	return hasPart(name, "retr", "again", "attempt", "backoff", "dead", "dlq", "dlt", "requeue", "redeliver", "park", "poison", "nack", "seek", "setoffset", "outbox")
}

func hasPart(name string, parts ...string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) })
}

// loses reports whether a failure of the processing is looked at, and leaves
// the message unprocessed.
func (s scene) loses(call *ssa.Call) (processing, bool) {
	p := processing{call: call}
	for ret := range flow.Instrs[*ssa.Return](call.Parent()) {
		if slices.ContainsFunc(ret.Results, func(v ssa.Value) bool { return errtest.IsErrorOf(v, call) }) {
			p.stops = true
		}
	}
	failed := failure(call)
	if failed == nil {
		return p, p.stops
	}
	if s.repeated(call, failed) {
		return p, false
	}
	for _, block := range call.Parent().Blocks {
		if len(failed.Preds) != 1 || !failed.Dominates(block) {
			continue
		}
		if slices.ContainsFunc(block.Instrs, s.handsOn) {
			return p, false
		}
		p.stops = p.stops || slices.ContainsFunc(block.Instrs, s.ends)
	}
	return p, true
}

// failure returns the block that a branch on the call's error leads to if there
// is one, or nil.
func failure(call *ssa.Call) *ssa.BasicBlock {
	for branch := range flow.Instrs[*ssa.If](call.Parent()) {
		if test, negated := errtest.Classify(branch.Cond, call); test == errtest.Nil {
			if negated {
				return branch.Block().Succs[0]
			}
			return branch.Block().Succs[1]
		}
	}
	return nil
}

// repeated reports whether the processing is tried again for the same message.
func (s scene) repeated(call *ssa.Call, failed *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{s.taken.Block(): true}
	queue := []*ssa.BasicBlock{failed}
	for ; len(queue) > 0; queue = queue[1:] {
		block := queue[0]
		if seen[block] {
			continue
		}
		if block == call.Block() {
			return true
		}
		seen[block] = true
		queue = append(queue, block.Succs...)
	}
	return false
}

// handsOn reports whether an instruction behind a failure may put the message
// aside for later.
func (s scene) handsOn(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		callee := symbol.Callee(instr.Common())
		if callee != nil && rescues(callee) {
			return true
		}
		printed := callee != nil && (callee.Pkg() != nil && (catalog.Loggers[callee.Pkg().Path()] || callee.Pkg().Path() == "errors") || logs(callee.Name()))
		return s.content.in(instr) && !printed
	case *ssa.Send, *ssa.MapUpdate, *ssa.MakeClosure:
		return s.content.in(instr)
	case *ssa.Store:
		return s.content[instr.Val] && variable(instr.Addr) == nil
	}
	return false
}

// logs reports whether a method is named like one of a logger.
func logs(name string) bool {
	return hasPart(name, "log", "debug", "info", "warn", "error", "print", "wrap")
}

// ends reports whether an instruction returns an error or ends the process.
func (s scene) ends(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Panic:
		return true
	case *ssa.Call:
		return s.pass.Summary.Lives.Never(&instr.Call)
	case *ssa.Return:
		return slices.ContainsFunc(instr.Results, func(v ssa.Value) bool { return symbol.IsError(v.Type()) && !value.IsNil(v) })
	}
	return false
}
