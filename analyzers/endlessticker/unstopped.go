package endlessticker

import (
	"fmt"
	"go/token"
	"go/version"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

var resetTicker = symbol.Of("(*time.Ticker).Reset")

// keepsTickers reports whether a module is of a version of Go in which the
// runtime holds on to tickers that nobody has stopped. Its name is that of the
// version, such as "go1.22".
func keepsTickers(module *analysis.Module) (name string, ok bool) {
	if module == nil || module.GoVersion == "" {
		return "", false
	}
	name = "go" + strings.TrimPrefix(module.GoVersion, "go")
	return name, version.Compare(name, "go1.23") < 0
}

// unstopped reports the tickers of a function that it leaves without having
// stopped them.
func unstopped(pass *rule.Pass, fn *ssa.Function, goVersion string) {
	if fn.Parent() == nil && pass.Pkg.Name() == "main" && fn.Name() == "main" {
		return // the process ends
	}
	for call := range flow.Instrs[*ssa.Call](fn) {
		if newTicker.Calls(&call.Call) && isOwn(call, resetTicker) && left(call) {
			reportUnstopped(pass, call, goVersion)
		}
	}
}

// isOwn reports whether a ticker is only waited for, and has only the given
// methods called, in the function that makes it.
func isOwn(ticker *ssa.Call, methods symbol.Set) bool {
	for _, use := range *ticker.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case ssa.CallInstruction:
			if !methods.Calls(use.Common()) {
				return false
			}
		case *ssa.FieldAddr:
			if !onlyReceived(use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// onlyReceived reports whether all that is done with a channel in a field is to
// receive from it.
func onlyReceived(field *ssa.FieldAddr) bool {
	for _, load := range *field.Referrers() {
		channel, ok := load.(*ssa.UnOp)
		if !ok {
			return false
		}
		for _, use := range *channel.Referrers() {
			switch use := use.(type) {
			case *ssa.DebugRef, *ssa.Select:
			case *ssa.UnOp:
				if use.Op != token.ARROW {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}

// left reports whether the function may return behind a call. No channel of a
// ticker is ever closed.
func left(call *ssa.Call) bool {
	seen := map[*ssa.BasicBlock]bool{}
	stack := []*ssa.BasicBlock{call.Block()}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			return true
		case *ssa.If:
			if ok, isExtract := last.Cond.(*ssa.Extract); isExtract && isTick(ok.Tuple) {
				stack = append(stack, b.Succs[0])
				continue
			}
		}
		stack = append(stack, b.Succs...)
	}
	return false
}

// isTick reports whether a value is what the channel of a ticker has sent.
func isTick(v ssa.Value) bool {
	receive, ok := v.(*ssa.UnOp)
	return ok && receive.CommaOk && ranged(receive) != nil
}

func reportUnstopped(pass *rule.Pass, call *ssa.Call, goVersion string) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is never stopped: with %s in go.mod it goes on for ever", site.Name(0, "ticker"), goVersion),
	}
	if id := site.Assigned(0); id != nil && id.Name != "_" && !site.InLoop() {
		if edit, ok := site.InsertAfter("defer " + id.Name + ".Stop()"); ok {
			finding.Fixes = []rule.Fix{{Message: "Defer " + id.Name + ".Stop()", Safe: true, Edits: []analysis.TextEdit{edit}}}
		}
	}
	pass.Report(finding)
}
