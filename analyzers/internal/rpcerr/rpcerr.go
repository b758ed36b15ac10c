// Package rpcerr tells whether an error comes from a gRPC call.
//
// Such an error is a status, on the client and on the server alike: nothing in
// it is what a context's Err returns. It is followed back through variables,
// helpers and functions that wrap it. All ways to a value must agree, so the
// answer is a matter of must: an error that may also come from somewhere else
// is unknown.
package rpcerr

import (
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Facts are what is known of a function of another package.
type Facts struct {
	Results    []int // errors among its results that always come from a gRPC call, or are nil
	Translates bool  // it is, or makes, a client interceptor that may turn errors into others
}

// Analysis answers questions about the functions of one package. Its methods
// may be called concurrently.
type Analysis struct {
	mu       sync.Mutex
	imported func(*types.Func) (Facts, bool)
	results  map[*ssa.Function][]int
}

// New returns the analysis of a package; imported gives the facts of functions
// of other packages.
func New(imported func(*types.Func) (Facts, bool)) *Analysis {
	return &Analysis{imported: imported, results: map[*ssa.Function][]int{}}
}

// Source returns the call that an error comes from: one to a server, or of a
// function that makes one. It is nil if the error may have another origin.
func (a *Analysis) Source(v ssa.Value) *ssa.Call {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := trace{analysis: a, seen: map[ssa.Value]bool{}}
	if !t.follow(v) {
		return nil
	}
	return t.source
}

// Facts returns what other packages need to know of fn.
func (a *Analysis) Facts(fn *ssa.Function) Facts {
	a.mu.Lock()
	defer a.mu.Unlock()
	return Facts{Results: a.resultsOf(fn), Translates: a.translates(fn)}
}

// Translates reports whether fn, or a literal in it, is a client interceptor
// that may return another error than the call does.
func (a *Analysis) Translates(fn *ssa.Function) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.translates(fn)
}

func (a *Analysis) translates(fn *ssa.Function) bool {
	if isInterceptor(fn.Signature) && !slices.Contains(a.resultsOf(fn), fn.Signature.Results().Len()-1) {
		return true
	}
	return slices.ContainsFunc(fn.AnonFuncs, a.translates)
}

// isInterceptor reports whether a function with this signature can be a gRPC
// client interceptor: it takes what makes the call.
func isInterceptor(sig *types.Signature) bool {
	if value.ErrorResult(sig) < 0 {
		return false
	}
	for param := range sig.Params().Variables() {
		if isCaller(param.Type()) {
			return true
		}
	}
	return false
}

func isCaller(t types.Type) bool {
	return symbol.Is(t, "google.golang.org/grpc", "UnaryInvoker") || symbol.Is(t, "google.golang.org/grpc", "Streamer")
}

// resultsOf returns the results of fn that are errors of gRPC calls.
func (a *Analysis) resultsOf(fn *ssa.Function) []int {
	if known, ok := a.results[fn]; ok {
		return known // none while fn is being looked at
	}
	a.results[fn] = nil
	var found []int
	for i := range fn.Signature.Results().Len() {
		if symbol.IsError(fn.Signature.Results().At(i).Type()) && a.returns(fn, i) {
			found = append(found, i)
		}
	}
	a.results[fn] = found
	return found
}

// returns reports whether every return of fn yields nil or the error of a gRPC
// call as the i-th result, and not always nil.
func (a *Analysis) returns(fn *ssa.Function, i int) bool {
	t := trace{analysis: a, seen: map[ssa.Value]bool{}}
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && !t.follow(ret.Results[i]) {
			return false
		}
	}
	return t.source != nil
}

// trace follows one error back to the calls it comes from.
type trace struct {
	analysis *Analysis
	seen     map[ssa.Value]bool
	source   *ssa.Call // the first one found
}

// follow reports whether v is nil or the error of a gRPC call.
func (t *trace) follow(v ssa.Value) bool {
	v = value.Origin(v)
	if t.seen[v] || value.IsNil(v) {
		return true // around a loop, or no error
	}
	t.seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return !t.follow(edge) })
	case *ssa.UnOp:
		return t.load(v)
	case *ssa.Call:
		return t.call(v, 0)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && t.call(call, v.Index)
	}
	return false
}

// load follows what a variable holds: the value stored last, if that is known,
// else all of them.
func (t *trace) load(load *ssa.UnOp) bool {
	cell := value.Cell(load.X)
	if cell == nil {
		return false
	}
	if stored := errtest.LastStore(load); stored != nil {
		return t.follow(stored)
	}
	return value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use.Addr == addr && t.follow(use.Val)
		case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			return true
		}
		return false // its address escapes
	})
}

// call reports whether the i-th result of a call is an error of a gRPC call.
func (t *trace) call(call *ssa.Call, i int) bool {
	common := &call.Call
	side, _ := catalog.StreamCall(common)
	if value.ErrorResult(common.Signature()) != i {
		return false
	}
	if side != catalog.NoStream || catalog.IsRPC(common) || isCaller(common.Value.Type()) || statuses.Calls(common) {
		return t.found(call)
	}
	if wrapped := Wrapped(common); wrapped != nil {
		return !slices.ContainsFunc(wrapped, func(v ssa.Value) bool { return !t.follow(v) })
	}
	if common.IsInvoke() {
		return false
	}
	if fn := value.Function(common.Value); fn != nil && len(fn.Blocks) > 0 {
		return slices.Contains(t.analysis.resultsOf(fn), i) && t.found(call)
	}
	fn := symbol.Callee(common)
	if fn == nil {
		return false
	}
	facts, _ := t.analysis.imported(fn)
	return slices.Contains(facts.Results, i) && t.found(call)
}

func (t *trace) found(call *ssa.Call) bool {
	if t.source == nil {
		t.source = call
	}
	return true
}

// statuses make such errors out of codes.
var statuses = symbol.Of(
	"google.golang.org/grpc/status.Error", "google.golang.org/grpc/status.Errorf",
	"(*google.golang.org/grpc/internal/status.Status).Err",
)
