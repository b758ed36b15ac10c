package corpus

import (
	"cmp"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// goDirs returns the directories below root that hold Go files, relative to it,
// in order.
func goDirs(root string) []string {
	dirs := map[string]bool{}
	walkGo(root, func(file string) { dirs[path.Dir(file)] = true })
	return slices.Sorted(maps.Keys(dirs))
}

// walkGo calls visit with each Go file below root, relative to it.
func walkGo(root string, visit func(file string)) {
	// What cannot be read is not visited.
	_ = filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") {
			return nil
		}
		if rel, err := filepath.Rel(root, file); err == nil {
			visit(filepath.ToSlash(rel))
		}
		return nil
	})
}

// importPrefix returns the import path of the directory root: the prefix with
// which most imports name a directory below it. It is empty if none does.
func importPrefix(root string) string {
	own := map[string]bool{}
	for _, dir := range goDirs(root) {
		own[dir] = !strings.HasPrefix(dir, "vendor/")
	}
	votes := map[string]int{}
	walkGo(root, func(file string) {
		if !own[path.Dir(file)] {
			return
		}
		for _, imported := range imports(filepath.Join(root, file)) {
			if prefix, ok := prefixOf(imported, own); ok {
				votes[prefix]++
			}
		}
	})
	best := ""
	for _, prefix := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || cmp.Compare(votes[prefix], votes[best]) > 0 {
			best = prefix
		}
	}
	return best
}

// prefixOf splits an import path before its longest suffix that is a directory
// of ours. A path without a dot in its first element is the standard library's.
func prefixOf(imported string, own map[string]bool) (string, bool) {
	elements := strings.Split(imported, "/")
	if !strings.Contains(elements[0], ".") {
		return "", false
	}
	for i := 1; i < len(elements); i++ {
		if own[path.Join(elements[i:]...)] {
			return path.Join(elements[:i]...), true
		}
	}
	return "", false
}

func imports(file string) []string {
	syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return nil // the package does not load either
	}
	var paths []string
	for _, spec := range syntax.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}
