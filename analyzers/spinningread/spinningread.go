package spinningread

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/spin"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the spinningread rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Kafka, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"github.com/segmentio/kafka-go", "github.com/IBM/sarama", "github.com/twmb/franz-go", "github.com/gorilla/websocket", "github.com/redis/go-redis/v9"},
	Logs: []string{
		`fetching message: context canceled`, `tried to use a consumer group that was closed`,
		`use of closed network connection`, `repeated read on failed websocket connection`,
	},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.Reads) {
		return nil
	}
	for _, fn := range pass.Funcs() {
		for read := range flow.Instrs[*ssa.Call](fn) {
			if catalog.Reads.Calls(&read.Call) && flow.InCycle(read.Block()) {
				check(pass, read)
			}
		}
	}
	return nil
}

// check reports a read that is reached again at once after it has failed for
// ever.
func check(pass *rule.Pass, read *ssa.Call) {
	opened, ok := spin.Origin(pass, read)
	if !ok {
		return // another reader, perhaps, the next time
	}
	e, ok := ending(pass, read)
	if !ok {
		return // nothing ends it
	}
	loop := spin.Loop{Pass: pass, Call: read, Opened: opened, Leaves: mayPause(pass)}
	loop.Edge = func(branch *ssa.If, taken bool) bool {
		test, negated := errtest.Classify(branch.Cond, read)
		return test != errtest.Nil || taken == negated || e.mayBeNil
	}
	if path, spins := loop.Back(); spins {
		report(pass, read, path, e)
	}
}

// end is how a read comes to fail for ever.
type end struct {
	kind     catalog.ReadEnd
	after    string
	mayBeNil bool // its error
}

func ending(pass *rule.Pass, read *ssa.Call) (end, bool) {
	ends := catalog.ReadEnds(symbol.Callee(&read.Call))
	switch {
	case ends&catalog.AnyError != 0:
		return end{kind: catalog.AnyError, after: "it has failed: every error is final"}, true
	case ends&catalog.WithCtx != 0 && mayEnd(pass, context(read), nil):
		return end{catalog.WithCtx, "the end of its context: it fails at once for ever", ends&catalog.MayBeNil != 0}, true
	case ends&catalog.WithClose != 0 && closedMeanwhile(pass, read):
		return end{kind: catalog.WithClose, after: "it has been closed: it fails at once for ever"}, true
	}
	return end{}, false
}

// context returns the context that a read takes, or nil.
func context(read *ssa.Call) ssa.Value {
	for _, arg := range read.Call.Args {
		if symbol.IsContext(arg.Type()) {
			return arg
		}
	}
	return nil
}

func report(pass *rule.Pass, read *ssa.Call, path []flow.Branch, e end) {
	site, ok := fix.CallAt(pass.Pass, read.Pos())
	if !ok {
		return // made by the compiler
	}
	name := types.ExprString(site.Call.Fun)
	steps := []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the read fails here"}}
	steps = append(steps, rule.Branches(read.Parent(), path)...)
	steps = append(steps, rule.Step{Pos: site.Call.Pos(), End: site.Call.End(), Message: name + " is called again"})
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: "the loop calls " + name + " again after " + e.after,
		Path:    steps, Fixes: fixes(pass, site, read, path, e),
	})
}

// fixes offers to leave the loop. Where a reader has been closed only one
// error is final, and others may pass.
func fixes(pass *rule.Pass, site fix.Site, read *ssa.Call, path []flow.Branch, e end) []rule.Fix {
	if e.kind == catalog.WithCtx {
		return lookAtContext(pass, site, read)
	}
	if value.Result(read, value.ErrorResult(read.Call.Signature())) == nil {
		return nil // dropped
	}
	offered := spin.Leave(pass, site, read, [][]flow.Branch{path}, "Return when the read has failed")
	for i := range offered {
		offered[i].Safe = e.kind == catalog.AnyError
	}
	return offered
}

// lookAtContext puts a test of the context at the top of the loop, where no
// message has been read that could be lost.
func lookAtContext(pass *rule.Pass, site fix.Site, read *ssa.Call) []rule.Fix {
	arg := site.Call.Args[0]
	switch arg.(type) {
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return nil // made anew by each evaluation
	}
	ctx := types.ExprString(arg)
	results := read.Parent().Signature.Results()
	leave := "return"
	switch {
	case results.Len() == 1 && symbol.IsError(results.At(0).Type()):
		leave = "return " + ctx + ".Err()"
	case results.Len() > 0:
		return nil // what to return is for people to say
	}
	stmt, _ := site.Stmt()
	if stmt == nil {
		return nil
	}
	edit, ok := fix.LineAbove(pass.Pass, stmt, "if "+ctx+".Err() != nil {\n\t"+leave+"\n}")
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Return when " + ctx + " has ended", Safe: true, Edits: []analysis.TextEdit{edit}}}
}
