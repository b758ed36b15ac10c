package orphanlease

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lease"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the orphanlease rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: symbol.Packages(catalog.LeaseRenewals),
	Logs:      []string{`produced zero addresses`, `no children to pick from`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	finder := pass.Summary.DeadContexts()
	var leases granted
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			leases.see(call)
			for _, ctx := range pass.Summary.Renewed(call) {
				if cause, ended := endsOnReturn(pass, finder, call, ctx); ended {
					reportEnd(pass, call, cause)
				} else if discarded(call) {
					reportDiscarded(pass, call)
				}
			}
		}
	}
	leases.report(pass)
	return nil
}

// endsOnReturn returns the deferred call that ends the context of a renewal
// when a function returns that does not wait for anything: the call's own, or
// the one that starts it in a goroutine.
func endsOnReturn(pass *rule.Pass, finder *dead.Finder, call *ssa.Call, ctx ssa.Value) (dead.Cause, bool) {
	var at ssa.Instruction = call
	for {
		if isMain(at.Parent()) {
			return dead.Cause{}, false // the lease should end with the process
		}
		if !pass.Summary.Stays(at) {
			if cause, ok := deferredEnd(finder, call, at, ctx); ok {
				return cause, true
			}
		}
		start := lease.Started(at.Parent())
		if start == nil {
			return dead.Cause{}, false
		}
		at = start
	}
}

// isMain reports whether fn is the main function of a program.
func isMain(fn *ssa.Function) bool {
	return fn.Pkg != nil && fn.Pkg.Pkg.Name() == "main" && fn == fn.Pkg.Func("main")
}

// deferredEnd returns the end of a context on a return behind an instruction,
// other than one on which the call has failed or its channel is returned.
func deferredEnd(finder *dead.Finder, call *ssa.Call, at ssa.Instruction, ctx ssa.Value) (dead.Cause, bool) {
	for _, block := range at.Parent().Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || block == at.Parent().Recover || !flow.Reaches([]*ssa.BasicBlock{at.Block()}, block) || errtest.FailedAt(call, block) || returns(ret, call) {
			continue
		}
		if cause, ok := finder.OnReturn(ctx, ret); ok && cause.Kind == dead.Deferred {
			return cause, true
		}
	}
	return dead.Cause{}, false
}

func returns(ret *ssa.Return, call *ssa.Call) bool {
	ch := value.Result(call, 0)
	for _, result := range ret.Results {
		if ch != nil && value.Origin(result) == ch && catalog.LeaseKeepAlive.Calls(&call.Call) {
			return true
		}
	}
	return false
}

func reportEnd(pass *rule.Pass, call *ssa.Call, cause dead.Cause) {
	site, ok := service.At(pass, call)
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s renews the lease only until the function returns: the deferred cancel ends its context", service.Name(pass, call)),
		Path: []rule.Step{
			{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the lease is renewed for as long as this context is alive"},
			rule.StepAt(cause.At, "this ends it on return; the lease is lost after its TTL"),
		},
		Fixes: outlive(pass, call, site),
	})
}

// outlive offers the client's own context, which ends when it is closed.
func outlive(pass *rule.Pass, call *ssa.Call, site fix.Site) []rule.Fix {
	arg := site.Context()
	if arg == nil || !catalog.LeaseKeepAlive.Calls(&call.Call) {
		return nil // the helper may need the deadline for other calls
	}
	name, edits, ok := fix.Imports(pass.Pass, arg.Pos(), "context", "context")
	if !ok {
		return nil
	}
	edits = append(edits, fix.Replace(arg, name[0]+".WithoutCancel("+types.ExprString(arg)+")"))
	return []rule.Fix{{Message: "Renew it for as long as the client lives", Edits: edits}}
}

// discarded reports whether nothing takes the channel of a KeepAlive.
func discarded(call *ssa.Call) bool {
	if !catalog.LeaseKeepAlive.Calls(&call.Call) {
		return false
	}
	ch := value.Result(call, 0)
	if ch == nil {
		return true
	}
	for _, use := range *ch.Referrers() {
		if _, debug := use.(*ssa.DebugRef); !debug {
			return false
		}
	}
	return true
}

func reportDiscarded(pass *rule.Pass, call *ssa.Call) {
	warning := rule.Warning
	pos, end := rule.Range(call.Parent(), call)
	pass.Report(rule.Finding{
		Pos: pos, End: end, Severity: &warning,
		Message: fmt.Sprintf("the channel of %s is discarded: nobody notices when the lease is lost", service.Name(pass, call)),
		Path:    []rule.Step{{Pos: pos, End: end, Message: "the channel is closed when the lease is lost, and that is the only sign"}},
	})
}
