package maskedsenderror

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/streamuse"
)

//go:embed doc.go
var doc string

// Rule is the maskedsenderror rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Fix: rule.Suggestion,
	Libraries: []string{"google.golang.org/grpc"},
	Logs:      []string{`: EOF`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Stream) {
			v := o.Value()
			if v == nil || catalog.StreamSide(v.Type()) != catalog.ClientSide || !catalog.CanSend(v.Type()) {
				continue
			}
			uses, known := streamuse.Of(o.Call, v)
			if !known || receivedElsewhere(uses, fn) {
				continue // someone else may get the status
			}
			for _, call := range uses.Sends {
				send, ok := call.(*ssa.Call)
				if ok && send.Parent() == fn && shows(send) && !receives(uses, send) {
					report(pass, send)
				}
			}
		}
	}
	return nil
}

// receivedElsewhere reports whether a closure receives from the stream.
func receivedElsewhere(uses *streamuse.Uses, fn *ssa.Function) bool {
	for _, calls := range [][]ssa.CallInstruction{uses.Receives, uses.Closes} {
		for _, call := range calls {
			if call.Parent() != fn {
				return true
			}
		}
	}
	return false
}

// receives reports whether the stream is received from on some way on which
// the send has failed.
func receives(uses *streamuse.Uses, send *ssa.Call) bool {
	wanted := map[ssa.Instruction]bool{}
	for _, calls := range [][]ssa.CallInstruction{uses.Receives, uses.Closes} {
		for _, call := range calls {
			wanted[call] = call.Common().Method == nil || call.Common().Method.Name() != "CloseSend"
		}
	}
	found := false
	m := flow.Machine[struct{}]{
		Step: func(_ flow.Node, instr ssa.Instruction, s struct{}) (struct{}, bool) {
			found = found || wanted[instr]
			return s, !wanted[instr] && instr != send
		},
		Edge: func(from *ssa.BasicBlock, i int, s struct{}) (struct{}, bool) {
			return s, !errtest.Succeeds(send, from, i)
		},
	}
	_, all := m.Explore(send.Parent(), send, struct{}{})
	return found || !all
}

func report(pass *rule.Pass, send *ssa.Call) {
	site, ok := fix.CallAt(pass.Pass, send.Pos())
	if !ok {
		return // made by the compiler
	}
	receive := "RecvMsg"
	stream := send.Call.Value.Type()
	if streamuse.IsUpload(stream) {
		receive = "CloseAndRecv"
	} else if obj, _, _ := types.LookupFieldOrMethod(stream, true, nil, "Recv"); obj != nil {
		receive = "Recv"
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: "the error of " + types.ExprString(site.Call.Fun) + " hides the server's status: it is a bare io.EOF, and " + receive + " has the status",
		Fixes:   askForStatus(pass, site, receive),
	})
}
