package droppednextctx

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

func isContext(t types.Type) bool { return symbol.IsContext(t) }

func isRequest(t types.Type) bool { return symbol.Is(t, "net/http", "Request") }

func method(call *ssa.Call) string {
	if fn := symbol.Callee(&call.Call); fn != nil && fn.Signature().Params().Len() == 0 {
		return fn.Name()
	}
	return ""
}

func noun(call *ssa.Call) string {
	if isRequest(call.Call.Signature().Results().At(derived(call)).Type()) {
		return "request"
	}
	return "context"
}

// stream reports whether what next gets is a stream as it came in.
func (h handover) stream() bool {
	return catalog.StreamSide(h.param.Type()) == catalog.ServerSide
}

// checkWrapper reports a wrapped stream with a derived context that nothing is
// done with.
func checkWrapper(pass *rule.Pass, link *chain.Link, h handover, v ssa.Value) {
	ctx := onlyFilled(v, h.param)
	if ctx == nil {
		return
	}
	pos, end := rule.Range(link.Body, h.call)
	steps := []rule.Step{}
	if call, ok := ctx.(ssa.Instruction); ok {
		at, atEnd := rule.Range(link.Body, call)
		steps = append(steps, rule.Step{Pos: at, End: atEnd, Message: "the context is derived here"})
	}
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s gets %s itself: the stream that wraps it with a derived context is never used", link.Object().Name(), h.param.Name()),
		Path:    append(steps, rule.Step{Pos: pos, End: end, Message: "the handler sees the old context"}),
	})
}

// onlyFilled returns the context that is stored in a field of the struct v,
// derived from the parameter's, if v has a method Context and all that is done
// with it is to fill its fields.
func onlyFilled(v ssa.Value, param *ssa.Parameter) ssa.Value {
	pointer, ok := v.Type().Underlying().(*types.Pointer)
	if !ok || v.Referrers() == nil {
		return nil
	}
	if _, ok := pointer.Elem().Underlying().(*types.Struct); !ok || !types.Implements(pointer, param.Type().Underlying().(*types.Interface)) {
		return nil
	}
	var ctx ssa.Value
	for _, use := range *v.Referrers() {
		field, ok := use.(*ssa.FieldAddr)
		if !ok {
			return nil
		}
		for _, use := range *field.Referrers() {
			store, ok := use.(*ssa.Store)
			if !ok || store.Addr != field {
				return nil
			}
			if isContext(store.Val.Type()) && store.Val != param && descends(store.Val, param) {
				ctx = store.Val
			}
		}
	}
	return ctx
}
