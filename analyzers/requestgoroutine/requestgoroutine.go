package requestgoroutine

import (
	_ "embed"
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the requestgoroutine rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: []string{"context"},
	Logs:      []string{`context canceled`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	finder := handler.In(pass.Pkg)
	for _, fn := range pass.Funcs() {
		for start := range flow.Instrs[*ssa.Go](fn) {
			h, ok := finder.Of(fn)
			if !ok || !ends(h) || !scope.Outlives(start) {
				continue
			}
			if call := calledBy(pass, start, h.Param); call != nil {
				report(pass, h, start, call)
			}
		}
	}
	return nil
}

// ends reports whether the context of a handler is cancelled when it returns.
func ends(h handler.Handler) bool {
	if h.Param == nil || h.Kind == handler.Stream {
		return false
	}
	return h.Shape == nil || !strings.HasPrefix(h.Shape.Library, "github.com/gofiber/") && !strings.HasPrefix(h.Shape.Library, "github.com/cloudwego/")
}

// calledBy returns the first call of a goroutine that waits under the context
// which a parameter of the handler is or carries: the start itself, or one in
// the literal that it starts.
func calledBy(pass *rule.Pass, start *ssa.Go, param *ssa.Parameter) ssa.CallInstruction {
	if waitsUnder(pass, &start.Call, param) {
		return start
	}
	fn := value.Function(start.Call.Value)
	if fn == nil || fn.Parent() != start.Parent() {
		return nil
	}
	for call := range flow.Instrs[*ssa.Call](fn) {
		if !flow.InCycle(call.Block()) && (waitsUnder(pass, &call.Call, param) || given(pass, start, fn, call, param)) {
			return call
		}
	}
	return nil
}

func waitsUnder(pass *rule.Pass, call *ssa.CallCommon, param *ssa.Parameter) bool {
	return descends(pass, pass.Summary.Awaits(call), param)
}

// given reports whether a call in a literal waits under a parameter of the
// literal which is given the handler's context.
func given(pass *rule.Pass, start *ssa.Go, fn *ssa.Function, call *ssa.Call, param *ssa.Parameter) bool {
	for i, own := range fn.Params {
		if symbol.IsContext(own.Type()) && i < len(start.Call.Args) && waitsUnder(pass, &call.Call, own) {
			return descends(pass, start.Call.Args[i], param)
		}
	}
	return false
}

func descends(pass *rule.Pass, ctx ssa.Value, param *ssa.Parameter) bool {
	if ctx == nil {
		return false
	}
	root := pass.Summary.ContextRoot(ctx)
	return root.Kind == summary.FromParam && root.Param == param
}

func report(pass *rule.Pass, h handler.Handler, start *ssa.Go, call ssa.CallInstruction) {
	lparen := call.Pos()
	if call == start {
		lparen = fix.Lparen(pass.Pass, start.Pos())
	}
	site, ok := fix.CallAt(pass.Pass, lparen)
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is called in a goroutine with the context of the request, which ends when the handler returns", types.ExprString(site.Call.Fun)),
		Path: []rule.Step{
			rule.StepAt(start, "the goroutine starts, and nothing waits for it"),
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: h.Context() + " has ended by now, or will before the answer comes"},
		},
	}
	if f, ok := keep(pass, site, h.Context()); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

// keep gives a call the values of the request's context without its end, if
// the call names it.
func keep(pass *rule.Pass, site fix.Site, own string) (rule.Fix, bool) {
	for _, arg := range site.Call.Args {
		if own == "" || types.ExprString(arg) != own {
			continue
		}
		name, imported, ok := fix.Import(pass.Pass, arg.Pos(), "context", "context")
		if !ok {
			return rule.Fix{}, false
		}
		edits := []analysis.TextEdit{fix.Replace(arg, name+".WithoutCancel("+own+")")}
		if imported != nil {
			edits = append(edits, *imported)
		}
		return rule.Fix{Message: "Go on when the request is over", Edits: edits}, true
	}
	return rule.Fix{}, false
}
