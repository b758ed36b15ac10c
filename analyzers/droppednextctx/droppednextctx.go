package droppednextctx

import (
	_ "embed"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the droppednextctx rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: catalog.Chains(),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	shapes := chain.Reached(pass.Pkg, catalog.Middleware)
	if len(shapes) == 0 {
		return nil // no library with a chain
	}
	for _, fn := range pass.Funcs() {
		link, ok := chain.Of(fn, shapes)
		if !ok {
			continue // neither an interceptor nor a middleware
		}
		for _, h := range handovers(link) {
			check(pass, link, h)
		}
	}
	return nil
}

// handover is a call of next that hands on what the body was given: the
// context, the request or the stream as they came in.
type handover struct {
	call  ssa.CallInstruction
	arg   int // without the receiver
	param *ssa.Parameter
}

// handovers returns the calls of next in the body itself. It returns none if
// one of them hands on something else: then the old context may be on purpose.
func handovers(link *chain.Link) []handover {
	var found []handover
	for _, call := range link.Calls() {
		args := call.Common().Args
		if recv := value.Receiver(call.Common()); recv != nil && !call.Common().IsInvoke() {
			args = args[1:]
		}
		i := slices.IndexFunc(args, func(arg ssa.Value) bool {
			param, ok := value.Origin(arg).(*ssa.Parameter)
			if !ok || param.Parent() != link.Body {
				return false
			}
			_, carries := catalog.ContextOf(param.Type())
			return carries
		})
		if i < 0 || call.Parent() != link.Body {
			return nil
		}
		found = append(found, handover{call, i, value.Origin(args[i]).(*ssa.Parameter)})
	}
	return found
}

// check reports what is derived from the parameter that next gets, and dropped.
func check(pass *rule.Pass, link *chain.Link, h handover) {
	for instr := range flow.Instrs[ssa.Instruction](link.Body) {
		if !precedes(instr, h.call) {
			continue
		}
		switch instr := instr.(type) {
		case *ssa.Call:
			if dropped(instr) && descends(instr, h.param) && !over(instr, h.call) {
				report(pass, link, h, instr)
			} else if h.stream() {
				checkWrapper(pass, link, h, instr)
			}
		case *ssa.Alloc:
			if h.stream() {
				checkWrapper(pass, link, h, instr)
			}
		}
	}
}

// precedes reports whether b may run after a.
func precedes(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return flow.Reaches(a.Block().Succs, b.Block())
	}
	for _, instr := range a.Block().Instrs {
		if instr == a || instr == b {
			return instr == a
		}
	}
	return false
}

// dropped reports whether a call derives a context, or a request with one, that
// nothing uses. If nothing uses what comes with it either, a span or a cancel
// function is lost, which is the mistake of other rules.
func dropped(call *ssa.Call) bool {
	if !catalog.DerivedContexts.Calls(&call.Call) {
		return false
	}
	i := derived(call)
	if i < 0 || value.Result(call, i) != nil {
		return false
	}
	n := call.Call.Signature().Results().Len()
	for other := range n {
		if value.Result(call, other) != nil {
			return true
		}
	}
	return n == 1
}

// over reports whether what came with the context, such as a span, is over
// before next is called: then it is not about next.
func over(call *ssa.Call, next ssa.Instruction) bool {
	for _, use := range *call.Referrers() {
		other, ok := use.(*ssa.Extract)
		if !ok || other.Referrers() == nil {
			continue
		}
		for _, use := range *other.Referrers() {
			end, ok := use.(*ssa.Call)
			if ok && precedes(end, next) && (method(end) == "End" || method(end) == "Finish" || end.Call.Value == ssa.Value(other) || slices.Contains(end.Call.Args, ssa.Value(other))) {
				return true
			}
		}
	}
	return false
}

// derived returns the index of the result that is or carries a context.
func derived(call *ssa.Call) int {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		if selector, ok := catalog.ContextOf(results.At(i).Type()); ok && (selector == "" || isRequest(results.At(i).Type())) {
			return i
		}
	}
	return -1
}

// descends reports whether v is derived from what the parameter is or carries.
func descends(v ssa.Value, param *ssa.Parameter) bool {
	for range maxDerivations {
		v = value.Origin(v)
		if extract, ok := v.(*ssa.Extract); ok {
			v = extract.Tuple
		}
		call, ok := v.(*ssa.Call)
		if !ok {
			return v == param
		}
		if v = parent(call); v == nil {
			return false
		}
	}
	return false
}

const maxDerivations = 16 // more than anybody writes

// parent returns what a call derives its context from, or reads it from.
func parent(call *ssa.Call) ssa.Value {
	recv := value.Receiver(&call.Call)
	if recv != nil && method(call) == "Context" {
		return recv
	}
	if !catalog.DerivedContexts.Calls(&call.Call) {
		return nil
	}
	for _, arg := range call.Call.Args {
		if isContext(arg.Type()) && recv != arg {
			if recv != nil && isRequest(recv.Type()) {
				return recv // a request with another context: what matters is whose it is
			}
			return arg
		}
	}
	return recv
}

func report(pass *rule.Pass, link *chain.Link, h handover, call *ssa.Call) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok || leftToOthers(site) {
		return
	}
	next, nextEnd := rule.Range(link.Body, h.call)
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("the %s from %s is dropped: %s gets the old %s", noun(call), types.ExprString(site.Call.Fun), link.Object().Name(), h.param.Name()),
		Path: []rule.Step{
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "nothing takes what is derived here"},
			{Pos: next, End: nextEnd, Message: service.Name(pass, h.call) + " gets " + h.param.Name()},
		},
	}
	if f, ok := take(pass, link, h, call, site); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}
