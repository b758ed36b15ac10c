package earlyresult

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the earlyresult rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Redis, Severity: rule.Error,
	Libraries: []string{"github.com/redis/go-redis", "github.com/go-redis/redis"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if catalog.RedisCommand(&call.Call) && executed(pass, call.Call.Value) {
				check(pass, call)
			}
		}
	}
	return nil
}

// executed reports whether a pipeline may be executed at all: if it is not, that
// is another mistake.
func executed(pass *rule.Pass, pipe ssa.Value) bool {
	call, ok := value.Origin(pipe).(*ssa.Call)
	if !ok {
		return true // by the caller
	}
	life := pass.Summary.Lives.Check(lifecycle.Obligation{Spec: catalog.RedisPipeline, Call: call})
	return life.SawEnd || life.HandedOn
}

// check follows the paths behind a command to the first read of its result that
// comes before anything may have executed the pipeline.
func check(pass *rule.Pass, command *ssa.Call) {
	var read *ssa.Call
	var at flow.Node
	visit := func(node flow.Node, instr ssa.Instruction) bool {
		call, ok := instr.(ssa.CallInstruction)
		if !ok || read != nil {
			return read == nil
		}
		if direct, ok := call.(*ssa.Call); ok && reads(direct, command) {
			read, at = direct, node
			return false
		}
		return call != command && !mayExecute(call)
	}
	path, complete := flow.Follow(command.Parent(), command, visit, nil)
	if read != nil && complete {
		report(pass, command, read, path(at))
	}
}

// reads reports whether a call returns what the command has brought.
func reads(call *ssa.Call, command *ssa.Call) bool {
	receiver := value.Receiver(&call.Call)
	if receiver == nil || describes[symbol.Callee(&call.Call).Name()] || call.Call.Signature().Results().Len() == 0 {
		return false
	}
	receiver = value.Origin(receiver)
	if field, ok := receiver.(*ssa.FieldAddr); ok {
		receiver = value.Origin(field.X) // a method of what is embedded
	}
	return receiver == command
}

// describes are the methods of a command that tell what it is.
var describes = map[string]bool{"Args": true, "Clone": true, "FullName": true, "GetCmdType": true, "Name": true, "NoRetry": true, "String": true}

// mayExecute reports whether a call may execute a pipeline: it is no command
// and has one, or is given something that may have one.
func mayExecute(call ssa.CallInstruction) bool {
	common := call.Common()
	if _, deferred := call.(*ssa.Defer); deferred {
		return false
	}
	if common.IsInvoke() && catalog.IsPipeliner(common.Value.Type()) {
		return !catalog.RedisCommand(common) && common.Method.Name() != "Len"
	}
	if _, builtin := common.Value.(*ssa.Builtin); builtin {
		return false
	}
	if symbol.Callee(common) == nil {
		return true // a closure, which may have captured it
	}
	for _, arg := range common.Args {
		if catalog.IsPipeliner(arg.Type()) || value.Signature(arg.Type()) != nil {
			return true
		}
	}
	return false
}

func report(pass *rule.Pass, command, read *ssa.Call, path []flow.Branch) {
	site, ok := fix.CallAt(pass.Pass, read.Pos())
	queued, okQueued := fix.CallAt(pass.Pass, command.Pos())
	if !ok || !okQueued {
		return // made by the compiler
	}
	name := queued.Name(0, "")
	if name == "" {
		name = "the result of " + command.Call.Method.Name()
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is read before the pipeline is executed: it is empty, and has no error", name),
		Path:    []rule.Step{{Pos: queued.Call.Pos(), End: queued.Call.End(), Message: "the command is queued here"}},
	}
	if onlyError(read) {
		severity := rule.Warning
		finding.Severity = &severity
		finding.Message = fmt.Sprintf("the error of %s is looked at before the pipeline is executed: it is always nil", name)
	}
	finding.Path = append(finding.Path, rule.Branches(read.Parent(), path)...)
	pass.Report(finding)
}

// onlyError reports whether a call returns nothing but an error, or nothing else
// that is used.
func onlyError(read *ssa.Call) bool {
	if symbol.IsError(read.Type()) {
		return true
	}
	err := value.ErrorResult(read.Call.Signature())
	for _, use := range *read.Referrers() {
		extract, ok := use.(*ssa.Extract)
		if !ok || extract.Index != err && len(*extract.Referrers()) > 0 {
			return false
		}
	}
	return len(*read.Referrers()) > 0
}
