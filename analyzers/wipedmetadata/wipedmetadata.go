package wipedmetadata

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the wipedmetadata rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Status: rule.Preview, Fix: rule.Safe,
	Libraries: []string{"google.golang.org/grpc/metadata"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	replaces = symbol.Of("google.golang.org/grpc/metadata.NewOutgoingContext")
	sets     = symbol.Union(replaces, symbol.Of("google.golang.org/grpc/metadata.AppendToOutgoingContext"))
	reads    = symbol.Of("google.golang.org/grpc/metadata.FromOutgoingContext")
	pairsOf  = symbol.Of("google.golang.org/grpc/metadata.Pairs")
	makes    = symbol.Union(pairsOf, symbol.Of("google.golang.org/grpc/metadata.New"))
)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, replaces) {
		return nil
	}
	for call := range pass.Calls(replaces) {
		if !readsBefore(call.Parent()) {
			check(pass, call)
		}
	}
	return nil
}

// readsBefore reports whether the function around fn takes the metadata that
// is there.
func readsBefore(fn *ssa.Function) bool {
	for call := range flow.AllInstrs[ssa.CallInstruction](flow.Outermost(fn)) {
		if reads.Calls(call.Common()) {
			return true
		}
	}
	return false
}

func check(pass *rule.Pass, call *ssa.Call) {
	root := pass.Summary.ContextRoot(call.Call.Args[0])
	if root.Kind == summary.Unknown {
		return
	}
	i := slices.IndexFunc(root.Calls, func(c *ssa.Call) bool { return sets.Calls(&c.Call) })
	switch {
	case i >= 0:
		report(pass, call, root.Calls[i], "what this function has set before")
	case !pass.Summary.Program().Has(catalog.AppendsMetadata):
		// nothing there that could be wiped, as far as the package can see
	case root.Kind == summary.FromParam && intercepts(root.Param) && isNew(call.Call.Args[1]):
		report(pass, call, nil, "what callers and other interceptors have set")
	}
}

// intercepts reports whether a context is the parameter of a client
// interceptor.
func intercepts(ctx *ssa.Parameter) bool {
	link, ok := chain.Of(ctx.Parent(), catalog.ClientInterceptors)
	return ok && link.Used()
}

// isNew reports whether metadata is made here and has nothing else in it.
func isNew(md ssa.Value) bool {
	switch md := value.Origin(md).(type) {
	case *ssa.MakeMap:
		return true
	case *ssa.Call:
		return makes.Calls(&md.Call)
	}
	return false
}

func report(pass *rule.Pass, call, before *ssa.Call, wiped string) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	var steps []rule.Step
	if before != nil {
		steps = []rule.Step{
			rule.StepAt(before, "outgoing metadata is set here"),
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "and replaced here"},
		}
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " replaces all outgoing metadata: " + wiped + " is not sent",
		Path:    steps, Fixes: appendInstead(pass, site),
	})
}

// appendInstead turns NewOutgoingContext(ctx, metadata.Pairs(…)) into
// AppendToOutgoingContext(ctx, …).
func appendInstead(pass *rule.Pass, site fix.Site) []rule.Fix {
	fun, ok := site.Call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	pairs, ok := site.Call.Args[1].(*ast.CallExpr)
	if !ok || len(pairs.Args) == 0 {
		return nil
	}
	callee, ok := pairs.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	obj, _ := pass.TypesInfo.Uses[callee.Sel].(*types.Func)
	line := func(pos token.Pos) int { return pass.Fset.Position(pos).Line }
	if !pairsOf.Has(obj) || line(pairs.Pos()) != line(pairs.End()) {
		return nil
	}
	// Have: metadata.NewOutgoingContext(ctx, metadata.Pairs(list))
	return []rule.Fix{{Message: "Append to the outgoing metadata", Safe: true, Edits: []analysis.TextEdit{
		fix.Replace(fun.Sel, "AppendToOutgoingContext"),
		{Pos: pairs.Pos(), End: pairs.Lparen + 1},
		{Pos: pairs.Rparen, End: pairs.Rparen + 1},
	}}}
}
