package fatalnil

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the fatalnil rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Redis, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: []string{"github.com/redis/go-redis", "github.com/go-redis/redis"},
	Logs:      []string{`redis: nil`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for exec := range flow.Instrs[*ssa.Call](fn) {
			if catalog.RedisExec(&exec.Call) {
				check(pass, exec)
			}
		}
	}
	return nil
}

// check reports a pipeline of several commands that may find nothing, if the
// error of one ends the function.
func check(pass *rule.Pass, exec *ssa.Call) {
	queued := commands(exec)
	err := value.Result(exec, value.ErrorResult(exec.Call.Signature()))
	if err == nil || len(queued) == 0 || len(queued) == 1 && !flow.InCycle(queued[0].Block()) {
		return // one that finds nothing is known by that
	}
	if knowsNil(pass, exec.Parent()) || examined(err, map[*ssa.Phi]bool{}) {
		return
	}
	if branch, path, fatal := fails(pass, exec); fatal {
		report(pass, exec, queued, branch, path)
	}
}

// commands returns the commands in a pipeline that may find nothing.
func commands(exec *ssa.Call) []*ssa.Call {
	pipe := value.Origin(exec.Call.Value)
	fn := exec.Parent()
	if !exec.Call.IsInvoke() || !catalog.IsPipeliner(exec.Call.Value.Type()) {
		args := exec.Call.Args
		if fn = value.Function(value.Origin(args[len(args)-1])); fn == nil || len(fn.Params) != 1 {
			return nil
		}
		pipe = fn.Params[0]
	}
	var found []*ssa.Call
	for call := range flow.Instrs[*ssa.Call](fn) {
		if catalog.RedisMayMiss(&call.Call) && value.Origin(call.Call.Value) == pipe {
			found = append(found, call)
		}
	}
	return found
}

// examined reports whether more is asked about an error than whether there is
// one.
func examined(err ssa.Value, seen map[*ssa.Phi]bool) bool {
	for _, use := range *err.Referrers() {
		switch use := use.(type) {
		case *ssa.BinOp:
			if !value.IsNil(use.X) && !value.IsNil(use.Y) {
				return true
			}
		case *ssa.Store:
			return true // a variable that others may look at
		case *ssa.Call:
			results := use.Call.Signature().Results()
			if results.Len() > 0 && types.Identical(results.At(0).Type(), types.Typ[types.Bool]) {
				return true
			}
		case *ssa.Phi:
			if seen[use] {
				continue
			}
			if seen[use] = true; examined(use, seen) {
				return true
			}
		case *ssa.TypeAssert:
			return true
		}
	}
	return false
}

// fails reports whether every way on which Exec returns an error leaves the
// function with nothing but that, and returns the test that finds the error.
func fails(pass *rule.Pass, exec *ssa.Call) (tested *ssa.If, path []flow.Branch, fatal bool) {
	fatal = true
	var left flow.Node
	visit := func(at flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Return:
			left, fatal = at, fatal && empty(instr)
		case *ssa.Call:
			if pass.Summary.Lives.Never(&instr.Call) {
				left = at
				return false
			}
			fatal = fatal && instr != exec && !readsCommand(&instr.Call)
		case *ssa.Send, *ssa.MapUpdate:
			fatal = false
		}
		return fatal
	}
	edge := func(from *ssa.BasicBlock, i int) bool {
		branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
		if !ok {
			return true
		}
		test, negated := errtest.Classify(branch.Cond, exec)
		if test == errtest.Nil {
			tested = branch
			return (i == 0) == negated
		}
		return true
	}
	way, complete := flow.Follow(exec.Parent(), exec, visit, edge)
	if !complete || tested == nil || !fatal {
		return nil, nil, false
	}
	return tested, way(left), true
}

// empty reports whether a return hands nothing out but an error.
func empty(ret *ssa.Return) bool {
	for _, result := range ret.Results {
		if _, isConst := value.Origin(result).(*ssa.Const); !isConst && !symbol.IsError(result.Type()) {
			return false
		}
	}
	return true
}

// readsCommand reports whether a call takes the result of a command.
func readsCommand(call *ssa.CallCommon) bool {
	receiver := value.Receiver(call)
	return receiver != nil && catalog.IsRedisResult(receiver.Type())
}

func report(pass *rule.Pass, exec *ssa.Call, queued []*ssa.Call, branch *ssa.If, path []flow.Branch) {
	site, ok := fix.CallAt(pass.Pass, exec.Pos())
	first, okFirst := fix.CallAt(pass.Pass, queued[0].Pos())
	if !ok || !okFirst {
		return // made by the compiler
	}
	steps := []rule.Step{
		{Pos: first.Call.Pos(), End: first.Call.End(), Message: "this may find nothing, as others of the pipeline may"},
		{Pos: site.Call.Pos(), End: site.Call.End(), Message: "then the error is redis.Nil, and the others have succeeded"},
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s fails with redis.Nil if one %s finds nothing, and the results of all others are thrown away",
			types.ExprString(site.Call.Fun), queued[0].Call.Method.Name()),
		Path: append(steps, rule.Branches(exec.Parent(), path)...), Fixes: letPass(pass, exec, branch),
	})
}

// letPass adds to the test of the error that it is not redis.Nil.
func letPass(pass *rule.Pass, exec *ssa.Call, branch *ssa.If) []rule.Fix {
	test, ok := branch.Cond.(*ssa.BinOp)
	if !ok || test.Op != token.NEQ {
		return nil
	}
	stmt := fix.IfAt(exec.Parent().Syntax(), test.Pos())
	if stmt == nil {
		return nil
	}
	return addTest(pass, exec, stmt)
}
