package symbol

import (
	"go/types"
	"maps"
	"slices"
	"strings"
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

// Mentions reports whether a name has one of some words in it, in any case; the
// words are in lower case.
func Mentions(name string, words ...string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(name, word) })
}

// SameProject reports whether two packages are of one project: their paths begin
// with the same host and owner, or with the same name if that is no host.
func SameProject(a, b *types.Package) bool {
	return a != nil && b != nil && project(a.Path()) == project(b.Path())
}

func project(path string) string {
	parts := strings.SplitN(path, "/", 3)
	if !strings.Contains(parts[0], ".") || len(parts) == 1 {
		return parts[0]
	}
	return parts[0] + "/" + parts[1]
}
