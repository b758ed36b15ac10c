package repeatedregister

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/instrument"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// registration is a call that registers a collector and panics if one of that
// name is registered already.
type registration struct {
	call      *ssa.Call
	name      string    // of the metric
	registry  ssa.Value // nil for the default one
	collector ssa.Value // nil if the call makes it
}

// registrationsOf returns the registrations that a call makes, as far as the
// metrics' names are constant.
func registrationsOf(call *ssa.Call) []registration {
	fn := symbol.Callee(&call.Call)
	switch {
	case catalog.AutoCollectors.Has(fn):
		return auto(call, fn)
	case catalog.MustRegister.Has(fn):
		args := call.Call.Args
		collectors, _ := literal.Elements(args[len(args)-1])
		var found []registration
		for _, collector := range collectors {
			name, ok := collectorName(collector)
			if ok {
				found = append(found, registration{call, name, value.Receiver(&call.Call), value.Origin(collector)})
			}
		}
		return found
	}
	return nil
}

// auto returns the registration of a function of promauto.
func auto(call *ssa.Call, fn *types.Func) []registration {
	args := call.Call.Args
	var registry ssa.Value
	if fn.Signature().Recv() != nil {
		factory, ok := value.Origin(args[0]).(*ssa.Call)
		if !ok || !catalog.AutoWith.Calls(&factory.Call) {
			return nil // kept elsewhere
		}
		registry, args = factory.Call.Args[0], args[1:]
	}
	name, ok := optionsName(args[0], call)
	if !ok {
		return nil
	}
	return []registration{{call: call, name: name, registry: registry}}
}

// collectorName returns the constant name of a collector that is made here, or
// the variable of the package that holds it.
func collectorName(v ssa.Value) (string, bool) {
	switch v := value.Origin(v).(type) {
	case *ssa.Call:
		if catalog.Collectors.Calls(&v.Call) {
			return optionsName(v.Call.Args[0], v)
		}
	case *ssa.UnOp:
		if global, ok := v.X.(*ssa.Global); ok {
			return global.Name(), true
		}
	}
	return "", false
}

// optionsName returns the constant name in a collector's options, which have
// no constant labels to tell it from others of that name.
func optionsName(options ssa.Value, to ssa.Instruction) (string, bool) {
	fields := literal.Of(options, to)
	if fields == nil || fields.Assigned("ConstLabels") {
		return "", false
	}
	return instrument.CollectorName(fields)
}
