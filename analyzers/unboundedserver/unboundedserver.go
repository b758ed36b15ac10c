package unboundedserver

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

//go:embed doc.go
var doc string

// Rule is the unboundedserver rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Warning, Status: rule.Policy, Fix: rule.Suggestion,
	Libraries: []string{"net/http"},
	Logs:      []string{`too many open files`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, serves) {
		return nil
	}
	for _, fn := range pass.FuncsAndInit() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			checkCall(pass, call)
		}
		for made := range servers(fn) {
			check(pass, fn, made)
		}
	}
	return nil
}

const slow = "a client that never ends its header keeps a connection and a goroutine for ever"

// check reports a server that is made without a limit and served, or handed out
// ready to be served.
func check(pass *rule.Pass, fn *ssa.Function, made ssa.Instruction) {
	s := &server{index: pass.Summary.Trail(), ours: pass.Pkg.Name() == "main"}
	complete, _ := s.index.ReachStruct(made.(ssa.Value), s.set, s.use)
	if !complete || s.exempt || s.serve == nil && !(s.returned && s.handler) {
		return
	}
	pos, end := rule.Range(fn, made)
	finding := rule.Finding{Pos: pos, End: end, Message: "the server has no ReadHeaderTimeout: " + slow}
	if lit := fix.LiteralAt(pass.Pass, made.Pos()); lit != nil && lit.Type != nil {
		finding.Pos, finding.End = lit.Type.Pos(), lit.Type.End()
		finding.Fixes = limit(pass, lit)
	}
	if s.serve != nil {
		finding.Path = []rule.Step{rule.StepAt(s.serve, "it is served here")}
	}
	pass.Report(finding)
}

func limit(pass *rule.Pass, lit *ast.CompositeLit) []rule.Fix {
	edits, ok := fix.AddDuration(pass.Pass, lit, "ReadHeaderTimeout", 10, "Second")
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Wait 10 seconds for a header", Edits: edits}}
}

// checkCall reports a function that makes a server of its own.
func checkCall(pass *rule.Pass, call ssa.CallInstruction) {
	if !shortcuts.Calls(call.Common()) || local(pass.Summary.Trail(), call.Common().Args[0]) {
		return
	}
	site, ok := service.At(pass, call)
	if !ok {
		return
	}
	name := types.ExprString(site.Call.Fun)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: name + " makes a server without ReadHeaderTimeout: " + slow,
		Fixes:   own(pass, site.Call),
	})
}

// local reports whether what a server listens at may be for this machine alone:
// a loopback address, or a listener that is, is not of TCP, or not known.
func local(index *trail.Index, at ssa.Value) bool {
	if types.Identical(at.Type(), types.Typ[types.String]) {
		return literal.Loopback(literal.Text(at))
	}
	for _, source := range index.Sources(at) {
		if localListener(source) {
			return true
		}
	}
	return false
}

var (
	listens  = symbol.Of("net.Listen")
	listener = symbol.Of("(*net.ListenConfig).Listen")
)

func localListener(source ssa.Value) bool {
	extract, ok := source.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := extract.Tuple.(*ssa.Call)
	if !ok {
		return false
	}
	args := call.Call.Args
	switch {
	case listens.Calls(&call.Call):
	case listener.Calls(&call.Call):
		args = args[2:]
	default:
		return symbol.Of("net.ListenUnix").Calls(&call.Call)
	}
	network := literal.Text(args[0])
	return network != "tcp" && network != "tcp4" && network != "tcp6" || literal.Loopback(literal.Text(args[1]))
}
