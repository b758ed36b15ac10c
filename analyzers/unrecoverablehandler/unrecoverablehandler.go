package unrecoverablehandler

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the unrecoverablehandler rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error,
	Libraries: append(catalog.Chains(), symbol.Packages(catalog.GinNext)...),
	Logs:      []string{`goroutine \d+ \[running\]`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	finder := handler.In(pass.Pkg)
	for _, fn := range pass.Funcs() {
		h, ok := finder.Of(fn)
		if !ok {
			continue
		}
		switch {
		case h.Kind == handler.Interceptor && !client(h.Shape):
			check(pass, h, h.Link.Object().Name(), h.Link.IsNext)
		case h.Kind == handler.Web && h.Shape.Library == symbol.Packages(catalog.GinNext)[0]:
			check(pass, h, "c.Next", catalog.GinNext.Calls)
		case h.Kind == handler.HTTP:
			check(pass, h, "", func(call *ssa.CallCommon) bool { return delegates(h, call) })
		}
	}
	return nil
}

// client reports whether the shape is of an interceptor on the client's side:
// behind it there is no code of the user's but other interceptors.
func client(shape *chain.Shape) bool {
	for _, part := range shape.Params {
		if part.Role == chain.Next && (part.Type == "google.golang.org/grpc.UnaryInvoker" || part.Type == "google.golang.org/grpc.Streamer") {
			return true
		}
	}
	return false
}

// check reports the calls of next that run in a goroutine which the handler
// starts, if nothing in the goroutine can recover.
func check(pass *rule.Pass, h handler.Handler, next string, isNext func(*ssa.CallCommon) bool) {
	for _, fn := range flow.Nest(h.Func) {
		for start := range flow.Instrs[*ssa.Go](fn) {
			if isNext(&start.Call) {
				report(pass, next, start, start)
			} else if call := exposed(pass, value.Function(start.Call.Value), isNext); call != nil {
				report(pass, next, start, call)
			}
		}
	}
}

// exposed returns a call of next in the literal fn, or in those that it calls
// in place, from which a panic gets out.
func exposed(pass *rule.Pass, fn *ssa.Function, isNext func(*ssa.CallCommon) bool) ssa.CallInstruction {
	if fn == nil || fn.Parent() == nil || protected(pass, fn) {
		return nil
	}
	for call := range flow.Instrs[*ssa.Call](fn) {
		if isNext(&call.Call) {
			return call
		}
		if literal := value.Function(call.Call.Value); literal != nil && literal.Parent() == fn {
			if inner := exposed(pass, literal, isNext); inner != nil {
				return inner
			}
		}
	}
	return nil
}

func report(pass *rule.Pass, next string, start *ssa.Go, call ssa.CallInstruction) {
	if next == "" {
		next = service.Name(pass, call)
	}
	pos, end := rule.Range(call.Parent(), call)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s runs in a goroutine without recover: a panic in it ends the process, whatever recovers around it", next),
		Path: []rule.Step{
			rule.StepAt(start, "the goroutine starts here; nothing deferred outside can see its panics"),
			{Pos: pos, End: end, Message: "a panic in this call has nobody to recover it"},
		},
	})
}
