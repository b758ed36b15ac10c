package options

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/value"
)

// ways finds the lists that may get to a sink, one for each way to it.
type ways struct {
	*scan
	sink *ssa.BasicBlock
	seen map[ssa.Value]bool
}

const maxWays = 32 // more are not looked at

// of returns what the list v has on each way that is certain to exist. What is
// appended under one condition is not put together with what is appended under
// another: the two may exclude each other.
func (w *ways) of(v ssa.Value) []*contents {
	v = value.Origin(v)
	if w.seen[v] {
		return nil
	}
	w.seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		var all []*contents
		for _, edge := range v.Edges {
			if all = append(all, w.of(edge)...); len(all) > maxWays {
				return all[:maxWays]
			}
		}
		return all
	case *ssa.Call:
		if builtin, ok := v.Call.Value.(*ssa.Builtin); ok && builtin.Name() == "append" {
			return w.appended(v)
		}
	}
	if c := w.contents(v, map[ssa.Value]bool{}); c != nil {
		return []*contents{c}
	}
	return nil
}

func (w *ways) appended(call *ssa.Call) []*contents {
	var all []*contents
	for _, base := range w.of(call.Call.Args[0]) {
		if phi, ok := value.Origin(call.Call.Args[0]).(*ssa.Phi); ok && w.avoidable(phi.Block(), call.Block()) {
			all = append(all, base)
			continue
		}
		all = append(all, &contents{})
		all[len(all)-1].add(base)
		all[len(all)-1].add(w.contents(call.Call.Args[1], map[ssa.Value]bool{}))
	}
	certain := w.contents(call, map[ssa.Value]bool{})
	if certain == nil {
		return all
	}
	return append(all, certain)
}

// avoidable reports whether the sink can be reached from one block without
// passing the other.
func (w *ways) avoidable(from, block *ssa.BasicBlock) bool {
	if from == block {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{from: true}
	list := []*ssa.BasicBlock{from}
	for len(list) > 0 {
		last := list[len(list)-1]
		list = list[:len(list)-1]
		if last == w.sink {
			return true
		}
		for _, succ := range last.Succs {
			if succ != block && !seen[succ] {
				seen[succ] = true
				list = append(list, succ)
			}
		}
	}
	return false
}
