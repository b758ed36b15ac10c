// Package instrument reads the OpenTelemetry metric instruments that a function
// makes: their names, units and buckets, as far as these are constant.
package instrument

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Instrument is a metric instrument as a call makes it.
type Instrument struct {
	Call    *ssa.Call
	Kind    string // the method that makes it, such as "Float64Histogram"
	Name    string // "" if it is not constant
	Unit    string // "" if none is given
	Buckets bool   // bucket boundaries are given
	Known   bool   // name and options are all seen
}

// Of returns the instrument that a call makes; ok is false if it makes none.
func Of(call *ssa.Call) (i Instrument, ok bool) {
	fn := symbol.Callee(&call.Call)
	if !catalog.Instruments.Has(fn) {
		return Instrument{}, false
	}
	i = Instrument{Call: call, Kind: fn.Name(), Known: true}
	args := call.Call.Args
	i.Name = i.constant(args[0])
	options, seen := literal.Elements(args[1])
	i.Known = i.Known && seen
	for _, option := range options {
		i.option(option)
	}
	return i, true
}

// In returns the instruments that a function's calls make, in block order.
func In(fn *ssa.Function) []Instrument {
	var made []Instrument
	for call := range flow.Instrs[*ssa.Call](fn) {
		if i, ok := Of(call); ok {
			made = append(made, i)
		}
	}
	return made
}

// constant returns a text that is constant.
func (i *Instrument) constant(v ssa.Value) string {
	text := literal.Text(v)
	if strings.Contains(text, literal.Gap) {
		i.Known = false
		return ""
	}
	return text
}

func (i *Instrument) option(option ssa.Value) {
	call, ok := value.Origin(option).(*ssa.Call)
	switch {
	case !ok:
		i.Known = false
	case catalog.UnitOption.Calls(&call.Call):
		i.Unit = i.constant(call.Call.Args[0])
	case catalog.BucketOption.Calls(&call.Call):
		i.Buckets = true
	case !catalog.DescriptionOption.Calls(&call.Call):
		i.Known = false
	}
}

// Histogram reports whether the instrument is a histogram.
func (i Instrument) Histogram() bool { return strings.HasSuffix(i.Kind, "Histogram") }

// InSeconds reports whether what is recorded is meant to be in seconds: the
// unit says so or, if there is none, the end of the name.
func (i Instrument) InSeconds() bool {
	return i.Unit == "s" || i.Unit == "" && lastWord(i.Name) == "seconds"
}

// lastWord returns the last word of an instrument's name.
func lastWord(name string) string {
	if cut := strings.LastIndexAny(name, "._-/"); cut >= 0 {
		return name[cut+1:]
	}
	return name
}

// LacksBuckets reports whether the instrument is a histogram of fractions of
// seconds whose buckets the SDK chooses, unless the program tells it.
func (i Instrument) LacksBuckets() bool {
	return i.Kind == "Float64Histogram" && i.Known && !i.Buckets && i.InSeconds()
}
