package catalog

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Cancelling are the derivations that give a context an end of its own.
var Cancelling = symbol.Of(
	"context.WithCancel", "context.WithCancelCause", "context.WithDeadline", "context.WithDeadlineCause",
	"context.WithTimeout", "context.WithTimeoutCause",
	"os/signal.NotifyContext",
	"golang.org/x/sync/errgroup.WithContext",
)

// Cancellable are those of them that end only by their cancel function.
var Cancellable = symbol.Of("context.WithCancel", "context.WithCancelCause")

// Timed are those of them that end by themselves.
var Timed = symbol.Of("context.WithTimeout", "context.WithDeadline", "context.WithTimeoutCause", "context.WithDeadlineCause")

// detaching contexts are not cancelled with their parent.
var detaching = symbol.Of("context.WithoutCancel")

// freshRequests have a context that descends from none.
var freshRequests = symbol.Of("net/http.NewRequest")

// NeverCancelled reports whether it is certain that nothing ever ends the
// context, or that of the request: it has no deadline, and no one holds a function that cancels it.
// This asks for more than an origin: every way to ctx must have this property.
func NeverCancelled(ctx ssa.Value) bool {
	return ctx != nil && neverCancelled(ctx, map[ssa.Value]bool{})
}

func neverCancelled(v ssa.Value, seen map[ssa.Value]bool) bool {
	v = value.Origin(v)
	if seen[v] {
		return true // around a loop: decided by the other ways
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !neverCancelled(edge, seen) {
				return false
			}
		}
		return true
	case *ssa.Call:
		return madeUncancelled(v, seen)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && madeUncancelled(call, seen)
	}
	return false
}

// madeUncancelled is neverCancelled for the result of a call.
func madeUncancelled(call *ssa.Call, seen map[ssa.Value]bool) bool {
	fn := symbol.Callee(&call.Call)
	switch {
	case FreshContexts.Has(fn), detaching.Has(fn), freshRequests.Has(fn):
		return true
	case Cancellable.Has(fn) && taken(call, 1):
		return false
	case Cancelling.Has(fn) && !Cancellable.Has(fn), !DerivedContexts.Has(fn):
		return false
	}
	from := StreamContext(&call.Call)
	return from != nil && neverCancelled(from, seen)
}

// taken reports whether anything is done with the i-th result of the call.
func taken(call *ssa.Call, i int) bool {
	result := value.Result(call, i)
	return result != nil && len(*result.Referrers()) > 0
}

// CancelledEarly reports whether the function that derives a context, or one
// that it descends from, may cancel it other than by a deferred call.
func CancelledEarly(ctx ssa.Value) bool {
	for range 8 {
		extract, ok := value.Origin(ctx).(*ssa.Extract)
		if !ok {
			return false
		}
		call, ok := extract.Tuple.(*ssa.Call)
		if !ok {
			return false
		}
		if Cancelling.Has(symbol.Callee(&call.Call)) && !onlyDeferred(value.Result(call, 1)) {
			return true
		}
		if ctx = StreamContext(&call.Call); ctx == nil {
			return false
		}
	}
	return true
}

// onlyDeferred reports whether nothing is done with a cancel function but to
// defer its call. Of other results, such as a group's context, that is so.
func onlyDeferred(cancel ssa.Value) bool {
	if cancel == nil || value.Signature(cancel.Type()) == nil {
		return true
	}
	for _, use := range *cancel.Referrers() {
		d, ok := use.(*ssa.Defer)
		if !ok || d.Call.Value != cancel {
			return false
		}
	}
	return true
}
