package lostnext

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the lostnext rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error,
	Libraries: catalog.Chains(),
	Logs:      []string{`unavailable: unexpected EOF`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	shapes := chain.Reached(pass.Pkg, catalog.Middleware)
	if len(shapes) == 0 {
		return nil // no library with a chain
	}
	for _, fn := range pass.Funcs() {
		link, ok := chain.Of(fn, shapes)
		if !ok {
			continue // neither an interceptor nor a middleware
		}
		exits := link.Lost()
		if len(exits) == 0 {
			continue
		}
		if link.Used() {
			reportExits(pass, link, exits)
		} else if link.Exact && !mentioned(pass, link.Object()) {
			reportUnused(pass, link, exits[0])
		}
	}
	return nil
}

// mentioned reports whether the source names obj although no code uses it, as
// in _ = next: then it is left out on purpose. To return it in place of the
// link, or to ask whether it is nil, says nothing of the link.
func mentioned(pass *rule.Pass, obj types.Object) bool {
	found := false
	ast.PreorderStack(fix.FileAt(pass.Pass, obj.Pos()), nil, func(n ast.Node, outer []ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || pass.TypesInfo.Uses[id] != obj {
			return true
		}
		switch outer[len(outer)-1].(type) {
		case *ast.ReturnStmt, *ast.BinaryExpr:
		default:
			found = true
		}
		return true
	})
	return found
}

// reportUnused reports a link that no path hands on from.
func reportUnused(pass *rule.Pass, link *chain.Link, exit chain.Exit) {
	next := link.Object()
	pos, end := exitRange(link.Body, exit.Return)
	steps := append(rule.Branches(link.Body, exit.Path),
		rule.Step{Pos: pos, End: end, Message: "the request ends here, with success and without an answer"})
	pass.Report(rule.Finding{
		Pos:     next.Pos(),
		End:     nameEnd(next),
		Message: fmt.Sprintf("%s never calls %s: requests succeed without being handled", link.Shape.Kind, next.Name()),
		Path:    steps,
	})
}

// reportExits reports each return that loses the request.
func reportExits(pass *rule.Pass, link *chain.Link, exits []chain.Exit) {
	next := link.Object()
	for _, exit := range exits {
		pos, end := exitRange(link.Body, exit.Return)
		steps := []rule.Step{{
			Pos: next.Pos(), End: nameEnd(next),
			Message: fmt.Sprintf("%s continues the chain", next.Name()),
		}}
		steps = append(steps, rule.Branches(link.Body, exit.Path)...)
		pass.Report(rule.Finding{
			Pos:     pos,
			End:     end,
			Message: fmt.Sprintf("%s returns success without calling %s", link.Shape.Kind, next.Name()),
			Path:    append(steps, rule.Step{Pos: pos, End: end, Message: "the request ends here without an answer"}),
		})
	}
}

func nameEnd(obj types.Object) token.Pos { return obj.Pos() + token.Pos(len(obj.Name())) }

// exitRange returns the place of a return: the statement, or the brace at the
// end of the function.
func exitRange(fn *ssa.Function, ret *ssa.Return) (pos, end token.Pos) {
	if ret.Pos().IsValid() {
		return rule.Range(fn, ret)
	}
	end = fn.Syntax().End()
	return end - 1, end
}
