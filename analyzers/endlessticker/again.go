package endlessticker

import (
	"cmp"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

var (
	setsTicker = symbol.Union(stopTicker, resetTicker)
	sleeps     = symbol.Of("time.Sleep")
)

// awaited reports the first place of a function that waits for a tick of a ticker
// which is stopped on the way there.
func awaited(pass *rule.Pass, fn *ssa.Function) {
	for ticker := range flow.Instrs[*ssa.Call](fn) {
		if !newTicker.Calls(&ticker.Call) || !isOwn(ticker, setsTicker) {
			continue
		}
		for _, use := range *ticker.Referrers() {
			stop, ok := use.(*ssa.Call)
			if !ok || !stopTicker.Calls(&stop.Call) {
				continue
			}
			if receive := again(ticker, stop); receive != nil {
				reportAwaited(pass, ticker, stop, receive)
				break
			}
		}
	}
}

// again returns a receive that waits for the ticker alone, behind its stop. Where
// something is done on the way that may end the loop, it is not known to wait.
func again(ticker, stop *ssa.Call) (receive *ssa.UnOp) {
	_, complete := flow.Follow(stop.Parent(), stop, func(_ flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Call:
			return instr != ticker && harmless(instr)
		case *ssa.Store:
			return isArgument(instr.Addr)
		case *ssa.Send, *ssa.Go, *ssa.MapUpdate:
			return false
		case *ssa.UnOp:
			if !ticks(instr, ticker) {
				return true
			}
			receive = cmp.Or(receive, instr)
			return false
		}
		return true
	}, func(from *ssa.BasicBlock, i int) bool { return open(from, i, ticker) })
	if !complete {
		return nil
	}
	return receive
}

// isArgument reports whether an address is that of an argument among others of a
// variadic call.
func isArgument(addr ssa.Value) bool {
	element, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	_, ok = element.X.(*ssa.Alloc)
	return ok
}

// harmless reports whether a call can neither end the loop nor the process: it
// prints something, sleeps, or asks a context.
func harmless(call *ssa.Call) bool {
	fn := symbol.Callee(&call.Call)
	return fn != nil && !symbol.NoReturn(fn) && (catalog.ContextEnds.Has(fn) || sleeps.Has(fn) || catalog.Prints(fn))
}

// ticks reports whether a value is received from the channel of the ticker.
func ticks(receive *ssa.UnOp, ticker *ssa.Call) bool {
	return receive.Op == token.ARROW && isChannel(receive.X, ticker)
}

// isChannel reports whether a value is the channel of the ticker.
func isChannel(v ssa.Value, ticker *ssa.Call) bool {
	owner := channelOf(v)
	return owner != nil && value.Origin(owner) == ssa.Value(ticker)
}

// open reports whether a way may be taken when the ticker is stopped: there is no
// other, or a select waits for something else. What other conditions know of
// the stop is not known.
func open(from *ssa.BasicBlock, i int, ticker *ssa.Call) bool {
	if len(from.Succs) < 2 {
		return true
	}
	_, chosen := flow.Chosen(from)
	return chosen != nil && (i == 1 || !isChannel(chosen.Chan, ticker))
}

func reportAwaited(pass *rule.Pass, ticker, stop *ssa.Call, receive *ssa.UnOp) {
	made, ok := fix.CallAt(pass.Pass, ticker.Pos())
	if !ok {
		return
	}
	stopped, ok := fix.CallAt(pass.Pass, stop.Pos())
	if !ok {
		return
	}
	pos, end := rule.Range(receive.Parent(), receive)
	if loop := rangeAt(pass, receive); loop != nil {
		pos, end = loop.X.Pos(), loop.X.End()
	}
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: made.Name(0, "ticker") + " has been stopped on the way here: no tick ever comes",
		Path: []rule.Step{
			{Pos: stopped.Call.Pos(), End: stopped.Call.End(), Message: "the ticker is stopped"},
			{Pos: pos, End: end, Message: "and waited for"},
		},
	})
}
