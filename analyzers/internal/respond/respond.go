// Package respond answers what functions do to an http.ResponseWriter: set its
// header, send a status, write a body, answer with an error.
package respond

import (
	"go/constant"
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Act is a set of things that are done to a response.
type Act uint8

// The acts. An act is only told of a function if each of its paths performs it.
const (
	Header Act = 1 << iota // sets a header that is sent with the status
	Status                 // sends the status, and with it the header
	Body                   // writes a part of the body
	Error                  // answers with the status and the text of an error
)

// Begun are the acts after which the header is on its way.
const Begun = Status | Body

// Answers reports whether the acts are a whole answer: a status and a body.
func (a Act) Answers() bool { return a&Begun == Begun }

// Fact says what a function certainly does to one of its parameters.
type Fact struct {
	Param  int // the receiver being the first
	Acts   Act
	Unless Act // what it does unless it returns an error
	Code   int // the parameter that is the status, or -1
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

// IsWriter reports whether t is http.ResponseWriter itself. Writers of other
// types may buffer.
func IsWriter(t types.Type) bool { return symbol.Is(t, "net/http", "ResponseWriter") }

// Facts returns what fn does to its parameters.
func (a *Analysis) Facts(fn *ssa.Function) []Fact {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.describe(fn)
}

func (a *Analysis) describe(fn *ssa.Function) []Fact {
	if facts, ok := a.facts[fn]; ok {
		return facts
	}
	a.facts[fn] = nil // recursion does nothing that is certain
	var facts []Fact
	for i, p := range fn.Params {
		if !IsWriter(p.Type()) || len(fn.Blocks) == 0 {
			continue
		}
		fact := Fact{Param: i, Code: -1}
		for _, act := range []Act{Header, Status, Body, Error} {
			if a.always(fn, p, act, nil) {
				fact.Acts |= act
			}
		}
		fact.Unless = a.unlessFailed(fn, p)
		fact.Code = a.codeParam(fn, p)
		if fact.Acts|fact.Unless != 0 {
			facts = append(facts, fact)
		}
	}
	a.facts[fn] = facts
	return facts
}

// always reports whether every path of fn that returns performs an act, but for
// the returns that are left out.
func (a *Analysis) always(fn *ssa.Function, w ssa.Value, act Act, leftOut func(*ssa.Return) bool) bool {
	returns := false
	_, complete := flow.Follow(fn, nil, func(_ flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Return:
			returns = returns || leftOut == nil || !leftOut(instr)
		case *ssa.Call:
			return a.does(instr, w)&act == 0
		case *ssa.Defer:
			return a.does(instr, w)&act == 0
		}
		return true
	}, nil)
	return complete && !returns
}

// codeParam returns the parameter that fn sends as the status, or -1.
func (a *Analysis) codeParam(fn *ssa.Function, w ssa.Value) int {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if a.does(call, w)&Status == 0 {
			continue
		}
		if p, ok := a.code(call.Common()).(*ssa.Parameter); ok && p.Parent() == fn {
			for i := range fn.Params {
				if fn.Params[i] == p {
					return i
				}
			}
		}
	}
	return -1
}

// code returns the status that a call sends, or nil.
func (a *Analysis) code(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		if call.Method.Name() == "WriteHeader" && len(call.Args) == 1 {
			return call.Args[0]
		}
		return nil
	}
	if symbol.Of("net/http.Error").Calls(call) {
		return call.Args[2]
	}
	for _, fact := range a.of(call) {
		if fact.Code >= 0 && fact.Code < len(call.Args) {
			return call.Args[fact.Code]
		}
	}
	return nil
}

// failing reports whether a call sends a constant status of an error.
func (a *Analysis) failing(call *ssa.CallCommon) bool {
	c, ok := a.code(call).(*ssa.Const)
	if !ok || c.Value == nil {
		return false
	}
	n, exact := constant.Int64Val(c.Value)
	return exact && n >= 400
}

// of returns the facts of the callee.
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

// Writers returns the writers that the calls of fn are about, in order.
func Writers(fn *ssa.Function) []ssa.Value {
	var found []ssa.Value
	add := func(v ssa.Value) {
		if v = value.Origin(v); IsWriter(v.Type()) && !slices.Contains(found, v) {
			found = append(found, v)
		}
	}
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if call.Common().IsInvoke() {
			add(call.Common().Value)
		}
		for _, arg := range call.Common().Args {
			add(value.Strip(arg))
		}
	}
	return found
}
