// Package options follows gRPC options to the connections and servers that
// they configure: through lists, append, helpers that return them and helpers
// that take them.
//
// What is found is certain: where ways of the program meet, only what all of
// them have in common is kept, so that options of exclusive branches never come
// together.
package options

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Facts are what a function does with options, as its callers need it.
type Facts struct {
	Results []Part // of its result
	Sinks   []Sink // what becomes of its parameters
}

// Part is what a list of options certainly has.
type Part struct {
	Result int      // of the function
	Slots  []string // full names of the functions that make the options
	Params []int    // parameters whose options are among them
}

// Sink says that the options of a parameter end up together with others.
type Sink struct {
	Param int
	Slots []string
}

// Item is an option that fills a slot.
type Item struct {
	Slot string
	Call *ssa.Call // makes the option, or calls a function that does
	Made bool      // Call itself makes it
}

// Use is a call that takes options, or a return of a list of them, with those
// that are among them for certain on some way to it.
type Use struct {
	Call  *ssa.Call // nil if the list is returned
	At    ssa.Instruction
	Items []Item
}

// Analysis knows the functions of one package and, through their facts, those
// of others.
type Analysis struct {
	imported func(*types.Func) (Facts, bool)
}

// New returns an analysis that asks for the facts of other packages.
func New(imported func(*types.Func) (Facts, bool)) *Analysis { return &Analysis{imported} }

// Facts returns what fn does with options.
func (a *Analysis) Facts(fn *ssa.Function) Facts {
	return (&scan{Analysis: a, known: map[*ssa.Function]*Facts{}}).facts(fn)
}

// Uses returns the calls in fn that take options, and the returns of lists of
// them, of which two or more fill the same slot, each with these items. What a
// call has told of is not told again of a return, nor of a second one.
func (a *Analysis) Uses(fn *ssa.Function) []Use {
	s := &scan{Analysis: a, known: map[*ssa.Function]*Facts{}}
	var uses []Use
	for _, sink := range s.sinks(fn) {
		for _, items := range s.together(sink.call.Block(), sink.list, sink.items) {
			uses = append(uses, Use{Call: sink.call, At: sink.call, Items: items})
		}
	}
	for _, ret := range returns(fn) {
		for _, list := range ret.Results {
			for _, items := range s.together(ret.Block(), list, nil) {
				told := func(u Use) bool { return slices.Equal(u.Items, items) }
				if !gathered(items) && !slices.ContainsFunc(uses, told) {
					uses = append(uses, Use{At: ret, Items: items})
				}
			}
		}
	}
	return uses
}

// together returns the items of each slot that is filled more than once where a
// list, and others with it, gets to a block.
func (s *scan) together(sink *ssa.BasicBlock, list ssa.Value, others []Item) [][]Item {
	if !catalog.IsOption(list.Type()) {
		return nil
	}
	var all [][]Item
	w := ways{scan: s, sink: sink, seen: map[ssa.Value]bool{}}
	found := map[string]bool{}
	for _, list := range w.of(list) {
		for _, items := range doubled(append(slices.Clip(list.items), others...)) {
			if slot := items[0].Slot; !found[slot] {
				found[slot] = true
				all = append(all, items)
			}
		}
	}
	return all
}

// gathered reports whether all items come from one call: what is wrong is so
// where they are put together.
func gathered(items []Item) bool {
	return !slices.ContainsFunc(items, func(other Item) bool { return other.Call != items[0].Call })
}

// returns are the returns that fn's own code has.
func returns(fn *ssa.Function) []*ssa.Return {
	var all []*ssa.Return
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && block != fn.Recover {
			all = append(all, ret)
		}
	}
	return all
}

// doubled returns the items of each slot that is filled more than once.
func doubled(items []Item) [][]Item {
	var all [][]Item
	for i, item := range items {
		slot := func(other Item) bool { return other.Slot == item.Slot }
		if slices.IndexFunc(items, slot) < i {
			continue // seen before
		}
		same := slices.DeleteFunc(slices.Clone(items), func(other Item) bool { return !slot(other) })
		if len(same) > 1 {
			all = append(all, same)
		}
	}
	return all
}

// scan answers one question. Functions that call each other have no facts
// while they are looked at.
type scan struct {
	*Analysis
	known map[*ssa.Function]*Facts
}

func (s *scan) facts(fn *ssa.Function) Facts {
	if facts, ok := s.known[fn]; ok {
		return *facts
	}
	facts := &Facts{}
	s.known[fn] = facts
	if handlesOptions(fn.Signature) {
		*facts = Facts{Results: s.results(fn), Sinks: s.taken(fn)}
	}
	return *facts
}

func handlesOptions(sig *types.Signature) bool {
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			if catalog.IsOption(v.Type()) {
				return true
			}
		}
	}
	return false
}

// factsOf returns the facts of what a call runs.
func (s *scan) factsOf(call *ssa.Call) Facts {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return Facts{}
	}
	if len(fn.Blocks) > 0 {
		return s.facts(fn)
	}
	if obj := symbol.Object(fn); obj != nil {
		facts, _ := s.imported(obj)
		return facts
	}
	return Facts{}
}

// results returns what the results of fn certainly have, whichever return it
// takes. A nil beside an error is no list.
func (s *scan) results(fn *ssa.Function) []Part {
	var parts []Part
	for i := range fn.Signature.Results().Len() {
		if !catalog.IsOption(fn.Signature.Results().At(i).Type()) {
			continue
		}
		var common *contents
		for _, ret := range returns(fn) {
			if value.IsNil(value.Origin(ret.Results[i])) {
				continue
			}
			common = meet(common, s.contents(ret.Results[i], map[ssa.Value]bool{}))
		}
		if common != nil && !common.empty() {
			parts = append(parts, Part{Result: i, Slots: common.slots(), Params: common.params})
		}
	}
	return parts
}

// taken returns the parameters of fn whose options end up together with
// others.
func (s *scan) taken(fn *ssa.Function) []Sink {
	var sinks []Sink
	for _, sink := range s.sinks(fn) {
		c := s.contents(sink.list, map[ssa.Value]bool{})
		c.items = append(c.items, sink.items...)
		for _, param := range c.params {
			if len(c.items) > 0 && !slices.ContainsFunc(sinks, func(other Sink) bool { return other.Param == param }) {
				sinks = append(sinks, Sink{Param: param, Slots: c.slots()})
			}
		}
	}
	return sinks
}
