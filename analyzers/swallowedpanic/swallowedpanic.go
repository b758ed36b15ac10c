package swallowedpanic

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/panics"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the swallowedpanic rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Libraries: append(catalog.Chains(), symbol.Packages(catalog.GinNext)...),
	Logs:      []string{`unavailable: unexpected EOF`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	finder := handler.In(pass.Pkg)
	for _, fn := range pass.Funcs() {
		rescues := pass.Summary.Panics().Rescues(fn)
		if len(rescues) == 0 {
			continue // lets panics pass
		}
		h, ok := finder.Of(fn)
		if !ok || !answersForOthers(h) || tells(pass, h) {
			continue
		}
		rescue := rescues[len(rescues)-1] // runs first
		if lost := hidden(h, rescue.Defer); lost != nil {
			report(pass, h, rescue, lost)
		}
	}
	return nil
}

// answersForOthers reports whether a panic that the handler recovers, and says
// nothing of, leaves its client with a success that nobody meant. A handler of
// an HTTP library may have answered before the panic; what stands around other
// handlers has not.
func answersForOthers(h handler.Handler) bool {
	switch h.Kind {
	case handler.HTTP:
		return false
	case handler.Web:
		return callsNext(h.Func)
	case handler.Interceptor:
		return !h.Shape.Droppable
	}
	return true
}

// callsNext reports whether a handler of gin's hands the request on.
func callsNext(fn *ssa.Function) bool {
	for call := range flow.Instrs[*ssa.Call](fn) {
		if catalog.GinNext.Calls(call.Common()) {
			return true
		}
	}
	return false
}

// tells reports whether a deferred call of the handler may tell of a panic: it
// panics again, assigns a result, or uses what the handler answers through.
func tells(pass *rule.Pass, h handler.Handler) bool {
	known, results := pass.Summary.Panics(), panics.Results(h.Func)
	return slices.ContainsFunc(panics.Defers(h.Func), func(d *ssa.Defer) bool {
		facts, _ := known.Of(value.Function(d.Call.Value))
		return facts.Panics || known.Tells(d, results) || answers(h, d)
	})
}

// hidden returns a call whose panic makes the handler return a nil error, or
// no answer: its error result is not set when the call is made.
func hidden(h handler.Handler, rescue *ssa.Defer) *ssa.Call {
	var failure *ssa.Alloc
	if i := value.ErrorResult(h.Func.Signature); i >= 0 {
		failure = panics.Results(h.Func)[i]
	}
	return firstRisk(h, rescue, failure)
}

func report(pass *rule.Pass, h handler.Handler, rescue panics.Rescue, lost *ssa.Call) {
	fn := h.Func
	deferPos, deferEnd := rule.Range(fn, rescue.Defer)
	pos, end := deferPos, deferEnd
	if rescue.Call != nil && rescue.Func.Parent() == fn {
		pos, end = rule.Range(rescue.Func, rescue.Call)
	}
	riskPos, riskEnd := rule.Range(fn, lost)
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("a panic in %s %s: %s", risk(h), loss(h), effect(h)),
		Path: []rule.Step{
			{Pos: deferPos, End: deferEnd, Message: "the deferred function recovers and sets no result"},
			{Pos: riskPos, End: riskEnd, Message: "a panic in this call ends there"},
		},
	}
	if f, ok := tellClient(pass, h, rescue); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

// risk names what may panic.
func risk(h handler.Handler) string {
	switch h.Kind {
	case handler.Interceptor:
		return h.Link.Object().Name()
	case handler.Web:
		return "the handlers behind c.Next"
	case handler.Endpoint:
		return "the endpoint"
	}
	return h.Func.Name()
}

func loss(h handler.Handler) string {
	if value.ErrorResult(h.Func.Signature) < 0 {
		return "is recovered and nothing is answered"
	}
	return "is recovered and becomes a nil error"
}

// effect says what the client sees.
func effect(h handler.Handler) string {
	results := h.Func.Signature.Results().Len()
	switch {
	case results == 0:
		return "the client gets 200 OK with an empty body"
	case h.Kind == handler.Stream, h.Kind == handler.Interceptor && h.Shape.Streams != nil:
		return "the client sees the stream end normally"
	case h.Kind == handler.Interceptor && h.Shape.SetRequest != nil:
		return "the client gets 200 OK with an empty body"
	case results == 1:
		return "the caller gets an empty reply as a success"
	}
	return "the client gets an empty reply as a success"
}
