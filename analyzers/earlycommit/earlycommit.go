package earlycommit

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/taint"
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
	reads, marksKept := commitsItself(pass), keepsMarks(pass)
	if reads && checkLate(pass) {
		reads = false
	}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if reads && catalog.KafkaReads.Calls(&call.Call) && flow.InCycle(call.Block()) {
				checkRead(pass, call)
				continue
			}
			commit, message := committing(call)
			if commit != nil && !(marksKept && catalog.KafkaMarks(symbol.Callee(&commit.Call))) {
				checkCommit(pass, call, message)
			}
		}
	}
	return nil
}

// scene is a call from which on a message is not delivered again.
type scene struct {
	pass    *rule.Pass
	taken   *ssa.Call
	content *taint.Set // the message, its key and its value, and what is made of these
}

func sceneOf(pass *rule.Pass, taken *ssa.Call, message ssa.Value) scene {
	return scene{pass, taken, taint.Of(taken.Parent(), catalog.KafkaContent, message)}
}

// checkRead reports a read that commits the message which is processed later.
func checkRead(pass *rule.Pass, read *ssa.Call) {
	message := value.Result(read, 0)
	if message == nil || atMostOnce(pass, read.Parent()) {
		return
	}
	s := sceneOf(pass, read, message)
	if p, ok := s.processed(); ok {
		s.reportProcessed(p, "commits the message before "+service.Name(pass, p.call)+" has processed it", nil)
	}
}

// checkCommit reports a commit that comes before the processing of its message.
func checkCommit(pass *rule.Pass, commit *ssa.Call, arg ssa.Value) {
	message := holder(arg)
	if message == nil || atMostOnce(pass, commit.Parent()) {
		return
	}
	s := sceneOf(pass, commit, message)
	if start := s.started(); start != nil {
		s.report("is called while a goroutine still processes the message", true, nil,
			rule.StepAt(start, "the goroutine is started here"), s.step())
	} else if p, ok := s.processed(); ok {
		s.reportProcessed(p, "is called before "+service.Name(pass, p.call)+" has processed the message", s.move(p))
	}
}

func (s scene) reportProcessed(p processing, how string, fixes []rule.Fix) {
	s.report(how, p.stops, fixes, s.step(), rule.StepAt(p.call, "it is processed here, which may fail"))
}

func (s scene) step() rule.Step {
	return rule.StepAt(s.taken, "from here on the message is not delivered again")
}

// report reports that the message is lost if its processing fails. Where that
// is only logged and the consumer goes on, nobody sees it but after a crash.
func (s scene) report(how string, stops bool, fixes []rule.Fix, path ...rule.Step) {
	site, ok := service.At(s.pass, s.taken)
	if !ok {
		return // made by the compiler
	}
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End(), Path: path, Fixes: fixes}
	lost := "if that fails, it is lost"
	if !stops {
		lost = "if the process ends meanwhile, it is lost"
		severity := rule.Info
		finding.Severity = &severity
	}
	finding.Message = types.ExprString(site.Call.Fun) + " " + how + ": " + lost
	s.pass.Report(finding)
}
