package ctxsentinel

import (
	_ "embed"
	"go/ast"
	"go/token"
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

// Rule is the ctxsentinel rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{"google.golang.org/grpc"},
	Logs:      []string{`code = (Canceled|DeadlineExceeded) desc = context`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var errorsIs = symbol.Of("errors.Is", "github.com/pkg/errors.Is")

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, symbol.Of("context.Canceled")) {
		return nil // names no sentinel
	}
	var found []*comparison
	for _, fn := range pass.Funcs() {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			if c := compares(instr); c != nil && c.comesFromCall(pass) && c.locate(pass, fn) {
				found = append(found, c)
			}
		}
	}
	if len(found) == 0 || pass.Summary.TranslatesRPCErrors() {
		return nil
	}
	reported := map[ast.Expr]bool{} // one condition is one mistake
	for _, c := range found {
		if !reported[c.cond] && !c.asksElsewhere(pass) {
			reported[c.cond] = true
			c.report(pass)
		}
	}
	return nil
}

// comparison is one of an error with a sentinel of package context.
type comparison struct {
	err      ssa.Value
	sentinel string
	pos      token.Pos // as SSA knows it

	source *ssa.Call   // that the error comes from
	fn     ast.Node    // the function
	expr   ast.Expr    // the comparison
	cond   ast.Expr    // the whole condition that it is part of
	parent ast.Node    // of expr
	errArg ast.Expr    // the error
	op     token.Token // of a BinaryExpr, else ILLEGAL
}

// compares returns the comparison that an instruction makes, or nil.
func compares(instr ssa.Instruction) *comparison {
	switch instr := instr.(type) {
	case *ssa.Call:
		if errorsIs.Calls(&instr.Call) {
			if name := sentinel(instr.Call.Args[1]); name != "" {
				return &comparison{err: instr.Call.Args[0], sentinel: name, pos: instr.Pos()}
			}
		}
	case *ssa.BinOp:
		if instr.Op != token.EQL && instr.Op != token.NEQ {
			return nil
		}
		if name := sentinel(instr.Y); name != "" {
			return &comparison{err: instr.X, sentinel: name, pos: instr.Pos()}
		}
		if name := sentinel(instr.X); name != "" {
			return &comparison{err: instr.Y, sentinel: name, pos: instr.Pos()}
		}
	}
	return nil
}

// sentinel returns the name of the error of package context that v is, or "".
func sentinel(v ssa.Value) string {
	switch value.Global(v) {
	case "context.Canceled":
		return "Canceled"
	case "context.DeadlineExceeded":
		return "DeadlineExceeded"
	}
	return ""
}

func (c *comparison) comesFromCall(pass *rule.Pass) bool {
	c.source = pass.Summary.RPCError(c.err)
	return c.source != nil
}

func (c *comparison) report(pass *rule.Pass) {
	call := "a gRPC call"
	steps := []rule.Step(nil)
	if site, ok := fix.CallAt(pass.Pass, c.source.Pos()); ok {
		call = types.ExprString(site.Call.Fun)
		steps = append(steps, rule.Step{Pos: site.Call.Pos(), End: site.Call.End(), Message: call + " returns a gRPC status as its error"})
	}
	text, outcome := types.ExprString(c.expr), "false"
	if c.op == token.NEQ {
		outcome = "true"
	}
	if c.op == token.ILLEGAL && c.errArg == nil {
		text = "case " + text
		outcome = "taken"
	}
	message := text + " is always " + outcome + ": the error comes from " + call + " and is a gRPC status"
	if outcome == "taken" {
		message = text + " is never taken: the error comes from " + call + " and is a gRPC status"
	}
	pass.Report(rule.Finding{
		Pos: c.expr.Pos(), End: c.expr.End(), Message: message, Path: steps, Fixes: c.askForCode(pass),
	})
}
