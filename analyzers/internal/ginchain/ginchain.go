// Package ginchain answers what functions do to a *gin.Context: abort the
// chain, run the rest of it, answer with an error.
package ginchain

import (
	"go/constant"
	"go/types"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

const library = "github.com/gin-gonic/gin"

// IsContext reports whether t is *gin.Context.
func IsContext(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && symbol.Is(p.Elem(), library, "Context")
}

// Act is a set of things that are done to a chain.
type Act uint8

// The acts. Fails is only told if it certainly happens, the others if they may.
const (
	Aborts Act = 1 << iota // the handlers behind do not run
	Nexts                  // the handlers behind run at once
	Fails                  // answers with a status of 400 or more
)

// Fact says what a function does to one of its parameters.
type Fact struct {
	Param int // the receiver being the first
	Acts  Act
	Code  int // the parameter that is the status it answers with, or -1
}

// Analysis answers questions about one package. It may be used concurrently.
type Analysis struct {
	mu       sync.Mutex
	imported func(*types.Func) ([]Fact, bool)
	facts    map[*ssa.Function][]Fact
}

// New returns an analysis. Imported gives the facts of functions of other
// packages.
func New(imported func(*types.Func) ([]Fact, bool)) *Analysis {
	return &Analysis{imported: imported, facts: map[*ssa.Function][]Fact{}}
}

// Facts returns what fn does to its parameters.
func (a *Analysis) Facts(fn *ssa.Function) []Fact {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.describe(fn)
}

// Does returns what a call does to the context c.
func (a *Analysis) Does(call ssa.CallInstruction, c ssa.Value) Act {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.does(call, c)
}

func (a *Analysis) describe(fn *ssa.Function) []Fact {
	if facts, ok := a.facts[fn]; ok {
		return facts
	}
	a.facts[fn] = unknown(fn) // in recursion anything may happen
	var facts []Fact
	for i, p := range fn.Params {
		if !IsContext(p.Type()) || len(fn.Blocks) == 0 {
			continue
		}
		fact := Fact{Param: i, Code: -1}
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			fact.Acts |= a.may(instr, p)
			if code := a.codeParam(instr, p); code >= 0 {
				fact.Code = code
			}
		}
		if a.always(fn, p) {
			fact.Acts |= Fails
		}
		facts = append(facts, fact)
	}
	a.facts[fn] = facts
	return facts
}

func unknown(fn *ssa.Function) []Fact {
	var facts []Fact
	for i, p := range fn.Params {
		if IsContext(p.Type()) {
			facts = append(facts, Fact{Param: i, Acts: Aborts | Nexts, Code: -1})
		}
	}
	return facts
}

// may returns what an instruction may do to the context, by a call or by
// letting it out of sight.
func (a *Analysis) may(instr ssa.Instruction, c ssa.Value) Act {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		return a.does(instr, c) &^ Fails
	case *ssa.MakeClosure:
		return closes(instr, c)
	case *ssa.Store:
		if value.Strip(instr.Val) == c {
			if _, local := instr.Addr.(*ssa.Alloc); !local {
				return Aborts | Nexts
			}
		}
	}
	return 0
}

// closes returns what a closure that has captured the context may do.
func closes(mc *ssa.MakeClosure, c ssa.Value) Act {
	for _, bound := range mc.Bindings {
		if value.Strip(bound) == c {
			return Aborts | Nexts
		}
		if cell, ok := bound.(*ssa.Alloc); ok && IsContext(cell.Type().Underlying().(*types.Pointer).Elem()) {
			return Aborts | Nexts
		}
	}
	return 0
}

// always reports whether every path of fn that returns answers with an error.
func (a *Analysis) always(fn *ssa.Function, c ssa.Value) bool {
	returns := false
	_, complete := flow.Follow(fn, nil, func(_ flow.Node, instr ssa.Instruction) bool {
		if _, ok := instr.(*ssa.Return); ok {
			returns = true
		}
		call, ok := instr.(*ssa.Call)
		return !ok || a.does(call, c)&Fails == 0
	}, nil)
	return complete && !returns
}

// codeParam returns the parameter of the function around an instruction that
// is sent as the status, or -1.
func (a *Analysis) codeParam(instr ssa.Instruction, c ssa.Value) int {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return -1
	}
	p, ok := a.code(call.Common(), c).(*ssa.Parameter)
	if !ok {
		return -1
	}
	for i, param := range instr.Parent().Params {
		if param == p {
			return i
		}
	}
	return -1
}

// answers are the methods of a context that write a status, their first
// argument.
var answers = map[string]bool{
	"Status": true, "JSON": true, "IndentedJSON": true, "PureJSON": true, "SecureJSON": true, "JSONP": true, "AsciiJSON": true,
	"XML": true, "YAML": true, "TOML": true, "ProtoBuf": true, "String": true, "HTML": true, "Data": true, "Redirect": true,
}

// code returns the status that a call answers with on the context c, or nil.
func (a *Analysis) code(call *ssa.CallCommon, c ssa.Value) ssa.Value {
	fn := symbol.Callee(call)
	if fn == nil || call.IsInvoke() {
		return nil
	}
	if method(fn) {
		if answers[fn.Name()] && same(call.Args[0], c) {
			return call.Args[1]
		}
		return nil
	}
	for _, fact := range a.of(call) {
		if fact.Code >= 0 && fact.Code < len(call.Args) && same(call.Args[fact.Param], c) {
			return call.Args[fact.Code]
		}
	}
	return nil
}

// method reports whether fn is a method of *gin.Context.
func method(fn *types.Func) bool {
	return strings.HasPrefix(symbol.Name(fn), "(*"+library+".Context).")
}

func (a *Analysis) does(call ssa.CallInstruction, c ssa.Value) Act {
	common := call.Common()
	if fn := symbol.Callee(common); fn != nil && !common.IsInvoke() && method(fn) {
		if !same(common.Args[0], c) {
			return 0
		}
		switch {
		case strings.HasPrefix(fn.Name(), "Abort"):
			return Aborts
		case fn.Name() == "Next":
			return Nexts
		}
		return a.failing(common, c)
	}
	var acts Act
	facts := a.of(common)
	for i, arg := range common.Args {
		if !IsContext(arg.Type()) || !same(arg, c) {
			continue
		}
		found := false
		for _, fact := range facts {
			if fact.Param == i {
				acts |= fact.Acts | a.failing(common, c)
				found = true
			}
		}
		if !found {
			acts |= Aborts | Nexts
		}
	}
	return acts
}

// failing returns Fails if the call answers with a constant of 400 or more.
func (a *Analysis) failing(call *ssa.CallCommon, c ssa.Value) Act {
	code, ok := a.code(call, c).(*ssa.Const)
	if !ok || code.Value == nil {
		return 0
	}
	if n, exact := constant.Int64Val(code.Value); !exact || n < 400 {
		return 0
	}
	return Fails
}

// of returns the facts of the callee; none means that nothing is known of it.
func (a *Analysis) of(call *ssa.CallCommon) []Fact {
	if call.IsInvoke() {
		return nil
	}
	if fn := value.Function(call.Value); fn != nil && len(fn.Blocks) > 0 {
		return a.describe(fn)
	}
	if fn := symbol.Callee(call); fn != nil {
		facts, _ := a.imported(fn)
		return facts
	}
	return nil
}

func same(v, c ssa.Value) bool { return value.Origin(v) == value.Origin(c) }
