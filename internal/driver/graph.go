package driver

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// graph is the package graph of a run. Each node's types are read once from
// its export data and shared by all who import it.
type graph struct {
	fset  *token.FileSet
	nodes []*node // each after those it imports
	byID  map[string]*node

	byTypes sync.Map // *types.Package to *node
}

// node is one package of the graph.
type node struct {
	*packages.Package
	imports []*node // direct imports, sorted by ID
	closure bitset  // of all imports, by index in graph.nodes
	index   int

	read  sync.Once
	types *types.Package
	err   error
}

// newGraph returns the graph below roots.
func newGraph(fset *token.FileSet, roots []*packages.Package) *graph {
	g := &graph{fset: fset, byID: map[string]*node{}}
	open := map[string]bool{}
	for _, root := range sorted(roots) {
		g.add(root, open)
	}
	return g
}

func sorted(pkgs []*packages.Package) []*packages.Package {
	return slices.SortedFunc(slices.Values(pkgs), func(a, b *packages.Package) int { return cmp.Compare(a.ID, b.ID) })
}

// add returns the node of a package after adding all it imports. Open are the
// packages that are being added, to notice cycles.
func (g *graph) add(pkg *packages.Package, open map[string]bool) *node {
	if n, ok := g.byID[pkg.ID]; ok {
		return n
	}
	if open[pkg.ID] {
		return nil
	}
	open[pkg.ID] = true
	n := &node{Package: pkg}
	for _, imported := range sorted(slices.Collect(maps.Values(pkg.Imports))) {
		dep := g.add(imported, open)
		if dep == nil {
			continue // an import cycle, which the go command reports
		}
		n.imports = append(n.imports, dep)
		n.closure.union(dep.closure)
		n.closure.add(dep.index)
	}
	n.index = len(g.nodes)
	g.nodes = append(g.nodes, n)
	g.byID[pkg.ID] = n
	return n
}

// load returns the types of a package, complete. All it imports is loaded
// first, so nobody ever sees a package that is still being filled in, and
// packages may be loaded and used concurrently.
func (g *graph) load(n *node) (*types.Package, error) {
	n.read.Do(func() {
		if n.PkgPath == "unsafe" {
			n.types = types.Unsafe
			return
		}
		imports := map[string]*types.Package{}
		for _, i := range n.closure.members() {
			dep := g.nodes[i]
			pkg, err := g.load(dep)
			if err != nil {
				n.err = err
				return
			}
			imports[dep.PkgPath] = pkg
		}
		n.types, n.err = g.readExport(n, imports)
		if n.err == nil {
			g.byTypes.Store(n.types, n)
		}
	})
	return n.types, n.err
}

func (g *graph) readExport(n *node, imports map[string]*types.Package) (*types.Package, error) {
	if n.ExportFile == "" {
		return nil, fmt.Errorf("%s does not compile", n.PkgPath)
	}
	f, err := os.Open(n.ExportFile)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", n.PkgPath, err)
	}
	defer f.Close()
	return readExport(f, g.fset, imports, n.PkgPath)
}

// own reports whether a package's code is analysed, as opposed to being
// described by what rules know of its library.
func own(path string, m *analysis.Module, deep func(*analysis.Module) bool) bool {
	if m == nil {
		return !standard(path)
	}
	return m.Version == "" || deep != nil && deep(m)
}

// standard reports whether a package outside any module belongs to the
// standard library, whose paths have no dot in their first element.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "command-line-arguments" && first != "main"
}

// bitset is a set of small integers.
type bitset []uint64

func (s *bitset) grow(words int) {
	if n := words - len(*s); n > 0 {
		*s = append(*s, make(bitset, n)...)
	}
}

func (s *bitset) add(i int) {
	s.grow(i/64 + 1)
	(*s)[i/64] |= 1 << (i % 64)
}

func (s *bitset) union(t bitset) {
	s.grow(len(t))
	for i, word := range t {
		(*s)[i] |= word
	}
}

func (s bitset) members() []int {
	var list []int
	for i, word := range s {
		for bit := range 64 {
			if word&(1<<bit) != 0 {
				list = append(list, i*64+bit)
			}
		}
	}
	return list
}
