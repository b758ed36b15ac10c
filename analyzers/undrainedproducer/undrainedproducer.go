package undrainedproducer

import (
	_ "embed"
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

// Rule is the undrainedproducer rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Kafka, Severity: rule.Error, Status: rule.Preview,
	Libraries: []string{"github.com/IBM/sarama", "github.com/Shopify/sarama"},
	Logs:      []string{`chan send`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	makes     = symbol.Of("github.com/IBM/sarama.NewAsyncProducer", "github.com/Shopify/sarama.NewAsyncProducer")
	newConfig = symbol.Of("github.com/IBM/sarama.NewConfig", "github.com/Shopify/sarama.NewConfig")
)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, makes) {
		return nil
	}
	called := methods(pass)
	if !called["Input"] {
		return nil
	}
	for call := range pass.Calls(makes) {
		errors, successes := returned(call)
		switch {
		case stays(pass, call) && errors && !called["Errors"]:
			report(pass, call, "Errors", "messages fail")
		case stays(pass, call) && successes && !called["Successes"]:
			report(pass, call, "Successes", "messages are delivered")
		}
	}
	return nil
}

// methods returns the methods of asynchronous producers that the package calls,
// or takes the value of.
func methods(pass *rule.Pass) map[string]bool {
	called := map[string]bool{}
	for _, fn := range pass.Funcs() {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() && isProducer(call.Common().Value.Type()) {
				called[call.Common().Method.Name()] = true
			}
			if closure, ok := instr.(*ssa.MakeClosure); ok {
				if bound := symbol.Object(closure.Fn.(*ssa.Function)); bound != nil {
					called[bound.Name()] = true // a method value
				}
			}
		}
	}
	return called
}

func isProducer(t types.Type) bool {
	return symbol.Is(t, "github.com/IBM/sarama", "AsyncProducer") || symbol.Is(t, "github.com/Shopify/sarama", "AsyncProducer")
}

// returned tells which outcomes the configuration of a producer certainly asks
// for.
func returned(call *ssa.Call) (errors, successes bool) {
	config := value.Origin(call.Call.Args[1])
	if value.IsNil(config) {
		return true, false
	}
	made, ok := config.(*ssa.Call)
	if !ok || !newConfig.Calls(&made.Call) {
		return false, false
	}
	s := settings{errors: true}
	s.collect(made, call)
	return s.errors && !s.unknown, s.successes && !s.unknown
}

// settings is what a function does to a configuration.
type settings struct{ errors, successes, unknown bool }

// collect follows the uses of a configuration, or of a part of it.
func (s *settings) collect(v ssa.Value, to *ssa.Call) {
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.FieldAddr:
			s.collect(use, to)
		case *ssa.Store:
			s.store(use, v)
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Call:
			s.unknown = s.unknown || use != to
		default:
			s.unknown = true
		}
	}
}

// store takes a value for a field.
func (s *settings) store(store *ssa.Store, v ssa.Value) {
	field, ok := v.(*ssa.FieldAddr)
	if !ok {
		s.unknown = true // kept in a variable that closures share, or elsewhere
		return
	}
	on, known := store.Val.(*ssa.Const)
	set := known && on.Value != nil && on.Value.String() == "true"
	switch parent, ok := field.X.(*ssa.FieldAddr); {
	case !ok || value.FieldOf(parent).Name() != "Return":
	case value.FieldOf(field).Name() == "Errors":
		s.errors = set
	case value.FieldOf(field).Name() == "Successes":
		s.successes = set
	}
}

func report(pass *rule.Pass, call *ssa.Call, channel, when string) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	name := site.Name(0, "")
	if name == "" {
		name = "the producer"
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: "nobody reads " + name + "." + channel + "(): when " + when + " its buffer fills up, and then every send to Input blocks for ever",
		Path:    []rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: name + " is made here; nothing in the package calls " + channel}},
	})
}
