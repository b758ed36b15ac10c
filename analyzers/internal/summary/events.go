package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/order"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Events is what a function does to a service's place in a registry and to
// its listeners, itself and through the functions it calls.
type Events struct {
	May  catalog.Event // on some path
	Must catalog.Event // on every successful path

	Advertises []int // ports of what it registers; sorted, see AnyPort
	Listens    []int // ports that it binds
	Received   bool  // it serves a listener that somebody else has bound

	Through string // a library function that registers, to explain the rest
}

// AnyPort stands for a port that is not constant. The constant port 0 is one
// that the kernel chooses.
const AnyPort = -1

// Equal reports whether e and other are the same.
func (e Events) Equal(other Events) bool {
	return e.May == other.May && e.Must == other.Must && e.Received == other.Received && e.Through == other.Through &&
		slices.Equal(e.Advertises, other.Advertises) && slices.Equal(e.Listens, other.Listens)
}

// packageEvents returns the events of a package's functions: the least fix
// point, so that recursion adds nothing of its own. imported knows those of
// other packages, and configured has functions beside the catalog's.
func packageEvents(funcs []*ssa.Function, configured map[string]catalog.Event, imported func(*types.Func) (Events, bool)) map[*types.Func]Events {
	known := map[*types.Func]Events{}
	callee := func(fn *types.Func) (Events, bool) {
		if e, ok := known[fn]; ok {
			return e, true
		}
		return imported(fn)
	}
	for changed := true; changed; {
		changed = false
		for _, fn := range funcs {
			obj := symbol.Object(fn)
			if obj == nil {
				continue // a literal: part of the function around it
			}
			if e := newEventScan(callee, configured).function(fn); !e.Equal(known[obj]) {
				known[obj] = e
				changed = true
			}
		}
	}
	return known
}

type eventScan struct {
	callee     func(*types.Func) (Events, bool) // of a function it does not know, nothing is assumed
	configured map[string]catalog.Event
	active     map[*ssa.Function]bool // literals being scanned, which may call themselves
}

func newEventScan(callee func(*types.Func) (Events, bool), configured map[string]catalog.Event) *eventScan {
	return &eventScan{callee: callee, configured: configured, active: map[*ssa.Function]bool{}}
}

func (s *eventScan) function(fn *ssa.Function) Events {
	if s.active[fn] {
		return Events{}
	}
	s.active[fn] = true
	defer delete(s.active, fn)

	var all Events
	must := map[ssa.CallInstruction]catalog.Event{}
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		e := s.call(call)
		must[call] = e.Must
		all.add(e)
	}
	for event := catalog.Register; event <= all.May; event <<= 1 {
		if all.May&event != 0 && order.Always(fn, func(call ssa.CallInstruction) bool { return must[call]&event != 0 }) {
			all.Must |= event
		}
	}
	return all
}

// add joins what another call does to what is known of its function.
func (e *Events) add(other Events) {
	e.May |= other.May
	e.Received = e.Received || other.Received
	if e.Through == "" || other.Through != "" && other.Through < e.Through {
		e.Through = other.Through
	}
	e.Advertises = union(e.Advertises, other.Advertises)
	e.Listens = union(e.Listens, other.Listens)
}

func union(a, b []int) []int {
	if len(b) == 0 {
		return a
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// call returns the events of one call instruction in its place.
func (s *eventScan) call(call ssa.CallInstruction) Events {
	switch call.(type) {
	case *ssa.Go:
		return s.called(call).concurrent()
	case *ssa.Defer:
		return s.called(call).deferred()
	}
	if fn := symbol.Callee(call.Common()); catalog.Starts.Has(fn) {
		return s.argument(call).concurrent()
	} else if catalog.Runs.Has(fn) {
		return s.argument(call)
	}
	e := s.called(call)
	e.add(s.handed(call))
	return e
}

// handed returns what the functions among a call's arguments may do. Whether
// and when the callee runs them is not known: a pool's Go, the iterator of a
// range statement, a hook.
func (s *eventScan) handed(call ssa.CallInstruction) Events {
	var all Events
	for _, arg := range call.Common().Args {
		if _, ok := arg.Type().Underlying().(*types.Signature); !ok {
			continue
		}
		if fn := value.Function(arg); fn != nil {
			e := s.body(fn, nil)
			e.May &= catalog.Bind | catalog.Serve
			all.add(e)
		}
	}
	return all
}

// concurrent returns what is left of e in a goroutine of its own: it will
// listen and serve, but nothing waits for it.
func (e Events) concurrent() Events {
	e.May &^= catalog.Block
	e.Must &= catalog.Bind | catalog.Serve
	return e
}

// deferred returns what is left of e at the end of the function.
func (e Events) deferred() Events {
	e.May &^= catalog.Block
	e.Must &= catalog.Deregister
	return e
}

// argument returns the events of the function that is a call's last argument.
func (s *eventScan) argument(call ssa.CallInstruction) Events {
	args := call.Common().Args
	fn := value.Function(args[len(args)-1])
	if fn == nil {
		return Events{}
	}
	return s.body(fn, nil)
}

// called returns the events of the function that a call calls.
func (s *eventScan) called(call ssa.CallInstruction) Events {
	common := call.Common()
	if common.IsInvoke() {
		return s.known(common.Method, call)
	}
	fn := common.StaticCallee()
	if fn == nil {
		fn = value.Function(common.Value)
	}
	if fn == nil {
		return Events{} // a builtin, or a function value of unknown origin
	}
	return s.body(fn, call)
}

func (s *eventScan) body(fn *ssa.Function, call ssa.CallInstruction) Events {
	if object := symbol.Object(fn); object != nil {
		return s.known(object, call)
	}
	return s.function(fn) // a literal
}

// known returns the events of a declared function or interface method.
func (s *eventScan) known(fn *types.Func, call ssa.CallInstruction) Events {
	event := catalog.Events(fn, call)
	if len(s.configured) > 0 {
		event |= s.configured[symbol.Name(fn)]
	}
	if event != 0 {
		return s.direct(fn, event, call)
	}
	e, _ := s.callee(fn)
	if call != nil && slices.Contains(e.Advertises, AnyPort) {
		e.Advertises = union(e.Advertises, constantPorts(call)) // perhaps handed over here
	}
	return e
}

// direct returns the events of a library call.
func (s *eventScan) direct(fn *types.Func, event catalog.Event, call ssa.CallInstruction) Events {
	if event == catalog.Bind && probes(call) {
		return Events{}
	}
	e := Events{May: event, Must: event}
	if event&(catalog.Register|catalog.Gated) != 0 {
		e.Advertises = ports(call)
		e.Through = symbol.Name(fn)
	}
	if event&catalog.Bind != 0 {
		e.Listens = ports(call)
	}
	if event&catalog.Serve != 0 && event&catalog.Bind == 0 {
		e.Received = s.received(call)
	}
	return e
}
