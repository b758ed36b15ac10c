package undrainedproducer

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// stays reports whether the producer that a call makes is used in its package
// alone.
func stays(pass *rule.Pass, call *ssa.Call) bool {
	producer := value.Result(call, 0)
	if producer == nil || handedOut(pass) {
		return false
	}
	for _, use := range *producer.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.Store:
			if !hidden(use.Addr) {
				return false
			}
		case ssa.CallInstruction:
			if !staysIn(pass, use.Common(), producer) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// hidden reports whether an address is that of a local variable or of an
// unexported field.
func hidden(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.FieldAddr:
		return !value.FieldOf(addr).Exported()
	}
	return false
}

// staysIn reports whether a call is one of the producer's own methods, or of a
// function of this package.
func staysIn(pass *rule.Pass, call *ssa.CallCommon, producer ssa.Value) bool {
	if call.IsInvoke() {
		return call.Value == producer
	}
	fn := symbol.Callee(call)
	return fn != nil && fn.Pkg() == pass.Pkg
}

// handedOut reports whether a function gives out a producer, to other packages
// perhaps, or hands one to them: it is tempting to look at exported functions
// only, but a closure may be anybody's.
func handedOut(pass *rule.Pass) bool {
	for _, fn := range pass.Funcs() {
		results := fn.Signature.Results()
		for i := range results.Len() {
			if isProducer(results.At(i).Type()) {
				return true
			}
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && takes(pass, call.Common()) {
					return true
				}
			}
		}
	}
	return false
}

// takes reports whether a call hands a producer to another package.
func takes(pass *rule.Pass, call *ssa.CallCommon) bool {
	params := call.Signature().Params()
	if fn := symbol.Callee(call); fn != nil && fn.Pkg() == pass.Pkg {
		return false
	}
	for i := range params.Len() {
		if isProducer(params.At(i).Type()) {
			return true
		}
	}
	return false
}
