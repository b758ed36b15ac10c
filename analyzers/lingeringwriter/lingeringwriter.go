package lingeringwriter

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the lingeringwriter rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Kafka, Severity: rule.Warning, Status: rule.Preview, Fix: rule.Suggestion,
	Libraries: []string{"github.com/segmentio/kafka-go"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

const kafka = "github.com/segmentio/kafka-go"

var (
	writes    = symbol.Of("(*github.com/segmentio/kafka-go.Writer).WriteMessages")
	newWriter = symbol.Of("github.com/segmentio/kafka-go.NewWriter")
)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, writes) || tuned(pass) {
		return nil
	}
	handlers := handler.In(pass.Pkg)
	reported := map[*ast.CompositeLit]bool{}
	for call := range pass.Calls(writes) {
		if !alone(call) || !often(pass, handlers, call) {
			continue
		}
		lit := configuration(pass, call.Call.Args[0])
		if lit != nil && !reported[lit] {
			reported[lit] = true
			report(pass, lit, call)
		}
	}
	return nil
}

// alone reports whether a call writes one message.
func alone(call *ssa.Call) bool {
	messages, ok := literal.Elements(call.Call.Args[2])
	return ok && len(messages) == 1
}

// often reports whether a call is made again and again: in a loop, for a
// request, or by others.
func often(pass *rule.Pass, handlers *handler.Finder, call *ssa.Call) bool {
	if flow.InCycle(call.Block()) {
		return true
	}
	if _, ok := handlers.Around(call.Parent()); ok {
		return true
	}
	obj := symbol.Object(call.Parent())
	return obj != nil && obj.Exported() && pass.Pkg.Name() != "main"
}

func report(pass *rule.Pass, lit *ast.CompositeLit, call *ssa.Call) {
	name := types.ExprString(lit.Type)
	pass.Report(rule.Finding{
		Pos: lit.Type.Pos(), End: lit.Type.End(),
		Message: name + " has no BatchTimeout: " + call.Parent().Name() + " writes one message at a time, and each waits a second for others",
		Path:    []rule.Step{rule.StepAt(call, "one message is written here, and the call returns when its batch is sent")},
		Fixes:   shorten(pass, lit),
	})
}
