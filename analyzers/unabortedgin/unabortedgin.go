package unabortedgin

import (
	_ "embed"
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ginchain"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the unabortedgin rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Context, Severity: rule.Error, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.GinNext),
	Logs:      []string{`Headers were already written. Wanted to override status code`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.GinNext) {
		return nil // no gin
	}
	used := ginchain.Middleware(pass.Funcs())
	for _, fn := range pass.Funcs() {
		if sig := fn.Signature; sig.Params().Len() != 1 || sig.Results().Len() != 0 || !ginchain.IsContext(sig.Params().At(0).Type()) {
			continue // no handler
		}
		c := fn.Params[len(fn.Params)-1]
		if used[fn] || nexts(pass, fn, c) {
			for _, call := range answers(pass, fn, c) {
				check(pass, call, c)
			}
		}
	}
	return nil
}

// nexts reports whether a handler runs the rest of the chain on some path.
func nexts(pass *rule.Pass, fn *ssa.Function, c ssa.Value) bool {
	for call := range flow.Instrs[*ssa.Call](fn) {
		if catalog.GinNext.Calls(&call.Call) {
			return true
		}
	}
	return false
}

// answers returns the calls that answer with an error while the handlers behind
// are still to run.
func answers(pass *rule.Pass, fn *ssa.Function, c ssa.Value) []*ssa.Call {
	var found []*ssa.Call
	flow.Follow(fn, nil, func(_ flow.Node, instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		if !ok {
			return true
		}
		acts := pass.Summary.Gin.Does(call, c)
		if acts == ginchain.Fails {
			found = append(found, call)
		}
		return acts&(ginchain.Aborts|ginchain.Nexts|ginchain.Fails) == 0
	}, nil)
	return found
}

// check looks for a path from an answer to the rest of the chain.
func check(pass *rule.Pass, answer *ssa.Call, c ssa.Value) {
	var goesOn ssa.Instruction
	var at flow.Node
	path, complete := flow.Follow(answer.Parent(), answer, func(node flow.Node, instr ssa.Instruction) bool {
		runs := false
		switch instr := instr.(type) {
		case *ssa.Return:
			runs = true
		case *ssa.Call:
			acts := pass.Summary.Gin.Does(instr, c)
			if acts&ginchain.Aborts != 0 || pass.Summary.Lives.Never(&instr.Call) {
				return false
			}
			runs = acts&ginchain.Nexts != 0
		case *ssa.Defer:
			return pass.Summary.Gin.Does(instr, c)&ginchain.Aborts == 0
		}
		if runs && goesOn == nil {
			goesOn, at = instr, node
		}
		return !runs
	}, nil)
	if complete && goesOn != nil && !deferred(answer.Parent()) {
		report(pass, answer, goesOn, path(at))
	}
}

// deferred reports whether a handler defers a function literal, which may abort.
func deferred(fn *ssa.Function) bool {
	for d := range flow.Instrs[*ssa.Defer](fn) {
		if _, literal := d.Call.Value.(*ssa.MakeClosure); literal {
			return true
		}
	}
	return false
}

func report(pass *rule.Pass, answer *ssa.Call, goesOn ssa.Instruction, path []flow.Branch) {
	site, ok := fix.CallAt(pass.Pass, answer.Pos())
	if !ok {
		return // made by the compiler
	}
	fn := answer.Parent()
	pos, end := rule.Range(fn, goesOn)
	if !pos.IsValid() {
		pos = fn.Syntax().End() - 1
	}
	steps := append([]rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the request is refused"}}, rule.Branches(fn, path)...)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("request is refused by %s without aborting: the handlers behind run all the same", name(site)),
		Path:    append(steps, rule.Step{Pos: pos, End: end, Message: "gin runs the next handler"}),
		Fixes:   abort(site, answer),
	})
}

func name(site fix.Site) string {
	switch fun := site.Call.Fun.(type) {
	case *ast.SelectorExpr:
		return fun.Sel.Name
	case *ast.Ident:
		return fun.Name
	}
	return "the call"
}

// aborting are the methods that answer and abort.
var aborting = map[string]string{"JSON": "AbortWithStatusJSON", "Status": "AbortWithStatus", "PureJSON": "AbortWithStatusPureJSON"}

// abort aborts with the answer, or in a line behind it.
func abort(site fix.Site, answer *ssa.Call) []rule.Fix {
	fn := symbol.Callee(&answer.Call)
	sel, ok := site.Call.Fun.(*ast.SelectorExpr)
	if ok && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "github.com/gin-gonic/gin" {
		if name := aborting[fn.Name()]; name != "" {
			return []rule.Fix{{Message: "Call " + name, Safe: true, Edits: []analysis.TextEdit{fix.Replace(sel.Sel, name)}}}
		}
	}
	c := answer.Parent().Params[len(answer.Parent().Params)-1].Name()
	edit, ok := site.InsertBelow(c + ".Abort()")
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Abort the chain", Safe: true, Edits: []analysis.TextEdit{edit}}}
}
