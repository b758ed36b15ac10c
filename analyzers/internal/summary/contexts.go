package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Contexts is what a function does to contexts: where those among its results,
// and the requests that carry one, come from. Results of unknown or mixed
// origin are left out.
type Contexts struct {
	Detached []int        // results that descend from context.Background or TODO
	Derived  []Derivation // results that descend from a parameter
}

// Derivation says that a result descends from a parameter; a receiver counts
// as parameter 0.
type Derivation struct{ Result, Param int }

// from returns the parameter that a result descends from, or -1.
func (c Contexts) from(result int) int {
	for _, d := range c.Derived {
		if d.Result == result {
			return d.Param
		}
	}
	return -1
}

// callee answers what is known of a declared function's contexts.
type callee func(*types.Func) (Contexts, bool)

// ContextRoot returns what a context, or a request that carries one, descends
// from. It follows v back through derivations, functions that derive,
// variables, closures and phis, all of which must agree.
func (r *Result) ContextRoot(v ssa.Value) Root {
	return contextRoot(v, func(fn *types.Func) (Contexts, bool) { return r.contexts(fn, map[*types.Func]bool{}) })
}

// contexts returns what is known of fn's contexts, while the functions that
// are busy are being looked at.
func (r *Result) contexts(fn *types.Func, busy map[*types.Func]bool) (Contexts, bool) {
	if fn.Pkg() != r.pass.Pkg {
		fact, ok := r.imported(fn)
		return fact.Contexts, ok
	}
	body := r.pass.ResultOf[ir.Analyzer].(*ir.Program).Pkg.Prog.FuncValue(fn)
	if busy[fn] || body == nil || len(body.Blocks) == 0 {
		return Contexts{}, false // recursion, or code we do not see
	}
	busy[fn] = true
	defer delete(busy, fn)
	return contextsOf(body, func(fn *types.Func) (Contexts, bool) { return r.contexts(fn, busy) }), true
}

// contextsOf computes what fn does to contexts from what its callees do.
func contextsOf(fn *ssa.Function, known callee) Contexts {
	var c Contexts
	for i := range fn.Signature.Results().Len() {
		if !carriesContext(fn.Signature.Results().At(i).Type()) {
			continue
		}
		switch root := resultRoot(fn, i, known); root.Kind {
		case Detached:
			c.Detached = append(c.Detached, i)
		case FromParam:
			if param := slices.Index(fn.Params, root.Param); param >= 0 {
				c.Derived = append(c.Derived, Derivation{Result: i, Param: param})
			}
		}
	}
	return c
}

func carriesContext(t types.Type) bool {
	return symbol.IsContext(t) || symbol.Is(t, "net/http", "Request")
}

// resultRoot returns the root on which all returns agree. A nil beside an
// error is no context.
func resultRoot(fn *ssa.Function, result int, known callee) Root {
	t := tracer{known: known, seen: map[ssa.Value]bool{}}
	agreed := Root{Kind: seen}
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || value.IsNil(value.Origin(ret.Results[result])) {
			continue
		}
		agreed = agree(agreed, t.root(ret.Results[result]))
	}
	return agreed
}

// RootKind says what a context descends from.
type RootKind uint8

// The kinds of roots.
const (
	Unknown   RootKind = iota
	Detached           // context.Background or TODO
	FromParam          // a parameter of the function or of one around it
	seen               // has been followed already: agrees with anything
)

// Root is where a context, or a request that carries one, comes from.
type Root struct {
	Kind  RootKind
	Param *ssa.Parameter
	Calls []*ssa.Call // what made and derived it, first to last, on one way
}

// contextRoot is ContextRoot with the knowledge of callees given.
func contextRoot(v ssa.Value, known callee) Root {
	t := tracer{known: known, seen: map[ssa.Value]bool{}}
	root := t.root(v)
	if root.Kind == seen {
		return Root{}
	}
	return root
}

// tracer answers one question. It follows each value once: what a value
// descends from has its say in the answer the first time.
type tracer struct {
	known callee
	seen  map[ssa.Value]bool
}

func (t *tracer) root(v ssa.Value) Root {
	v = value.Origin(v)
	if t.seen[v] {
		return Root{Kind: seen}
	}
	t.seen[v] = true
	switch v := v.(type) {
	case *ssa.Parameter:
		return Root{Kind: FromParam, Param: v}
	case *ssa.Phi:
		return t.all(v.Edges)
	case *ssa.UnOp:
		if cell := value.Cell(v.X); cell != nil {
			return t.cell(cell)
		}
		if field, ok := v.X.(*ssa.FieldAddr); ok && fieldName(field) == catalog.GinContext+"."+catalog.GinRequest {
			return t.root(field.X)
		}
	case *ssa.Call:
		return t.call(v, 0)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return t.call(call, v.Index)
		}
	}
	return Root{}
}

// all returns the root on which all values agree.
func (t *tracer) all(values []ssa.Value) Root {
	agreed := Root{Kind: seen}
	for _, v := range values {
		agreed = agree(agreed, t.root(v))
	}
	return agreed
}

// agree joins the roots of two ways; calls are those of the first.
func agree(a, b Root) Root {
	switch {
	case a.Kind == seen:
		return b
	case b.Kind == seen || a.Kind == b.Kind && a.Param == b.Param:
		return a
	}
	return Root{}
}

// cell returns the root of a variable that is assigned more than once.
func (t *tracer) cell(cell *ssa.Alloc) Root {
	var stored []ssa.Value
	ok := value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			stored = append(stored, use.Val)
			return use.Addr == addr
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false // its address escapes
	})
	if !ok {
		return Root{}
	}
	return t.all(stored)
}

// call returns the root of a call's result.
func (t *tracer) call(call *ssa.Call, result int) Root {
	fn := symbol.Callee(call.Common())
	if fn == nil {
		return Root{}
	}
	if catalog.FreshContexts.Has(fn) {
		return Root{Kind: Detached, Calls: []*ssa.Call{call}}
	}
	if catalog.DerivedContexts.Has(fn) {
		return t.derived(call, derivedFrom(call.Common()))
	}
	known, ok := t.known(fn)
	if !ok || call.Call.IsInvoke() {
		return Root{}
	}
	if slices.Contains(known.Detached, result) {
		return Root{Kind: Detached, Calls: []*ssa.Call{call}}
	}
	if param := known.from(result); param >= 0 && param < len(call.Call.Args) {
		return t.derived(call, call.Call.Args[param])
	}
	return Root{}
}

func (t *tracer) derived(call *ssa.Call, from ssa.Value) Root {
	if from == nil {
		return Root{}
	}
	root := t.root(from)
	root.Calls = append(slices.Clip(root.Calls), call)
	return root
}

// derivedFrom returns the operand that a catalogued call derives from: the
// first context among its arguments, or its receiver.
func derivedFrom(call *ssa.CallCommon) ssa.Value {
	for _, arg := range call.Args {
		if symbol.IsContext(arg.Type()) {
			return arg
		}
	}
	return value.Receiver(call)
}
