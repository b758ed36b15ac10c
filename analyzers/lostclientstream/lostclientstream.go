package lostclientstream

import (
	_ "embed"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the lostclientstream rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Libraries: catalog.Streams,
	Logs:      []string{`newClientStreamWithParams`, `\(\*clientStream\)\.doRequest`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Stream) {
			ctx := contextOf(pass, o, 0)
			if !catalog.NeverCancelled(ctx) || catalog.OwnerCloses(o.Call) {
				continue
			}
			if stream := pass.Summary.Lives.Check(o); abandoned(stream) {
				report(pass, stream, ctx)
			}
		}
	}
	return nil
}

// contextOf returns the context that a stream lives under: the argument of the
// call that opens it, seen through wrappers in this package. It is nil if the
// wrapper is elsewhere, or does something of its own with the context.
func contextOf(pass *rule.Pass, o lifecycle.Obligation, depth int) ssa.Value {
	if _, direct := catalog.Stream.Match(&o.Call.Call); direct {
		return catalog.StreamContext(&o.Call.Call)
	}
	wrapper := value.Function(o.Call.Call.Value)
	if o.Call.Call.IsInvoke() || wrapper == nil || len(wrapper.Blocks) == 0 || depth == 4 {
		return nil
	}
	inner := pass.Summary.Lives.Obligations(wrapper, catalog.Stream)
	if len(inner) != 1 {
		return nil
	}
	ctx := contextOf(pass, inner[0], depth+1)
	if ctx == nil || catalog.NeverCancelled(ctx) {
		return ctx
	}
	for i, param := range wrapper.Params {
		if value.Origin(ctx) == param && i < len(o.Call.Call.Args) {
			return o.Call.Call.Args[i]
		}
	}
	return nil
}

// abandoned reports whether a path certainly leaves an open stream behind.
func abandoned(stream lifecycle.Life) bool {
	leak, leaks := stream.Has(lifecycle.Leak)
	switch {
	case stream.Discarded:
		return !catalog.StartsWithSend(&stream.Call.Call)
	case !leaks || leak.Overwriter != nil:
		return false
	case catalog.StartsWithSend(&stream.Call.Call) && !sentBefore(stream, leak.At):
		return false
	}
	return !endedElsewhere(stream) && certain(stream, leak)
}

// sentBefore reports whether a message can have been sent before the
// instruction.
func sentBefore(stream lifecycle.Life, at ssa.Instruction) bool {
	for call, method := range catalog.MethodCalls(stream.Call.Parent(), stream.Value().Type()) {
		if method == "Send" && (call.Parent() != at.Parent() || flow.Leads(call, at)) {
			return true
		}
	}
	return false
}

// endedElsewhere reports whether the stream may come to its end out of sight of
// the path: by the generated CloseAndRecv of an old stub, which the life's
// description cannot name, or by a receive in a closure or a helper, whose
// outcome the path cannot know.
func endedElsewhere(stream lifecycle.Life) bool {
	fn, t := stream.Call.Parent(), stream.Value().Type()
	for call, method := range catalog.MethodCalls(fn, t) {
		if method == "CloseAndRecv" || call.Parent() != fn && catalog.Receives(method) {
			return true
		}
	}
	for call := range flow.AllInstrs[ssa.CallInstruction](flow.Outermost(fn)) {
		if lends(call.Common(), t) && (len(call.Common().Args) > 1 || call.Common().Signature().Results().Len() > 0) {
			return true
		}
	}
	return false
}

// lends reports whether a value of type t is an argument of the call.
func lends(call *ssa.CallCommon, t types.Type) bool {
	args := call.Args
	if recv := value.Receiver(call); recv != nil && !call.IsInvoke() {
		args = args[1:]
	}
	return slices.ContainsFunc(args, func(arg ssa.Value) bool { return types.Identical(value.Strip(arg).Type(), t) })
}

func report(pass *rule.Pass, stream lifecycle.Life, ctx ssa.Value) {
	site, ok := fix.CallAt(pass.Pass, stream.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	leak, _ := stream.Has(lifecycle.Leak)
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: site.Name(stream.Result, "stream") + " is abandoned: its context is never cancelled and a path leaves before the stream has ended",
		Path:    rule.LifePath(stream, leak, "the stream is opened", "the stream is left open here"),
		Fixes:   deferCancel(pass, site, stream, ctx),
	})
}
