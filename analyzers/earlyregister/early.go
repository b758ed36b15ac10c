package earlyregister

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/order"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/summary"
)

// function is what the calls of one function do.
type function struct {
	events   map[ssa.CallInstruction]summary.Events
	received bool // it serves a listener that somebody else may have bound
}

func (f *function) early(fn *ssa.Function) []order.Pair {
	spec := order.Spec{First: f.registers, Then: f.listens, Settles: f.mayListen, Undoes: f.deregisters}
	return spec.Early(fn)
}

// registers reports whether a call registers the service and leaves it so.
func (f *function) registers(call ssa.CallInstruction) bool {
	e := f.events[call]
	return e.Must&service.Announces != 0 && e.Must&catalog.Deregister == 0 && !oneOfMany(call)
}

// oneOfMany reports whether a call registers what a loop hands it: services
// that run elsewhere, rather than this one.
func oneOfMany(call ssa.CallInstruction) bool {
	if !flow.InCycle(call.Block()) {
		return false
	}
	return slices.ContainsFunc(call.Common().Args, func(arg ssa.Value) bool {
		made, ok := arg.(ssa.Instruction)
		return ok && flow.InCycle(made.Block())
	})
}

// mayListen reports whether a call may have bound the port that first
// advertises.
func (f *function) mayListen(first, before ssa.CallInstruction) bool {
	e := f.events[before]
	if e.May&catalog.Bind == 0 {
		return false
	}
	return summary.Shares(f.events[first].Advertises, e.Listens) || slices.Contains(e.Listens, 0)
}

// listens reports whether a call binds the port that first advertises, in
// order to serve on it.
func (f *function) listens(first, then ssa.CallInstruction) bool {
	e := f.events[then]
	if e.Must&catalog.Bind == 0 || !summary.Shares(f.events[first].Advertises, e.Listens) {
		return false
	}
	if e.May&catalog.Serve != 0 {
		return !f.received && !aside(f.events[first], e) // else this server may be another than the one registered
	}
	return f.servesAfter(then)
}

// aside reports whether a server looks like one beside the service: for
// profiles or metrics, on a constant port in the background, while the service
// has a port that is not constant.
func aside(registered, listens summary.Events) bool {
	if listens.May&catalog.Block != 0 || slices.Contains(listens.Listens, summary.AnyPort) {
		return false
	}
	return !slices.ContainsFunc(listens.Listens, func(port int) bool { return slices.Contains(registered.Advertises, port) })
}

// servesAfter reports whether a call that serves may follow one that listens.
// A listener without any belongs to something else: a search for a free port,
// a connection in the other direction.
func (f *function) servesAfter(listen ssa.CallInstruction) bool {
	for call, e := range f.events {
		if e.May&catalog.Serve != 0 && e.Must&catalog.Bind == 0 && flow.Leads(listen, call) {
			return true
		}
	}
	return false
}

// deregisters reports whether a call takes the registration back.
func (f *function) deregisters(_, call ssa.CallInstruction) bool {
	return f.events[call].Must&catalog.Deregister != 0
}
