// Package summary is the only analyzer with facts: what a function does to its
// arguments, its results and the process.
//
// What a function of the package does is computed when first asked for, from
// what its callees do; what functions of other packages do comes from their
// facts. A missing fact means unknown.
package summary

import (
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ctxbound"
	"github.com/govlint/govlint/analyzers/internal/ginchain"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/options"
	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/respond"
	"github.com/govlint/govlint/analyzers/internal/rpcerr"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

// Fact is what is known of one function.
type Fact struct {
	Lives    lifecycle.Facts
	Events   Events
	Contexts Contexts
	RPC      rpcerr.Facts
	Bound    []ctxbound.Fact
	Panics   panics.Facts
	Options  options.Facts
	Responds []respond.Fact
	Gin      []ginchain.Fact
	Fresh    int          // what it makes and returns: one more than the index in catalog.SharedKinds
	Spans    uint64       // parameters that are the parents of spans it starts
	Awaits   uint64       // parameters that are contexts under which it waits for somebody else's answer
	Drains   uint64       // parameters in whose time it ends something in good order
	Renews   uint64       // parameters for as long as which it leaves a lease renewed
	Session  bool         // it consumes as a member of a Kafka group, once
	Hasty    bool         // it returns while its server is still being shut down
	Program  catalog.Mark // what it does once for the whole program, itself and through the functions it calls
}

// AFact marks Fact as a fact of the analysis framework.
func (*Fact) AFact() {}

func (f *Fact) String() string { return "summary" }

// Result answers what functions do, for one package and its dependencies. It
// may be used concurrently.
type Result struct {
	Lives    *lifecycle.Analysis // the lives begun and ended in the package
	Response *respond.Analysis   // what is done to responses
	Gin      *ginchain.Analysis  // what is done to chains of gin

	pass     *analysis.Pass
	settings *settings.Settings
	funcs    []*ssa.Function
	events   map[*types.Func]Events
	rpc      *rpcerr.Analysis
	bound    *ctxbound.Analysis
	panics   *panics.Analysis
	options  *options.Analysis
	program  ProgramFact
	marks    map[*types.Func]catalog.Mark // of the package's functions
	spans    map[*types.Func]uint64       // parameters of the package's functions that are parents of spans
	awaits   map[*types.Func]uint64       // parameters of the package's functions that are contexts under which they wait
	trail    func() *trail.Index
	drains   map[*types.Func]uint64 // parameters of them that are the time to end something
	renews   map[*types.Func]uint64 // parameters of them that are the time of a lease
}

// Analyzer computes a *Result and exports Facts.
var Analyzer = &analysis.Analyzer{
	Name:       "govlintsummary",
	Doc:        "govlintsummary computes what functions do to their arguments, their results and the process",
	Requires:   []*analysis.Analyzer{settings.Analyzer, ir.Analyzer},
	FactTypes:  []analysis.Fact{(*Fact)(nil), (*ProgramFact)(nil)},
	ResultType: reflect.TypeFor[*Result](),
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:     pass,
		settings: pass.ResultOf[settings.Analyzer].(*settings.Settings),
		funcs:    pass.ResultOf[ir.Analyzer].(*ir.Program).Funcs,
	}
	specs := append(catalog.Lifecycles(), r.settings.Lifecycles...)
	r.trail = sync.OnceValue(func() *trail.Index {
		return trail.New(pass.ResultOf[ir.Analyzer].(*ir.Program).WithInit())
	})
	r.Lives = lifecycle.New(pass.Pkg, r.funcs, specs, func(fn *types.Func) (lifecycle.Facts, bool) {
		fact, ok := r.imported(fn)
		return fact.Lives, ok
	})
	r.events = packageEvents(r.funcs, r.settings.Events, func(fn *types.Func) (Events, bool) {
		fact, ok := r.imported(fn)
		return fact.Events, ok
	})
	r.Response = respond.New(func(fn *types.Func) ([]respond.Fact, bool) {
		fact, ok := r.imported(fn)
		return fact.Responds, ok
	})
	r.Gin = ginchain.New(func(fn *types.Func) ([]ginchain.Fact, bool) {
		fact, ok := r.imported(fn)
		return fact.Gin, ok
	})
	r.rpc = rpcerr.New(r.importedRPC)
	r.bound = ctxbound.New(r.ContextParent, r.importedBound)
	r.panics = panics.New(r.importedPanics)
	r.options = options.New(r.importedOptions)
	if pass.ResultOf[ir.Analyzer].(*ir.Program).Pkg != nil {
		r.describeProgram()
		pass.ExportPackageFact(&r.program)
		r.describeSpans()
		r.describeAwaits()
		r.describeTimes()
	}
	hasty, sessions := map[*types.Func]bool{}, map[*types.Func]bool{}
	for _, fn := range r.funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() {
			continue // not callable from elsewhere
		}
		contexts, _ := r.contexts(obj, map[*types.Func]bool{})
		fact := &Fact{Lives: r.Lives.Facts(fn), Events: r.events[obj], Contexts: contexts, RPC: r.rpc.Facts(fn), Bound: r.bound.Facts(fn), Program: r.marks[obj] & catalog.SetUps}
		fact.Panics, _ = r.panics.Of(fn)
		fact.Options = r.options.Facts(fn)
		fact.Spans, fact.Drains, fact.Renews = r.spans[obj], r.drains[obj], r.renews[obj]
		fact.Fresh = r.freshFact(fn)
		fact.Hasty, fact.Session = r.hasty(fn, hasty), r.session(fn, sessions)
		fact.Awaits = r.awaits[obj]
		fact.Responds = r.Response.Facts(fn)
		fact.Gin = r.Gin.Facts(fn)
		if !reflect.ValueOf(*fact).IsZero() {
			pass.ExportObjectFact(obj, fact)
		}
	}
	return r, nil
}

// Trail follows values over the whole package, which for most rules nothing
// asks for: it is made when first used.
func (r *Result) Trail() *trail.Index { return r.trail() }

// Events returns what a call does to a registry and to listeners.
func (r *Result) Events(call ssa.CallInstruction) Events {
	return newEventScan(r.eventsOf, r.settings.Events).call(call)
}

func (r *Result) eventsOf(fn *types.Func) (Events, bool) {
	if events, ok := r.events[fn]; ok {
		return events, true
	}
	fact, ok := r.imported(fn)
	return fact.Events, ok
}

// imported returns the fact of a function of another package.
func (r *Result) imported(fn *types.Func) (Fact, bool) {
	var fact Fact
	ok := fn.Pkg() != r.pass.Pkg && r.pass.ImportObjectFact(fn, &fact)
	return fact, ok
}
