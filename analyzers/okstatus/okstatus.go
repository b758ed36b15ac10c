package okstatus

import (
	_ "embed"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the okstatus rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error,
	Libraries: []string{"google.golang.org/grpc/status"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	errorOf  = symbol.Of("google.golang.org/grpc/status.Error", "google.golang.org/grpc/status.Errorf")
	statusOf = symbol.Of("google.golang.org/grpc/status.New", "google.golang.org/grpc/status.Newf")
	errOf    = symbol.Of("(*google.golang.org/grpc/internal/status.Status).Err")
)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, errorOf) {
		return nil
	}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			check(pass, call)
		}
	}
	return nil
}

func check(pass *rule.Pass, call ssa.CallInstruction) {
	made := call.Common()
	if errOf.Calls(made) {
		status, ok := value.Origin(made.Args[0]).(*ssa.Call)
		if !ok || !statusOf.Calls(&status.Call) {
			return // a status of another origin
		}
		made = &status.Call
	} else if !errorOf.Calls(made) {
		return
	}
	// Have: the arguments of an error, code first.
	if !isZero(made.Args[0]) || isEmpty(made.Args[1]) {
		return
	}
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " with the code OK is nil: nobody sees an error, and the message is lost",
	})
}

func isZero(code ssa.Value) bool {
	c, ok := value.Origin(code).(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Int && constant.Sign(c.Value) == 0
}

func isEmpty(message ssa.Value) bool {
	c, ok := value.Origin(message).(*ssa.Const)
	return ok && c.Value != nil && constant.StringVal(c.Value) == ""
}
