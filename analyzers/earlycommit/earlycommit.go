package earlycommit

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the earlycommit rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Kafka, Severity: rule.Warning, Status: rule.Preview, Fix: rule.Suggestion,
	Libraries: []string{"github.com/segmentio/kafka-go", "github.com/IBM/sarama", "github.com/twmb/franz-go"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	reads := commitsItself(pass)
	marksKept := keepsMarks(pass)
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			switch {
			case reads && catalog.KafkaReads.Calls(&call.Call) && flow.InCycle(call.Block()):
				checkRead(pass, call)
			default:
				checkCommit(pass, call, marksKept)
			}
		}
	}
	return nil
}

// keepsMarks reports whether the package commits what it has marked itself.
func keepsMarks(pass *rule.Pass) bool {
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			if catalog.KafkaMarksKept.Calls(call.Common()) {
				return true
			}
		}
	}
	return false
}

// checkCommit reports a commit that comes before the processing of its message.
func checkCommit(pass *rule.Pass, call *ssa.Call, marksKept bool) {
	commit, arg := committing(call)
	if commit == nil || marksKept && marks(commit) || atMostOnce(pass, call.Parent()) {
		return
	}
	message := cell(arg)
	if message == nil {
		return // one of many, perhaps
	}
	s := scene{pass: pass, taken: call, content: contentOf(call.Parent(), message)}
	if start := s.started(); start != nil {
		s.reportStarted(start)
	} else if p, ok := s.processed(); ok {
		s.report(p, "is called before %s has processed the message", s.move(p))
	}
}

// checkRead reports a read that commits the message which is processed later.
func checkRead(pass *rule.Pass, read *ssa.Call) {
	result := value.Result(read, 0)
	if result == nil || atMostOnce(pass, read.Parent()) {
		return
	}
	s := scene{pass: pass, taken: read, content: contentOf(read.Parent(), variableOf(result))}
	if p, ok := s.processed(); ok {
		s.report(p, "commits the message before %s has processed it", nil)
	}
}

// variableOf returns the variable that a result is put into, or the result.
func variableOf(result ssa.Value) ssa.Value {
	for _, use := range *result.Referrers() {
		if store, ok := use.(*ssa.Store); ok && cell(result) == result && variable(store.Addr) != nil {
			return variable(store.Addr)
		}
	}
	return result
}

// scene is a call from which on a message is not delivered again.
type scene struct {
	pass    *rule.Pass
	taken   *ssa.Call
	content content // of the message
}

// report reports that the message is lost if its processing fails.
func (s scene) report(p processing, what string, fixes []rule.Fix) {
	site, ok := service.At(s.pass, s.taken)
	if !ok {
		return // made by the compiler
	}
	name, lost := service.Name(s.pass, p.call), "if that fails, it is lost"
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Path: []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "from here on the message is not delivered again"}},
	}
	if !p.stops {
		lost = "if the process ends meanwhile, it is lost"
		severity := rule.Info
		finding.Severity = &severity
	}
	finding.Message = types.ExprString(site.Call.Fun) + " " + fmt.Sprintf(what, name) + ": " + lost
	pos, end := rule.Range(p.call.Parent(), p.call)
	finding.Path = append(finding.Path, rule.Step{Pos: pos, End: end, Message: "it is processed here, which may fail"})
	finding.Fixes = fixes
	s.pass.Report(finding)
}

// reportStarted reports that the message is lost if a goroutine that has been
// started does not come to its end.
func (s scene) reportStarted(start ssa.CallInstruction) {
	site, ok := service.At(s.pass, s.taken)
	if !ok {
		return // made by the compiler
	}
	pos, end := rule.Range(start.Parent(), start)
	s.pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " is called while a goroutine still processes the message: if that fails, it is lost",
		Path: []rule.Step{
			{Pos: pos, End: end, Message: "the goroutine is started here"},
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "from here on the message is not delivered again"},
		},
	})
}

// committing returns the call of a library that a call is, or certainly makes
// on the message that it is given, and that message; nil if it is none.
func committing(call *ssa.Call) (commit *ssa.Call, message ssa.Value) {
	if message := committed(call); message != nil {
		return call, message
	}
	callee := call.Call.StaticCallee()
	if callee == nil || len(callee.Blocks) == 0 || callee.Parent() != nil {
		return nil, nil
	}
	for _, instr := range callee.Blocks[0].Instrs {
		inner, ok := instr.(*ssa.Call)
		if !ok {
			continue
		}
		if i := parameter(committed(inner)); i >= 0 {
			return inner, call.Call.Args[i]
		}
	}
	return nil, nil
}

// marks reports whether a call of a library leaves the commit to another.
func marks(call *ssa.Call) bool {
	name := symbol.Callee(&call.Call).Name()
	return name == "MarkMessage" || name == "MarkCommitRecords"
}
