package ginchain

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Handover is a call that is given a handler's gin context as a
// context.Context.
type Handover struct {
	Call    *ssa.Call
	Arg     int            // among the arguments in the source
	Context *ssa.Parameter // of the function that calls
}

// Handovers returns the calls by which a function passes a parameter, the
// context of gin, as a context.Context. Functions of packages that know gin are
// left out: they may look into it.
func Handovers(fn *ssa.Function) []Handover {
	var found []Handover
	for _, p := range fn.Params {
		if !IsContext(p.Type()) || p.Referrers() == nil {
			continue
		}
		for _, use := range *p.Referrers() {
			plain, ok := use.(*ssa.MakeInterface)
			if !ok || !symbol.IsContext(plain.Type()) {
				continue
			}
			for _, use := range *plain.Referrers() {
				if call, ok := use.(*ssa.Call); ok && !knowsGin(fn, &call.Call) {
					found = append(found, Handover{call, argument(&call.Call, plain), p})
				}
			}
		}
	}
	return found
}

// argument returns which argument of a call in the source a value is.
func argument(call *ssa.CallCommon, v ssa.Value) int {
	args := call.Args
	if !call.IsInvoke() && value.Receiver(call) != nil {
		args = args[1:]
	}
	for i, arg := range args {
		if arg == v {
			return i
		}
	}
	return -1 // one of several that are passed as a slice
}

// knowsGin reports whether a call of fn is to a library that imports gin. Of
// packages that are analysed Unwraps tells more.
func knowsGin(fn *ssa.Function, call *ssa.CallCommon) bool {
	callee := symbol.Callee(call)
	if callee == nil || callee.Pkg() == nil || root(callee.Pkg()) == root(fn.Package().Pkg) {
		return false
	}
	return slices.ContainsFunc(callee.Pkg().Imports(), func(imported *types.Package) bool { return imported.Path() == library })
}

// root returns the first element of an import path, or the first two if that
// is a host.
func root(pkg *types.Package) string {
	first, rest, _ := strings.Cut(pkg.Path(), "/")
	if !strings.Contains(first, ".") {
		return first
	}
	second, _, _ := strings.Cut(rest, "/")
	return first + "/" + second
}

// Unwraps reports whether a function takes gin's context out of an interface,
// or asks one for it by gin's own key.
func Unwraps(fn *ssa.Function) bool {
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		switch instr := instr.(type) {
		case *ssa.TypeAssert:
			if IsContext(instr.AssertedType) {
				return true
			}
		case *ssa.Call:
			for _, arg := range instr.Call.Args {
				if isKey(arg) {
					return true
				}
			}
		}
	}
	return false
}

// isKey reports whether a value is one of the keys under which gin's context
// gives out itself or its request.
func isKey(v ssa.Value) bool {
	c, ok := value.Strip(v).(*ssa.Const)
	if !ok || c.Value == nil {
		return false
	}
	if c.Value.ExactString() == `"_gin-gonic/gin/contextkey"` {
		return true
	}
	return symbol.Is(c.Type(), library, "ContextKeyType")
}
