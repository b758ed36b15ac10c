package detachedcontext

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// unknown returns the fresh context that a call is given directly of which
// nothing is known but that it may fail: of a method of an interface, or of a
// function value. It is nil where what the call begins may be meant to last.
func unknown(pass *rule.Pass, handlers *handler.Finder, call *ssa.Call) ssa.Value {
	common := &call.Call
	if common.StaticCallee() != nil || len(common.Args) == 0 || value.ErrorResult(common.Signature()) < 0 {
		return nil
	}
	made, ok := common.Args[0].(*ssa.Call)
	if !ok {
		return nil
	}
	if common.IsInvoke() && catalog.TODO.Calls(&made.Call) {
		return made // it says itself that this is not the context it should be
	}
	if !catalog.FreshContexts.Calls(&made.Call) || begins(common) {
		return nil
	}
	if h, ok := handlers.Around(call.Parent()); ok && h.Link != nil && h.Link.IsNext(common) {
		return nil // left to detachednext
	}
	return made
}

// begins reports whether a call begins what goes on when it returns, by its name
// and by what it returns.
func begins(call *ssa.CallCommon) bool {
	if call.IsInvoke() && symbol.Mentions(call.Method.Name(), "begin", "connect", "consume", "dial", "dispatch", "enqueue", "keep", "launch",
		"listen", "open", "register", "run", "schedule", "serve", "spawn", "start", "submit", "subscribe") {
		return true
	}
	for result := range call.Signature().Results().Variables() {
		if lasts(result.Type()) {
			return true
		}
	}
	return false
}

// lasts reports whether a value of type t is in use until someone ends it.
func lasts(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	}
	for _, name := range []string{"Close", "CloseSend", "Shutdown", "Stop"} {
		if method, _, _ := types.LookupFieldOrMethod(t, true, nil, name); method != nil {
			return true
		}
	}
	return false
}
