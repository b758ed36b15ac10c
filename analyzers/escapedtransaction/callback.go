package escapedtransaction

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// callback looks for statements of the pool in a function that is run in a
// transaction of it.
func callback(pass *rule.Pass, runner *ssa.Call, arg int) {
	pool := value.Receiver(&runner.Call)
	if arg >= 0 {
		pool = runner.Call.Args[arg]
	}
	path, fn := pathOf(pool), functionArg(&runner.Call)
	if path == "" || fn == nil || len(fn.Params) == 0 || alreadyIn(pool) || joins(fn, path) {
		return
	}
	for call := range flow.AllInstrs[*ssa.Call](fn) {
		if queries(call, path) {
			report(pass, call, escape{begin: runner, tx: fn.Params[len(fn.Params)-1].Name()})
		}
	}
}

// joins reports whether a function gives the pool of a path another connection,
// which is that of the transaction.
func joins(fn *ssa.Function, path string) bool {
	for store := range flow.AllInstrs[*ssa.Store](fn) {
		if pool := catalog.GormConn(store.Addr); pool != nil && pathOf(pool) == path {
			return true
		}
	}
	return false
}

// alreadyIn reports whether a pool is, by its name, a transaction already: one
// within it goes through the same connection.
func alreadyIn(pool ssa.Value) bool {
	name := strings.ToLower(root(pool).Name())
	return strings.HasPrefix(name, "tx") || strings.HasPrefix(name, "trx") || strings.HasPrefix(name, "trans")
}

// session looks for calls that are not given the context of their session in a
// function that is run with one, if a transaction is open.
func session(pass *rule.Pass, runner *ssa.Call, always bool) {
	fn := functionArg(&runner.Call)
	if fn == nil || len(fn.Params) == 0 || !always && !starts(fn) && !starts(runner.Parent()) || carriesSession(runner) {
		return
	}
	param := fn.Params[len(fn.Params)-1]
	for call := range flow.AllInstrs[*ssa.Call](fn) {
		if !catalog.CollectionCalls.Calls(&call.Call) {
			continue
		}
		ctx := value.Origin(call.Call.Args[1])
		if ctx.Parent() == nil || within(ctx.Parent(), fn) || !symbol.IsContext(ctx.Type()) || putsSession(ctx) {
			continue // made here, of the session's most likely
		}
		report(pass, call, escape{begin: runner, ctx: true, tx: param.Name()})
	}
}

// starts reports whether a function opens a transaction.
func starts(fn *ssa.Function) bool {
	for call := range flow.AllInstrs[*ssa.Call](fn) {
		if catalog.StartTransaction.Calls(&call.Call) {
			return true
		}
	}
	return false
}

// carriesSession reports whether the session has come with a context, or is in
// the one that the runner is given.
func carriesSession(runner *ssa.Call) bool {
	for _, v := range append([]ssa.Value{runner.Call.Value}, runner.Call.Args...) {
		if putsSession(value.Origin(v)) {
			return true
		}
	}
	return false
}

func putsSession(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && catalog.SessionOfContext.Calls(&call.Call)
}

// functionArg returns the literal that is the last function argument, or nil.
func functionArg(call *ssa.CallCommon) *ssa.Function {
	for i := len(call.Args) - 1; i >= 0; i-- {
		if value.Signature(call.Args[i].Type()) == nil {
			continue
		}
		if fn := value.Function(call.Args[i]); fn != nil && fn.Parent() != nil {
			return fn
		}
		return nil
	}
	return nil
}

// within reports whether fn is outer, or a literal in it.
func within(fn, outer *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}
