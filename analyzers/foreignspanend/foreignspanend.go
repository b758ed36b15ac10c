package foreignspanend

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the foreignspanend rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.SpanFrom),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.SpanFrom) {
		return nil
	}
	handlers := handler.In(pass.Pkg)
	for _, fn := range pass.Funcs() {
		if _, ok := handlers.Of(fn); !ok {
			continue // ends what somebody hands it on purpose
		}
		check(pass, fn, fn)
		for _, d := range defers(fn) {
			if literal := value.Function(d.Call.Value); literal != nil && literal.Parent() == fn {
				check(pass, fn, literal)
			}
		}
	}
	return nil
}

func defers(fn *ssa.Function) []*ssa.Defer {
	var found []*ssa.Defer
	for d := range flow.Instrs[*ssa.Defer](fn) {
		found = append(found, d)
	}
	return found
}

// check reports the ends, in a handler's body, of spans that come with the
// request.
func check(pass *rule.Pass, served, body *ssa.Function) {
	for call := range flow.Instrs[ssa.CallInstruction](body) {
		if !call.Common().IsInvoke() || !catalog.SpanEnd.Calls(call.Common()) {
			continue
		}
		taken, ok := value.Origin(call.Common().Value).(*ssa.Call)
		if ok && catalog.SpanFrom.Calls(&taken.Call) && taken.Parent() == served && incoming(pass, served, taken.Call.Args[0]) {
			report(pass, call, taken)
		}
	}
}

// incoming reports whether a context is the one that a request came with, or
// derived from it without another span.
func incoming(pass *rule.Pass, served *ssa.Function, ctx ssa.Value) bool {
	root := pass.Summary.ContextRoot(ctx)
	for _, call := range root.Calls {
		if catalog.SpanStart.Calls(&call.Call) || catalog.SpanInto.Calls(&call.Call) || !catalog.DerivedContexts.Calls(&call.Call) {
			return false // another span may be in it
		}
	}
	if root.Param != nil && carries(root.Param.Type()) {
		return root.Param.Parent() == served
	}
	call, ok := value.Origin(ctx).(*ssa.Call)
	return ok && request(served, value.Receiver(&call.Call))
}

// carries reports whether nobody can put another context into what has type t.
func carries(t types.Type) bool {
	return symbol.IsContext(t) || symbol.Is(t, "net/http", "Request")
}

// request reports whether a value is a parameter, or the request of one: a
// field that the function does not assign, or what a method without arguments
// returns.
func request(served *ssa.Function, v ssa.Value) bool {
	if v == nil {
		return false
	}
	switch v := value.Origin(v).(type) {
	case *ssa.Parameter:
		return v.Parent() == served
	case *ssa.UnOp:
		field, ok := v.X.(*ssa.FieldAddr)
		return ok && request(served, field.X) && !assigned(served, field)
	case *ssa.Call:
		return v.Call.Signature().Params().Len() == 0 && request(served, value.Receiver(&v.Call)) && !hands(served, v)
	}
	return false
}

// assigned reports whether a function stores to a field.
func assigned(fn *ssa.Function, field *ssa.FieldAddr) bool {
	for store := range flow.Instrs[*ssa.Store](fn) {
		other, ok := store.Addr.(*ssa.FieldAddr)
		if ok && other.Field == field.Field && types.Identical(other.X.Type(), field.X.Type()) {
			return true
		}
	}
	return false
}

// hands reports whether a function gives another request to what holds the
// request: SetRequest in echo, SetUserContext in fiber.
func hands(fn *ssa.Function, getter *ssa.Call) bool {
	holder := value.Origin(value.Receiver(&getter.Call))
	for call := range flow.Instrs[*ssa.Call](fn) {
		if call.Call.Signature().Params().Len() != 1 || call.Call.Signature().Results().Len() > 0 {
			continue
		}
		if receiver := value.Receiver(&call.Call); receiver != nil && value.Origin(receiver) == holder {
			return true
		}
	}
	return false
}

func report(pass *rule.Pass, end ssa.CallInstruction, taken *ssa.Call) {
	pos, last := rule.Range(end.Parent(), end)
	from, ok := fix.CallAt(pass.Pass, taken.Pos())
	if !ok {
		return
	}
	name := from.Name(0, "span")
	pass.Report(rule.Finding{
		Pos: pos, End: last,
		Message: fmt.Sprintf("%s is ended here, but it belongs to the caller: it comes from %s", name, types.ExprString(from.Call)),
		Path:    []rule.Step{{Pos: from.Call.Pos(), End: from.Call.End(), Message: "the caller's span is taken out of the context"}},
		Fixes:   leave(pass, end, from),
	})
}
