package interceptorpanic

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the interceptorpanic rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: libraries(),
	Logs:      []string{`goroutine \d+ \[running\]`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

// libraries are those with chains that answer with an error and let panics
// pass.
func libraries() []string {
	return []string{"google.golang.org/grpc", "github.com/go-kratos/kratos/v2/middleware", "github.com/go-kit/kit/endpoint"}
}

func run(pass *rule.Pass) error {
	shapes := slices.DeleteFunc(chain.Reached(pass.Pkg, catalog.Middleware), func(s chain.Shape) bool {
		return !slices.Contains(libraries(), s.Library)
	})
	if len(shapes) == 0 {
		return nil // no library with a chain
	}
	for _, fn := range pass.Funcs() {
		link, ok := chain.Of(fn, shapes)
		if !ok || len(pass.Summary.Panics().Rescues(fn)) > 0 {
			continue // perhaps its way to return errors
		}
		for _, block := range fn.Blocks {
			if p, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Panic); ok && !deliberate(p) {
				report(pass, link, p)
			}
		}
	}
	return nil
}

// deliberate reports whether a panic is meant to be one: a value of any type,
// such as one that was recovered, goes on, or net/http is to abort the answer.
func deliberate(p *ssa.Panic) bool {
	var from ssa.Value
	switch x := p.X.(type) {
	case *ssa.MakeInterface:
		from = x.X
	case *ssa.ChangeInterface:
		from = x.X
	default:
		return true
	}
	load, ok := value.Origin(from).(*ssa.UnOp)
	if !ok {
		return false
	}
	global, ok := load.X.(*ssa.Global)
	return ok && global.Object() != nil && global.Object().Name() == "ErrAbortHandler"
}

func report(pass *rule.Pass, link *chain.Link, p *ssa.Panic) {
	call := callAt(link.Body, p)
	if call == nil {
		return
	}
	finding := rule.Finding{
		Pos: call.Pos(), End: call.End(),
		Message: fmt.Sprintf("panic in %s ends the process: %s would answer this call only", subject(link), returns(link)),
	}
	if f, ok := returnError(pass, link, call); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

// callAt returns the source of a panic.
func callAt(fn *ssa.Function, p *ssa.Panic) *ast.CallExpr {
	var found *ast.CallExpr
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && (call.Lparen == p.Pos() || call.Pos() == p.Pos()) {
			if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "panic" {
				found = call
			}
		}
		return found == nil
	})
	return found
}

// subject names the interceptor.
func subject(link *chain.Link) string {
	fn := flow.Outermost(link.Body)
	if fn.Object() == nil {
		return "the " + link.Shape.Kind
	}
	return link.Shape.Kind + " " + fn.Name()
}

func returns(link *chain.Link) string {
	if link.Shape.Library == "google.golang.org/grpc" {
		return "returning a status error"
	}
	return "returning an error"
}

// isError reports whether the value that panics is an error.
func isError(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}
