package summary

import (
	"cmp"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/atomics"
)

// AtomicStore says that something of a type is stored in an atomic.Value that
// several packages may use.
type AtomicStore struct{ Variable, Type string }

func (s AtomicStore) compare(other AtomicStore) int {
	return cmp.Or(cmp.Compare(s.Variable, other.Variable), cmp.Compare(s.Type, other.Type))
}

// atomicStores returns what a function stores in exported variables.
func atomicStores(fn *ssa.Function) []AtomicStore {
	var found []AtomicStore
	for store := range atomics.Stores(fn) {
		if store.Name != "" && store.Type != nil && !types.IsInterface(store.Type) {
			found = append(found, AtomicStore{store.Name, store.Type.String()})
		}
	}
	return found
}
