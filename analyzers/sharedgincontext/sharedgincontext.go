package sharedgincontext

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ginchain"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the sharedgincontext rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"github.com/gin-gonic/gin", "github.com/labstack/echo/v4"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	given := names{}
	for _, fn := range pass.Funcs() {
		for start := range flow.Instrs[*ssa.Go](fn) {
			if use := usedBy(start); use.at != nil && scope.Outlives(start) {
				report(pass, given, start, use)
			}
		}
	}
	return nil
}

// pooled reports whether values of type t are used again for another request
// when the handler has returned.
func pooled(t types.Type) bool {
	return ginchain.IsContext(t) || symbol.Is(t, "github.com/labstack/echo/v4", "Context")
}

// use is a place where a goroutine uses the context of a handler.
type use struct {
	context *ssa.Parameter
	at      ssa.Instruction
	fn      *ssa.Function
}

// usedBy returns the first use that a goroutine makes of a context which is a
// parameter of the function that starts it, or of one around that.
func usedBy(start *ssa.Go) use {
	for _, arg := range append([]ssa.Value{start.Call.Value}, start.Call.Args...) {
		if p, ok := value.Origin(arg).(*ssa.Parameter); ok && pooled(p.Type()) {
			return use{p, start, start.Parent()}
		}
	}
	mc := value.Closure(start.Call.Value)
	if mc == nil {
		return use{}
	}
	return within(mc.Fn.(*ssa.Function))
}

func within(fn *ssa.Function) use {
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		call, ok := instr.(ssa.CallInstruction)
		if !ok || copies.Calls(call.Common()) {
			continue
		}
		for _, v := range append([]ssa.Value{call.Common().Value}, call.Common().Args...) {
			if p, ok := value.Origin(value.Strip(v)).(*ssa.Parameter); ok && pooled(p.Type()) && p.Parent() != fn {
				return use{p, instr, fn}
			}
		}
	}
	for _, inner := range fn.AnonFuncs {
		if u := within(inner); u.at != nil && u.context.Parent() != fn {
			return u
		}
	}
	return use{}
}

var copies = symbol.Of("(*github.com/gin-gonic/gin.Context).Copy")

func report(pass *rule.Pass, given names, start *ssa.Go, u use) {
	goPos, goEnd := rule.Range(start.Parent(), start)
	pos, end := rule.Range(u.fn, u.at)
	if !pos.IsValid() {
		pos, end = goPos, goEnd
	}
	name := u.context.Name()
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("goroutine uses %s, which serves another request when the handler has returned", name),
		Path: []rule.Step{
			{Pos: goPos, End: goEnd, Message: "the goroutine starts, and nothing waits for it"},
			{Pos: pos, End: end, Message: name + " may belong to another request here"},
		},
		Fixes: copyFirst(pass, given, start, u),
	})
}

// copyFirst copies a gin context in front of the goroutine, and renames its
// uses in it.
func copyFirst(pass *rule.Pass, given names, start *ssa.Go, u use) []rule.Fix {
	obj := u.context.Object()
	if !ginchain.IsContext(u.context.Type()) || obj == nil {
		return nil
	}
	stmt := goStmt(pass, start)
	if stmt == nil || aliased(pass, stmt, obj) {
		return nil
	}
	name, ok := given.next(pass.Pkg.Scope().Innermost(stmt.Pos()), pass.Pkg.Scope().Innermost(u.at.Pos()))
	if !ok {
		return nil
	}
	edit, ok := fix.LineAbove(pass.Pass, stmt, name+" := "+obj.Name()+".Copy()")
	if !ok {
		return nil
	}
	edits := []analysis.TextEdit{edit}
	ast.Inspect(stmt, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && pass.TypesInfo.Uses[id] == obj {
			edits = append(edits, fix.Replace(id, name))
		}
		return true
	})
	return []rule.Fix{{Message: "Give the goroutine a copy", Safe: true, Edits: edits}}
}

// aliased reports whether a goroutine uses a context of gin under another name
// than that of obj, which it does not declare.
func aliased(pass *rule.Pass, stmt *ast.GoStmt, obj types.Object) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, ok := pass.TypesInfo.Uses[id].(*types.Var)
			found = found || ok && v != obj && ginchain.IsContext(v.Type()) && (v.Pos() < stmt.Pos() || stmt.End() <= v.Pos())
		}
		return !found
	})
	return found
}

// names are those of the copies that are declared in a scope.
type names map[*types.Scope][]string

// next returns the name of another copy in the scope outer, which means
// nothing there and in inner, a scope of the goroutine.
func (n names) next(outer, inner *types.Scope) (string, bool) {
	for _, name := range []string{"cp", "cp2", "cp3"} {
		if !taken(outer, name) && !taken(inner, name) && !slices.Contains(n[outer], name) {
			n[outer] = append(n[outer], name)
			return name, true
		}
	}
	return "", false
}

func taken(scope *types.Scope, name string) bool {
	if scope == nil {
		return true
	}
	_, obj := scope.LookupParent(name, 0)
	return obj != nil
}

func goStmt(pass *rule.Pass, start *ssa.Go) *ast.GoStmt {
	for _, n := range fix.PathAt(pass.Pass, start.Pos()) {
		if stmt, ok := n.(*ast.GoStmt); ok && stmt.Go == start.Pos() {
			return stmt
		}
	}
	return nil
}
