package lifecycle

import (
	"go/types"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Facts are what is known of a function of another package. Missing means
// unknown.
type Facts struct {
	Never   bool // never returns
	Params  []ParamFact
	Results []ResultFact
}

// ParamFact says what a function does to one parameter, the receiver being
// the first.
type ParamFact struct {
	Life   string // Spec.Name
	Form   Form
	Param  int
	Effect Effect
}

// ResultFact says that a result must be ended by the caller.
type ResultFact struct {
	Life   string
	Form   Form
	Result int
}

// Analysis answers questions about the functions of one package. Its exported
// methods may be called concurrently.
type Analysis struct {
	mu       sync.Mutex
	pkg      *types.Package
	specs    []*Spec
	imported func(*types.Func) (Facts, bool)

	params   map[paramKey]Effect
	ending   map[paramKey]bool // some path has an end, if only one that panics
	results  map[*ssa.Function][]ResultFact
	never    map[*ssa.Function]bool
	guesses  map[paramKey]*guess // of recursive functions being explored
	stack    []paramKey          // the functions that guesses are of
	lowest   int                 // position on the stack of the outermost guess that was used
	checked  map[Obligation]Life
	failing  map[*ssa.Function]bool // returns nothing but errors that are not nil
	takesOut map[*Spec]bool         // something takes such a value out of a context and may end it
	fields   fields                 // uses of the fields of the package's types
}

type paramKey struct {
	spec  *Spec
	form  Form
	fn    *ssa.Function
	holds uint64 // parameters, then captured variables, that hold the value
	zeros known
}

// New returns the analysis of a package, of which funcs are all functions,
// with the given kinds of life. Imported gives the facts of functions of other
// packages.
func New(pkg *types.Package, funcs []*ssa.Function, specs []*Spec, imported func(*types.Func) (Facts, bool)) *Analysis {
	return &Analysis{
		takesOut: takers(pkg, funcs, specs, imported),
		pkg:      pkg, specs: specs, imported: imported, fields: fieldUses(funcs),
		params: map[paramKey]Effect{}, ending: map[paramKey]bool{}, results: map[*ssa.Function][]ResultFact{},
		never: map[*ssa.Function]bool{}, guesses: map[paramKey]*guess{},
		checked: map[Obligation]Life{}, failing: map[*ssa.Function]bool{},
	}
}

// anyCall is the life of a function value of which only matters that it is
// called.
var anyCall = &Spec{Name: "call", Call: true}

// calls returns whether a callee calls its i-th argument, a function.
func (a *Analysis) calls(call *ssa.CallCommon, i int) Effect {
	return a.argument(anyCall, Called, call, i)
}

// argument returns what the callee does to the i-th argument of a call.
func (a *Analysis) argument(spec *Spec, form Form, call *ssa.CallCommon, i int) Effect {
	if call.IsInvoke() {
		return Unknown
	}
	if fn := value.Function(call.Value); fn != nil && len(fn.Blocks) > 0 && i < len(fn.Params) && i < 64 && !variadic(call, i) {
		return a.effect(paramKey{spec: spec, form: form, fn: body(fn), holds: 1 << i})
	}
	fn := symbol.Callee(call)
	if fn == nil {
		return Unknown
	}
	facts, _ := a.imported(fn)
	for _, p := range facts.Params {
		if p.Life == spec.Name && p.Form == form && p.Param == i {
			return p.Effect
		}
	}
	return Unknown
}

func variadic(call *ssa.CallCommon, i int) bool {
	return call.Signature().Variadic() && i == len(call.Args)-1
}

// body returns the function that has the code of fn: its generic origin.
func body(fn *ssa.Function) *ssa.Function {
	if origin := fn.Origin(); origin != nil && len(origin.Blocks) > 0 {
		return origin
	}
	return fn
}

// Obligations returns the lives that fn's calls begin, in block order.
func (a *Analysis) Obligations(fn *ssa.Function, specs ...*Spec) []Obligation {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.obligations(fn, specs...)
}

func (a *Analysis) obligations(fn *ssa.Function, specs ...*Spec) []Obligation {
	var found []Obligation
	for call := range flow.Instrs[*ssa.Call](fn) {
		for _, spec := range specs {
			found = append(found, a.begun(spec, call)...)
		}
	}
	return found
}

// begun returns the obligations that a call brings: of the library's own begin
// functions, or of a wrapper around one.
func (a *Analysis) begun(spec *Spec, call *ssa.Call) []Obligation {
	if result, ok := spec.begins(&call.Call); ok {
		t := call.Call.Signature().Results().At(result).Type()
		return []Obligation{{Spec: spec, Call: call, Result: result, Form: spec.formOf(t)}}
	}
	var found []Obligation
	for _, r := range a.handedOut(&call.Call) {
		if r.Life == spec.Name {
			found = append(found, Obligation{Spec: spec, Call: call, Result: r.Result, Form: r.Form})
		}
	}
	return found
}

// handedOut returns which results of a call must be ended by the caller.
func (a *Analysis) handedOut(call *ssa.CallCommon) []ResultFact {
	if call.IsInvoke() {
		return nil
	}
	if fn := value.Function(call.Value); fn != nil && len(fn.Blocks) > 0 {
		return a.handsOut(body(fn))
	}
	fn := symbol.Callee(call)
	if fn == nil {
		return nil
	}
	facts, _ := a.imported(fn)
	return facts.Results
}

// handsOut returns the results of fn that hand a life begun in it to the
// caller.
func (a *Analysis) handsOut(fn *ssa.Function) []ResultFact {
	if results, ok := a.results[fn]; ok {
		return results // nil while fn is being looked at: recursion hands out nothing new
	}
	a.results[fn] = nil
	var results []ResultFact
	for _, o := range a.obligations(fn, a.specs...) {
		if o.Value() == nil {
			continue
		}
		out := a.life(o)
		if out.unknown || out.escaped && out.escapes != len(out.stores) {
			continue
		}
		if out.escaped {
			results = append(results, wrapped(o, out.stores)...)
			continue
		}
		for i := range fn.Signature.Results().Len() {
			switch {
			case o.Spec.lends(fn, i):
			case out.cleanup&(1<<i) != 0:
				results = append(results, ResultFact{Life: o.Spec.Name, Form: Called, Result: i})
			case out.returned&(1<<i) != 0 && out.cleanup == 0 && o.endable(fn.Signature.Results().At(i).Type()):
				results = append(results, ResultFact{Life: o.Spec.Name, Form: o.Form, Result: i})
			}
		}
	}
	a.results[fn] = unique(results)
	return a.results[fn]
}

// endable reports whether who has the value as one of type t can end it, or is
// known to have to.
func (o *Obligation) endable(t types.Type) bool { return o.Form != Plain || o.Spec.taken(t) }

func unique(facts []ResultFact) []ResultFact {
	var kept []ResultFact
	for _, f := range facts {
		dup := false
		for _, k := range kept {
			dup = dup || k == f
		}
		if !dup {
			kept = append(kept, f)
		}
	}
	return kept
}

// Ends reports whether a call certainly ends its i-th argument, and returns.
func (a *Analysis) Ends(spec *Spec, call *ssa.CallCommon, i int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.argument(spec, spec.form(), call, i) == Ends && !a.stops(call)
}

// Facts returns what other packages need to know of fn.
func (a *Analysis) Facts(fn *ssa.Function) Facts {
	a.mu.Lock()
	defer a.mu.Unlock()
	facts := Facts{Never: a.neverReturns(fn), Results: a.handsOut(fn)}
	for i, p := range fn.Params {
		if i >= 64 {
			break
		}
		for _, spec := range append([]*Spec{anyCall}, a.specs...) {
			if !spec.taken(p.Type()) {
				continue
			}
			facts.add(a, paramKey{spec: spec, form: spec.form(), fn: fn, holds: 1 << i}, i)
		}
		for _, spec := range a.specs {
			if spec.wraps(p.Type()) {
				facts.add(a, paramKey{spec: spec, form: Wrapped, fn: fn, holds: 1 << i}, i)
			}
		}
	}
	return facts
}

// add records the effect on a parameter, if it is known.
func (f *Facts) add(a *Analysis, key paramKey, param int) {
	if effect := a.effect(key); effect != Unknown {
		f.Params = append(f.Params, ParamFact{Life: key.spec.Name, Form: key.form, Param: param, Effect: effect})
	}
}
