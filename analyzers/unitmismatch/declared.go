package unitmismatch

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/instrument"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// metric is an instrument or collector with a unit of time.
type metric struct {
	call *ssa.Call // that makes it
	name string
	unit float64 // in nanoseconds
}

// metrics are those that variables of a package hold: its globals and the
// fields of its types. Nil stands for different ones.
type metrics map[any]*metric

func collect(funcs []*ssa.Function) metrics {
	found := metrics{}
	for _, fn := range funcs {
		for store := range flow.Instrs[*ssa.Store](fn) {
			found.store(store)
		}
	}
	return found
}

func (m metrics) store(store *ssa.Store) {
	key := variable(store.Addr)
	if key == nil {
		return
	}
	made := madeBy(store.Val)
	if known, again := m[key]; again && !same(known, made) {
		made = nil
	}
	m[key] = made
}

func same(a, b *metric) bool { return a != nil && b != nil && a.unit == b.unit && a.name == b.name }

// variable returns what stands for a global or a field; nil for anything else.
func variable(addr ssa.Value) any {
	switch addr := addr.(type) {
	case *ssa.Global:
		return addr
	case *ssa.FieldAddr:
		return field(addr.X.Type(), addr.Field)
	}
	return nil
}

func field(t types.Type, i int) any {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	return structure.Field(i)
}

// of returns the metric that a call records with, or nil.
func (m metrics) of(recorder ssa.Value) *metric {
	recorder = value.Origin(recorder)
	if child, ok := recorder.(*ssa.Call); ok && catalog.Children.Calls(&child.Call) {
		recorder = value.Origin(value.Receiver(&child.Call))
	}
	switch v := recorder.(type) {
	case *ssa.UnOp:
		if key := variable(v.X); key != nil {
			return m[key]
		}
	case *ssa.Field:
		return m[field(v.X.Type(), v.Field)]
	}
	return madeBy(recorder)
}

// madeBy returns the metric with a unit of time that a value is, or nil.
func madeBy(v ssa.Value) *metric {
	v = value.Origin(v)
	if extract, ok := v.(*ssa.Extract); ok && extract.Index == 0 {
		v = extract.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	if i, ok := instrument.Of(call); ok {
		return instrumentMetric(i)
	}
	options := call.Call.Args
	switch {
	case catalog.Collectors.Calls(&call.Call):
	case catalog.AutoCollectors.Calls(&call.Call):
		if value.Receiver(&call.Call) != nil {
			options = options[1:]
		}
	default:
		return nil
	}
	fields := literal.Of(options[0], call)
	if fields == nil {
		return nil
	}
	name, ok := instrument.CollectorName(fields)
	if unit := unitInName(name); ok && unit != 0 {
		return &metric{call, name, unit}
	}
	return nil
}

// instrumentMetric goes by the unit that is declared, or else by the name.
func instrumentMetric(i instrument.Instrument) *metric {
	if !i.Known {
		return nil
	}
	unit := units[i.Unit]
	if i.Unit == "" {
		unit = unitInName(i.Name)
	}
	if unit == 0 {
		return nil
	}
	return &metric{i.Call, i.Name, unit}
}
