package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/rpcerr"
)

// RPCError returns the call that an error comes from if that is certainly one
// to a gRPC server, or of a function that makes one; else nil.
func (r *Result) RPCError(v ssa.Value) *ssa.Call { return r.rpc.Source(v) }

// TranslatesRPCErrors reports whether a client interceptor of this package, or
// of one that it imports, may turn the errors of calls into others.
func (r *Result) TranslatesRPCErrors() bool {
	for _, fn := range r.funcs {
		if r.rpc.Translates(fn) {
			return true
		}
	}
	for _, pkg := range r.pass.Pkg.Imports() {
		for _, name := range pkg.Scope().Names() {
			fn, ok := pkg.Scope().Lookup(name).(*types.Func)
			if !ok || !fn.Exported() {
				continue
			}
			if facts, _ := r.importedRPC(fn); facts.Translates {
				return true
			}
		}
	}
	return false
}

func (r *Result) importedRPC(fn *types.Func) (rpcerr.Facts, bool) {
	fact, ok := r.imported(fn)
	return fact.RPC, ok
}
