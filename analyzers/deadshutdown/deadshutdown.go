package deadshutdown

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"regexp"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the deadshutdown rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Lifecycle, Severity: rule.Error, Fix: rule.Safe,
	Logs: []string{`context canceled`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	finder := pass.Summary.DeadContexts()
	derivations := map[ssa.Instruction]bool{} // a context that is derived too late is one mistake
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			for _, ctx := range pass.Summary.Drained(call.Common()) {
				cause, isDead := finder.At(ctx, call)
				switch {
				case !isDead:
					reportGroup(pass, call, ctx)
				case cause.Kind == dead.Waited, allowed(cause.Ctx):
					// deadgroupctx's, or the caller's decision
				default:
					d := deriving(pass, finder, ctx, cause)
					if d.first == nil || !derivations[d.first] {
						report(pass, call, ctx, cause, d)
					}
					if d.first != nil {
						derivations[d.first] = true
					}
				}
			}
		}
	}
	return nil
}

// ending matches the names of functions that are given a context as the time
// that they may take to end something.
var ending = regexp.MustCompile(`^(?i:shutdown|stop|onstop|close|forceflush|flush|export|drain|graceful|terminate|disconnect|deregister|unregister|revoke|release|unlock)($|[^a-z])`)

// allowed reports whether a context is the time that the caller of such a
// function allows it.
func allowed(ctx ssa.Value) bool {
	param, ok := ctx.(*ssa.Parameter)
	if !ok {
		return false
	}
	fn := param.Parent()
	return ending.MatchString(fn.Name()) || fn.Parent() != nil && ending.MatchString(fieldOf(fn))
}

// fieldOf returns the field that a literal is stored in, such as OnStop.
func fieldOf(fn *ssa.Function) string {
	for store := range flow.Instrs[*ssa.Store](fn.Parent()) {
		closure, _ := store.Val.(*ssa.MakeClosure)
		field, ok := store.Addr.(*ssa.FieldAddr)
		if ok && (store.Val == fn || closure != nil && closure.Fn == fn) {
			return value.FieldOf(field).Name()
		}
	}
	return ""
}

// derivation is how a context comes from one that has ended.
type derivation struct {
	first   *ssa.Call // the first derivation behind the end, or nil
	timeout bool      // with a timeout of its own
}

func deriving(pass *rule.Pass, finder *dead.Finder, ctx ssa.Value, cause dead.Cause) derivation {
	var d derivation
	for v := dead.Origin(ctx); v != nil && v != cause.Ctx; {
		call, ok := v.(*ssa.Call)
		if extract, isResult := v.(*ssa.Extract); isResult {
			call, ok = extract.Tuple.(*ssa.Call)
		}
		if !ok {
			return derivation{}
		}
		if _, late := finder.At(cause.Ctx, call); !late {
			return derivation{} // derived while it was alive
		}
		d.first = call
		d.timeout = d.timeout || catalog.Timed.Calls(&call.Call)
		parent := pass.Summary.ContextParent(v)
		if parent == nil {
			return derivation{}
		}
		v = dead.Origin(parent)
	}
	return d
}

func report(pass *rule.Pass, call ssa.CallInstruction, ctx ssa.Value, cause dead.Cause, d derivation) {
	site, ok := service.At(pass, call)
	if !ok {
		return // made by the compiler
	}
	arg := site.Context()
	if arg == nil {
		return // a method value that the context is bound to
	}
	pos, end := rule.Range(cause.At.Parent(), cause.At)
	steps := []rule.Step{{Pos: pos, End: end, Message: "the context ends here, or has ended"}}
	if d.first != nil {
		steps = append(steps, rule.StepAt(d.first, "what is derived from it has ended too"))
	}
	steps = append(steps, rule.Step{Pos: site.Call.Pos(), End: site.Call.End(), Message: "this has no time left"})
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is called with %s, %s: it gives up at once", service.Name(pass, call), named(arg), why(pass, cause, d)),
		Path:    steps,
		Fixes:   detach(pass, call, site, arg, d),
	})
}

func named(arg ast.Expr) string {
	if text := types.ExprString(arg); len(text) <= 40 {
		return text
	}
	return "a context"
}

// why says how the context has ended.
func why(pass *rule.Pass, cause dead.Cause, d derivation) string {
	which := "which "
	if d.first != nil {
		which = "derived from a context that "
	}
	if cause.Kind != dead.Cancelled {
		return which + "is done by then"
	}
	if call, ok := cause.At.(ssa.CallInstruction); ok {
		if site, ok := service.At(pass, call); ok {
			if _, literal := site.Call.Fun.(*ast.FuncLit); !literal {
				return which + types.ExprString(site.Call.Fun) + "() has cancelled"
			}
		}
	}
	return which + "is cancelled before"
}
