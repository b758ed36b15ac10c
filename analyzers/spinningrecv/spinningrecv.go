package spinningrecv

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/spin"
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
	opened, ok := spin.Origin(pass, recv)
	if !ok {
		return // another stream, perhaps, the next time
	}
	in := stream{pass: pass, recv: recv, side: side, opened: opened}
	var found []way
	for _, end := range []ending{eof, failure} {
		if w, ok := in.spins(end); ok {
			found = append(found, w)
		}
	}
	if len(found) > 0 {
		report(pass, recv, found)
	}
}

func report(pass *rule.Pass, recv *ssa.Call, found []way) {
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
	var paths [][]flow.Branch
	for _, w := range found {
		paths = append(paths, w.path)
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: message, Path: steps, Fixes: spin.Leave(pass, site, recv, paths, "Return when the stream has ended"),
	})
}
