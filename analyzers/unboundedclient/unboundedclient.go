package unboundedclient

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

//go:embed doc.go
var doc string

// Rule is the unboundedclient rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: []string{"net/http"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	shortcuts = symbol.Of("net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm")
	methods   = symbol.Of(
		"(*net/http.Client).Do", "(*net/http.Client).Get", "(*net/http.Client).Head",
		"(*net/http.Client).Post", "(*net/http.Client).PostForm",
	)
	sends = symbol.Union(shortcuts, methods)
)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, sends) {
		return nil
	}
	l := &linter{
		pass: pass, index: pass.Summary.Trail(), handlers: handler.In(pass.Pkg),
		changed: changesDefaults(pass.FuncsAndInit()), clients: map[ssa.Value]bool{}, reported: map[ssa.Value]bool{},
	}
	for call := range pass.Calls(sends) {
		l.check(call)
	}
	return nil
}

// linter checks the requests of one package.
type linter struct {
	pass     *rule.Pass
	index    *trail.Index
	handlers *handler.Finder
	changed  bool               // the package sets up the default client or transport
	clients  map[ssa.Value]bool // whether they are unlimited
	reported map[ssa.Value]bool // what makes a client
}

// check reports a request that nothing ends, if it is sent in the course of
// serving, and its answer is read to its end at once.
func (l *linter) check(call *ssa.Call) {
	if l.limited(call) || !l.unary(call) {
		return
	}
	served, ok := l.serving(call)
	if !ok {
		return // in a tool that somebody watches, or that is not known
	}
	site, ok := fix.CallAt(l.pass.Pass, call.Pos())
	if !ok {
		return
	}
	made, ok := l.client(call)
	switch {
	case !ok:
	case made == nil:
		l.reportCall(site.Call, served)
	case !l.reported[made]:
		l.reported[made] = true
		l.reportClient(made, call, types.ExprString(site.Call.Fun), served)
	}
}

// reportCall reports a request that the default client sends.
func (l *linter) reportCall(call *ast.CallExpr, served rule.Step) {
	l.pass.Report(rule.Finding{
		Pos: call.Pos(), End: call.End(),
		Message: "the default client has no Timeout, and the request no deadline: " + types.ExprString(call.Fun) + endless,
		Path:    []rule.Step{served},
	})
}

const endless = " waits for ever for a server that does not answer"

// reportClient reports a client where it is made.
func (l *linter) reportClient(made ssa.Value, call *ssa.Call, name string, served rule.Step) {
	finding := rule.Finding{
		Pos: made.Pos(), End: made.Pos(),
		Message: "the client has no Timeout, and a request no deadline: " + name + endless,
		Path:    []rule.Step{rule.StepAt(call, "a request without a deadline is sent here"), served},
	}
	if lit := fix.LiteralAt(l.pass.Pass, made.Pos()); lit != nil && lit.Type != nil {
		finding.Pos, finding.End = lit.Type.Pos(), lit.Type.End()
		finding.Fixes = limit(l.pass, lit)
	} else if instr, ok := made.(ssa.Instruction); ok {
		finding.Pos, finding.End = rule.Range(instr.Parent(), instr)
	}
	l.pass.Report(finding)
}

func limit(pass *rule.Pass, lit *ast.CompositeLit) []rule.Fix {
	edits, ok := fix.AddDuration(pass.Pass, lit, "Timeout", 30, "Second")
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Wait 30 seconds for an answer", Edits: edits}}
}
