package symbol

import (
	"maps"
	"slices"
)

// Packages returns the import paths within full names, sorted.
func Packages[S ~map[string]V, V any](names ...S) []string {
	paths := map[string]bool{}
	for _, set := range names {
		for name := range set {
			paths[Package(name)] = true
		}
	}
	delete(paths, "") // of methods of predeclared types
	return slices.Sorted(maps.Keys(paths))
}
