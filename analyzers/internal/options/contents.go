package options

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// contents is what a list of options certainly has.
type contents struct {
	items  []Item
	params []int
}

func (c *contents) empty() bool { return len(c.items) == 0 && len(c.params) == 0 }

func (c *contents) slots() []string {
	var slots []string
	for _, item := range c.items {
		slots = append(slots, item.Slot)
	}
	return slots
}

// meet returns what both lists have; nil stands for the list of all options.
// The same option made in two places counts as the same.
func meet(a, b *contents) *contents {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	both := &contents{}
	left := slices.Clone(b.items)
	for _, item := range a.items {
		i := slices.IndexFunc(left, func(other Item) bool { return other == item })
		if i >= 0 {
			both.items = append(both.items, item)
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, param := range a.params {
		if slices.Contains(b.params, param) {
			both.params = append(both.params, param)
		}
	}
	return both
}

func (c *contents) add(other *contents) {
	if other == nil {
		return
	}
	c.items = append(c.items, other.items...)
	c.params = append(c.params, other.params...)
}

// contents returns what v certainly has; nil if a loop brings v around.
func (s *scan) contents(v ssa.Value, seen map[ssa.Value]bool) *contents {
	v = value.Origin(v)
	if seen[v] {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return &contents{params: []int{slices.Index(v.Parent().Params, v)}}
	case *ssa.Phi:
		seen[v] = true
		defer delete(seen, v)
		var common *contents
		for _, edge := range v.Edges {
			common = meet(common, s.contents(edge, seen))
		}
		return common
	case *ssa.Slice:
		if array, ok := v.X.(*ssa.Alloc); ok {
			return s.elements(array, seen)
		}
	case *ssa.Call:
		return s.made(v, 0, seen)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return s.made(call, v.Index, seen)
		}
	}
	return &contents{}
}

// elements returns what is stored in the array of a literal or of variadic
// arguments.
func (s *scan) elements(array *ssa.Alloc, seen map[ssa.Value]bool) *contents {
	all := &contents{}
	for _, use := range *array.Referrers() {
		element, ok := use.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == element {
				all.add(s.contents(store.Val, seen))
			}
		}
	}
	return all
}

// made returns what a result of a call has.
func (s *scan) made(call *ssa.Call, result int, seen map[ssa.Value]bool) *contents {
	if builtin, ok := call.Call.Value.(*ssa.Builtin); ok {
		all := &contents{}
		if builtin.Name() == "append" {
			all.add(s.contents(call.Call.Args[0], seen))
			all.add(s.contents(call.Call.Args[1], seen))
		}
		return all
	}
	if slot, ok := catalog.OptionSlot(symbol.Callee(call.Common())); ok {
		return &contents{items: []Item{{Slot: slot.Option, Call: call, Made: true}}}
	}
	all := &contents{}
	for _, part := range s.factsOf(call).Results {
		if part.Result != result {
			continue
		}
		for _, slot := range part.Slots {
			all.items = append(all.items, Item{Slot: slot, Call: call})
		}
		for _, param := range part.Params {
			if param < len(call.Call.Args) {
				all.add(s.contents(call.Call.Args[param], seen))
			}
		}
	}
	return all
}

// sink is a call that takes a list of options, and what it adds to them.
type sink struct {
	call  *ssa.Call
	list  ssa.Value
	items []Item
}

func (s *scan) sinks(fn *ssa.Function) []sink {
	var sinks []sink
	for call := range flow.Instrs[*ssa.Call](fn) {
		if len(call.Call.Args) == 0 {
			continue
		}
		if catalog.TakesOptions.Calls(call.Common()) {
			sinks = append(sinks, sink{call: call, list: call.Call.Args[len(call.Call.Args)-1]})
			continue
		}
		if !handlesOptions(call.Call.Signature()) {
			continue
		}
		for _, taken := range s.factsOf(call).Sinks {
			if taken.Param >= len(call.Call.Args) {
				continue
			}
			added := sink{call: call, list: call.Call.Args[taken.Param]}
			for _, slot := range taken.Slots {
				added.items = append(added.items, Item{Slot: slot, Call: call})
			}
			sinks = append(sinks, added)
		}
	}
	return sinks
}
