package spinningrecv

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the spinningrecv rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"google.golang.org/grpc"},
	Logs:      []string{`rpc error: code = Unavailable`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				recv, ok := instr.(*ssa.Call)
				if !ok || !flow.InCycle(block) {
					continue
				}
				side, method := catalog.StreamCall(&recv.Call)
				if side != catalog.NoStream && catalog.Receives(method) {
					check(pass, recv, side)
				}
			}
		}
	}
	return nil
}

// check reports a Recv that is reached again after it has failed.
func check(pass *rule.Pass, recv *ssa.Call, side catalog.Side) {
	opened, ok := origin(pass, recv)
	if !ok {
		return // another stream, perhaps, the next time
	}
	var found []spin
	for _, end := range []ending{eof, failure} {
		if s, ok := spins(pass, recv, opened, side, end); ok {
			found = append(found, s)
		}
	}
	if len(found) > 0 {
		report(pass, recv, found)
	}
}

// origin returns the instruction that yields the stream, nil if it is one from
// outside the function; ok is false if the stream may change out of sight.
func origin(pass *rule.Pass, recv *ssa.Call) (opened ssa.Instruction, ok bool) {
	switch v := value.Origin(recv.Call.Value).(type) {
	case *ssa.Parameter:
		return nil, true
	case *ssa.UnOp:
		field, isField := v.X.(*ssa.FieldAddr)
		return nil, isField && settled(pass, field)
	case ssa.Instruction:
		if v.Parent() != recv.Parent() {
			return nil, true // captured, and assigned once
		}
		return v, true
	}
	return nil, false
}

// settled reports whether a field is written once, for every new value of its
// type: in a composite literal, or on a value that was just made.
func settled(pass *rule.Pass, field *ssa.FieldAddr) bool {
	v := fieldOf(field)
	if v.Exported() && v.Pkg() != pass.Pkg || v.Exported() && !v.Embedded() {
		return false // other packages may write it
	}
	writes := 0
	for _, fn := range pass.Funcs() {
		for addr := range flow.Instrs[*ssa.FieldAddr](fn) {
			if fieldOf(addr) != v {
				continue
			}
			for _, use := range *addr.Referrers() {
				switch use := use.(type) {
				case *ssa.UnOp, *ssa.DebugRef:
				case *ssa.Store:
					writes++
					if _, fresh := value.Origin(addr.X).(*ssa.Alloc); !fresh || use.Addr != addr {
						return false
					}
				default:
					return false // its address leaves
				}
			}
		}
	}
	return writes == 1
}

func fieldOf(addr *ssa.FieldAddr) *types.Var {
	p := addr.X.Type().Underlying().(*types.Pointer)
	return p.Elem().Underlying().(*types.Struct).Field(addr.Field).Origin()
}

func report(pass *rule.Pass, recv *ssa.Call, found []spin) {
	site, ok := fix.CallAt(pass.Pass, recv.Pos())
	if !ok {
		return // made by the compiler
	}
	name := types.ExprString(site.Call.Fun)
	message := "the loop calls " + name + " again after it has failed: the stream has ended, so it fails at once for ever"
	switch {
	case value.Result(recv, value.ErrorResult(recv.Call.Signature())) == nil:
		message = "the error of " + name + " is dropped: once the stream has ended it fails at once, and the loop spins"
	case len(found) == 1 && found[0].end == eof:
		message = "the loop calls " + name + " again after io.EOF: the stream has ended, so it fails at once for ever"
	}
	steps := []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: found[0].end.String()}}
	steps = append(steps, rule.Branches(recv.Parent(), found[0].path)...)
	steps = append(steps, rule.Step{Pos: site.Call.Pos(), End: site.Call.End(), Message: name + " is called again"})
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: message, Path: steps, Fixes: leave(pass, site, recv, found),
	})
}

// kind returns what a branch asks about the error of recv.
func kind(branch *ssa.If, recv *ssa.Call) errtest.Test {
	k, _ := errtest.Classify(branch.Cond, recv)
	return k
}
