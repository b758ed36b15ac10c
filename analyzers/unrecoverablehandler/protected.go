package unrecoverablehandler

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// protected reports whether something that fn defers may recover.
func protected(pass *rule.Pass, fn *ssa.Function) bool {
	for _, d := range panics.Defers(fn) {
		if mayRecover(pass, &d.Call) {
			return true
		}
	}
	return false
}

// mayRecover reports whether a deferred call may recover: its code does, or is
// not known and no library's that never does.
func mayRecover(pass *rule.Pass, call *ssa.CallCommon) bool {
	if _, builtin := call.Value.(*ssa.Builtin); builtin {
		return false
	}
	if facts, ok := pass.Summary.Panics().Of(value.Function(call.Value)); ok {
		return facts.Recovers
	}
	if callee := symbol.Callee(call); callee != nil {
		first, _, _ := strings.Cut(symbol.Package(symbol.Name(callee)), "/")
		return strings.Contains(first, ".") // the standard library does not
	}
	return !symbol.Is(call.Value.Type(), "context", "CancelFunc")
}
