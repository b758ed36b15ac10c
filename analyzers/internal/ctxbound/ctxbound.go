// Package ctxbound tells which context a value needs alive to work: the body of
// a response, a stream, rows, a transaction, a command, a context derived from
// it.
//
// A value that a wrapper hands out is bound to what the wrapper was given;
// that is a fact of the wrapper. The answer is a matter of must: where the
// value is one of several, all are bound, or nil. A response whose body is
// read, replaced or handed to other code before it is returned is not bound
// any more.
package ctxbound

import (
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Binding says that a value works only as long as a context.
type Binding struct {
	Noun string    // what messages call the value
	Ctx  ssa.Value // the context, or a request that has one
	Call *ssa.Call // that made the value; nil for a context itself
}

// Fact says that a result of a function is bound to a parameter, the receiver
// being the first.
type Fact struct {
	Result, Param int
	Noun          string
}

// Analysis answers questions about the functions of one package. Its methods
// may be called concurrently.
type Analysis struct {
	mu       sync.Mutex
	parent   func(ctx ssa.Value) ssa.Value
	imported func(*types.Func) ([]Fact, bool)
	facts    map[*ssa.Function][]Fact
}

// New returns the analysis of a package. Parent returns the context that
// another one was derived from; imported gives the facts of functions of other
// packages.
func New(parent func(ctx ssa.Value) ssa.Value, imported func(*types.Func) ([]Fact, bool)) *Analysis {
	return &Analysis{parent: parent, imported: imported, facts: map[*ssa.Function][]Fact{}}
}

// Returned returns what the i-th result of a return is bound to.
func (a *Analysis) Returned(ret *ssa.Return, i int) (Binding, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.returned(ret, i)
}

func (a *Analysis) returned(ret *ssa.Return, i int) (Binding, bool) {
	q := query{analysis: a, ret: ret, seen: map[ssa.Value]bool{}}
	if !q.follow(ret.Results[i]) || q.found == nil {
		return Binding{}, false
	}
	return *q.found, true
}

// Facts returns what other packages need to know of fn.
func (a *Analysis) Facts(fn *ssa.Function) []Fact {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.of(fn)
}

func (a *Analysis) of(fn *ssa.Function) []Fact {
	if known, ok := a.facts[fn]; ok {
		return known // none while fn is being looked at
	}
	a.facts[fn] = nil
	var facts []Fact
	for i := range fn.Signature.Results().Len() {
		t := fn.Signature.Results().At(i).Type()
		if _, basic := t.Underlying().(*types.Basic); basic || symbol.IsError(t) || symbol.IsContext(t) {
			continue // nothing to be bound, or told by what contexts descend from
		}
		if fact, ok := a.result(fn, i); ok {
			facts = append(facts, fact)
		}
	}
	a.facts[fn] = facts
	return facts
}

// result returns the fact that all returns of fn agree on.
func (a *Analysis) result(fn *ssa.Function, i int) (Fact, bool) {
	agreed := Fact{Result: i, Param: -1}
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || value.IsNil(value.Origin(ret.Results[i])) {
			continue
		}
		b, bound := a.returned(ret, i)
		if !bound {
			return Fact{}, false
		}
		param := a.param(fn, b.Ctx)
		if param < 0 || agreed.Param >= 0 && agreed.Param != param {
			return Fact{}, false
		}
		agreed.Param, agreed.Noun = param, b.Noun
	}
	return agreed, agreed.Param >= 0
}

// param returns the parameter that a context descends from, or -1.
func (a *Analysis) param(fn *ssa.Function, ctx ssa.Value) int {
	for range 16 {
		ctx = dead.Origin(ctx)
		if p, ok := ctx.(*ssa.Parameter); ok {
			return slices.Index(fn.Params, p)
		}
		if ctx = a.parent(ctx); ctx == nil {
			return -1
		}
	}
	return -1
}

// query follows one returned value back to what it is bound to.
type query struct {
	analysis *Analysis
	ret      *ssa.Return
	seen     map[ssa.Value]bool
	body     *ssa.UnOp // the load of a response's body that is returned, if that is it
	found    *Binding
}

// follow reports whether v is nil or bound.
func (q *query) follow(v ssa.Value) bool {
	v = dead.Origin(v)
	if q.seen[v] || value.IsNil(v) {
		return true
	}
	q.seen[v] = true
	if symbol.IsContext(v.Type()) {
		return q.bind(Binding{Noun: "context", Ctx: v})
	}
	switch v := v.(type) {
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return !q.follow(edge) })
	case *ssa.Call:
		return q.call(v, 0)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && q.call(call, v.Index)
	case *ssa.UnOp:
		if body, ok := v.X.(*ssa.FieldAddr); ok && isBody(body) {
			q.body = v
			return q.follow(body.X)
		}
	case *ssa.Alloc:
		return q.parts(v)
	}
	return false
}

func (q *query) bind(b Binding) bool {
	if q.found == nil {
		q.found = &b
	}
	return true
}

// parts reports whether a struct that is made here has a bound value in it.
func (q *query) parts(made *ssa.Alloc) bool {
	for _, use := range *made.Referrers() {
		field, ok := use.(*ssa.FieldAddr)
		if !ok || symbol.IsContext(field.Type().Underlying().(*types.Pointer).Elem()) {
			continue
		}
		for _, use := range *field.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == field && q.follow(store.Val) && q.found != nil {
				return true
			}
		}
	}
	return false
}

// call reports whether the i-th result of a call is bound.
func (q *query) call(call *ssa.Call, i int) bool {
	common := &call.Call
	if noun, ctx := catalog.Bound(common); noun != "" && i == 0 {
		return !q.spent(noun, call) && q.bind(Binding{Noun: noun, Ctx: ctx, Call: call})
	}
	if catalog.WrapReader.Calls(common) {
		return q.follow(common.Args[0])
	}
	for _, fact := range q.factsOf(common) {
		if fact.Result == i && fact.Param < len(common.Args) {
			return !q.spent(fact.Noun, call) && q.bind(Binding{Noun: fact.Noun, Ctx: common.Args[fact.Param], Call: call})
		}
	}
	return false
}

func (q *query) factsOf(call *ssa.CallCommon) []Fact {
	if call.IsInvoke() {
		return nil
	}
	if fn := value.Function(call.Value); fn != nil && len(fn.Blocks) > 0 {
		if fn.Parent() != nil {
			return nil // a literal: its contexts are not among its parameters
		}
		return q.analysis.of(fn)
	}
	fn := symbol.Callee(call)
	if fn == nil {
		return nil
	}
	facts, _ := q.analysis.imported(fn)
	return facts
}
