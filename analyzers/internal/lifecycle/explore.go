package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// exploration follows one life through one function.
type exploration struct {
	*tracker
	out      *outcome
	direct   uint32                    // deferred calls that end the value they were given
	visiting map[*ssa.MakeClosure]bool // closures whose captured closures are being looked at
}

// outcome is what an exploration has seen.
type outcome struct {
	live, ended, maybe bool   // at a return that does not hand the value over
	escaped            bool   // out of sight on some path
	returned           uint64 // results that are the value on some path
	cleanup            uint64 // results that are a closure which ends the value
	sawEnd             bool
	problems           []Problem
	escapes            int
	stores             []*ssa.Store // the escapes that are stores of the value itself
	unknown            bool         // gave up
}

// problem records p unless the same was found on a shorter path.
func (o *outcome) problem(p Problem) {
	for _, other := range o.problems {
		if other.Kind == p.Kind && (p.Kind != Twice || other.At == p.At) {
			return
		}
	}
	o.problems = append(o.problems, p)
}

// Problem is something wrong with a life, with the path that shows it.
type Problem struct {
	Kind       Kind
	At         ssa.Instruction // the return that leaks, the second end, the deferred call
	First      ssa.Instruction // of a Twice: what ended it before
	Path       []flow.Branch   // decisions between the beginning and At
	Overwriter *ssa.Defer      // of a Leak: the deferred closure that ends a later value instead
	node       flow.Node
}

func (t *tracker) run(after ssa.Instruction, s state) *outcome {
	x := &exploration{tracker: t, out: new(outcome), visiting: map[*ssa.MakeClosure]bool{}}
	if t.full {
		x.out.unknown = true
		return x.out
	}
	m := flow.Machine[state]{Step: x.step, Edge: x.edge}
	record, complete := m.Explore(t.fn, after, s)
	x.out.unknown = !complete
	for i, p := range x.out.problems {
		x.out.problems[i].Path = record.Path(p.node)
	}
	return x.out
}

// life explores an obligation from its begin call on. Some stores of the value
// may be passed over, as if they left it where it is.
func (a *Analysis) life(o Obligation, passed ...*ssa.Store) *outcome {
	t := newTracker(a, o.Spec, o.Call.Parent())
	t.begin, t.form, t.passed = o.Call, o.Form, passed
	t.root(o.Value(), life)
	t.root(o.errorOf(), begErr)
	if o.Spec.Carried {
		t.carried(o)
	}
	t.contexts(o)
	t.finish()
	var s state
	s.holds[life].set(t.self, true)
	s.holds[begErr].set(t.self, true)
	s.holds[endErr].set(t.self, true)
	for _, d := range t.ordered {
		// A deferred closure made before may end what it captures.
		mc := value.Closure(d.Call.Value)
		if mc != nil && !isBound(mc) && (t.captures(mc) || len(t.written(mc)) > 0) && flow.Leads(d, o.Call) {
			s.pending |= 1 << t.defers[d]
		}
	}
	t.decided(&s, o.Call.Block())
	out := t.run(o.Call, s)
	if o.Spec.Carried && !out.sawEnd && out.returned|out.cleanup == 0 && t.contextLeaves() {
		out.escaped, out.problems = true, nil
	}
	return out
}

// decided learns the outcomes of the branches that dominate a block.
func (t *tracker) decided(s *state, block *ssa.BasicBlock) {
	for b := block; b.Idom() != nil; b = b.Idom() {
		if len(b.Preds) != 1 {
			continue
		}
		from := b.Preds[0]
		branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
		if !ok || from.Succs[0] == from.Succs[1] {
			continue
		}
		cond := flow.Canonical(branch.Cond)
		if i, tracked := t.conds[cond.Key]; tracked {
			if _, ok := s.conds.get(i); !ok {
				s.conds.learn(i, (from.Succs[0] == b) != cond.Negated)
			}
		}
	}
}

// carried finds the contexts that carry the value.
func (t *tracker) carried(o Obligation) {
	results := o.Call.Call.Signature().Results()
	for i := range results.Len() {
		if symbol.IsContext(results.At(i).Type()) {
			if ctx := value.Result(o.Call, i); ctx != nil {
				t.carry(ctx)
			}
		}
	}
}

// carry follows a context to the contexts and requests made from it.
func (t *tracker) carry(v ssa.Value) {
	if t.context[v] || v.Referrers() == nil {
		return
	}
	t.context[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Phi:
			t.carry(use)
		case *ssa.Store:
			if use.Val == v && isCell(use.Addr) {
				for _, load := range *use.Addr.Referrers() {
					if load, ok := load.(*ssa.UnOp); ok {
						t.carry(load)
					}
				}
			}
		case *ssa.Call:
			if derives(use.Type()) {
				t.carry(use)
			}
		case *ssa.Extract:
			if derives(use.Type()) {
				t.carry(use)
			}
		case ssa.Value:
			if value.Converted(use) == v {
				t.carry(use)
			}
		}
	}
}

func derives(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.Len() > 0 && derives(tuple.At(0).Type())
	}
	return symbol.IsContext(t) || symbol.Is(t, "net/http", "Request")
}

// contextLeaves reports whether a context that carries the value is returned
// or stored where others can take the value out of it again.
func (t *tracker) contextLeaves() bool {
	return t.contextGoes(t.keptPrivately)
}

// contextGoes is contextLeaves, but for stores to addresses that are kept.
func (t *tracker) contextGoes(kept func(addr ssa.Value) bool) bool {
	for v := range t.context {
		for _, use := range *v.Referrers() {
			switch use := use.(type) {
			case *ssa.Return, *ssa.MapUpdate, *ssa.Send:
				return true
			case *ssa.Store:
				if use.Val == v && !isCell(use.Addr) && !kept(use.Addr) {
					return true
				}
			case *ssa.Call:
				if t.sets(&use.Call, v) {
					return true
				}
			}
		}
	}
	return false
}

// keptPrivately reports whether the address is an unexported field of a type of
// this package, in which nothing takes a value out of a context to end it, and
// which does not let the context out of the field again.
func (t *tracker) keptPrivately(addr ssa.Value) bool {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok || t.analysis.takesOut[t.spec] {
		return false
	}
	field := value.FieldOf(fa)
	return !field.Exported() && field.Pkg() == t.analysis.pkg && t.analysis.staysInside(t.spec, field)
}

// sets reports whether the call looks like a setter of foreign code that keeps
// the context: a method of which it is the only argument, and which returns
// nothing or its receiver.
func (t *tracker) sets(call *ssa.CallCommon, ctx ssa.Value) bool {
	receiver := value.Receiver(call)
	if receiver == nil || receiver == ctx || len(call.Args) == 0 || call.Args[len(call.Args)-1] != ctx || t.analysis.local(symbol.Callee(call)) {
		return false
	}
	sig := call.Signature()
	switch sig.Results().Len() {
	case 0:
		return sig.Params().Len() == 1
	case 1:
		return sig.Params().Len() == 1 && types.Identical(sig.Results().At(0).Type(), receiver.Type()) && !derives(receiver.Type())
	}
	return false
}
