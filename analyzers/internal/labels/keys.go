package labels

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Keys returns the keys that a map has when a call is given it: of a literal,
// and of what is filled in before; ok is false if there may be others.
func Keys(v ssa.Value, at *ssa.Call) (keys []string, ok bool) {
	v = value.Origin(v)
	if value.IsNil(v) {
		return nil, true
	}
	made, ok := v.(*ssa.MakeMap)
	if !ok {
		return nil, false
	}
	for _, update := range updates(made) {
		update, ok := update.(*ssa.MapUpdate)
		if !ok || !flow.Precedes(update, at) {
			return nil, false
		}
		key := literal.Text(update.Key)
		if strings.Contains(key, literal.Gap) {
			return nil, false
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys, true
}

// updates returns what may change a map: all that is not known to leave it.
func updates(v ssa.Value) []ssa.Instruction {
	var found []ssa.Instruction
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.Lookup, *ssa.DebugRef, *ssa.Range:
		case *ssa.ChangeType:
			found = append(found, updates(use)...)
		case *ssa.Call:
			if !taking.Calls(&use.Call) {
				found = append(found, use)
			}
		default:
			found = append(found, use)
		}
	}
	return found
}

// taking leave the map of labels that they are given as it is.
var taking = symbol.Union(catalog.LabelMaps, catalog.ObserverMaps, catalog.DeletedMap)
