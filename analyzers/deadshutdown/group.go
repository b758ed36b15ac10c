package deadshutdown

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var (
	httpShutdown = symbol.Of("(*net/http.Server).Shutdown")
	httpServe    = symbol.Of(
		"(*net/http.Server).Serve", "(*net/http.Server).ServeTLS",
		"(*net/http.Server).ListenAndServe", "(*net/http.Server).ListenAndServeTLS",
	)
	withGroup = symbol.Of("golang.org/x/sync/errgroup.WithContext")
)

// reportGroup reports a server that is shut down in the time of an errgroup's
// context while a function of that group returns what Serve returns: that ends
// the context as soon as the shutdown begins.
func reportGroup(pass *rule.Pass, call ssa.CallInstruction, ctx ssa.Value) {
	if !httpShutdown.Calls(call.Common()) {
		return
	}
	group := groupOf(pass, ctx)
	if group == nil {
		return
	}
	serve := served(group, call.Common().Args[0])
	site, ok := service.At(pass, call)
	if serve == nil || !ok {
		return
	}
	arg, name := site.Context(), service.Name(pass, serve)
	if arg == nil {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is called with %s, which ends when it begins: %s returns then, and its error ends the group's context",
			service.Name(pass, call), named(arg), name),
		Path: []rule.Step{
			rule.StepAt(serve, name+" returns http.ErrServerClosed as soon as a shutdown begins, and so does the function of the group"),
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the shutdown has no time left then"},
		},
		Fixes: detach(pass, call, site, arg, derivation{}),
	})
}

// groupOf returns the call of errgroup.WithContext that a context comes from,
// or nil.
func groupOf(pass *rule.Pass, ctx ssa.Value) *ssa.Call {
	for ctx != nil {
		v := dead.Origin(ctx)
		if extract, ok := v.(*ssa.Extract); ok {
			if call, ok := extract.Tuple.(*ssa.Call); ok && withGroup.Calls(&call.Call) {
				return call
			}
		}
		ctx = pass.Summary.ContextParent(v)
	}
	return nil
}

// served returns the call that serves with the given server in a function of
// the group which returns that call's error, or nil.
func served(group *ssa.Call, server ssa.Value) *ssa.Call {
	for _, fn := range append([]*ssa.Function{group.Parent()}, group.Parent().AnonFuncs...) {
		for start := range flow.Instrs[*ssa.Call](fn) {
			if !catalog.Starts.Calls(&start.Call) || value.Origin(start.Call.Args[0]) != value.Result(group, 0) {
				continue
			}
			if serve, with := returned(start); serve != nil && value.Same(with, server) {
				return serve
			}
		}
	}
	return nil
}

// returned returns the call that serves whose error a function that is started
// returns as it is, and the server; nil if it is no such function.
func returned(start *ssa.Call) (serve *ssa.Call, server ssa.Value) {
	fn := value.Function(start.Call.Args[1])
	if fn == nil {
		return nil, nil
	}
	if closure := value.Closure(start.Call.Args[1]); closure != nil && httpServe.Has(symbol.Object(fn)) {
		return start, closure.Bindings[0] // a method value
	}
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) != 1 {
			continue
		}
		call, ok := value.Origin(ret.Results[0]).(*ssa.Call)
		if ok && httpServe.Calls(&call.Call) && !tested(call) {
			return call, call.Call.Args[0]
		}
	}
	return nil, nil
}

// tested reports whether anything but nil is looked for in an error.
func tested(err *ssa.Call) bool {
	for _, use := range *err.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.Return, *ssa.Store:
		case *ssa.BinOp:
			if !value.IsNil(use.X) && !value.IsNil(use.Y) {
				return true
			}
		default:
			return true
		}
	}
	return false
}
