package driver

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// graph is the package graph of a run, or of a part of it.
type graph struct {
	nodes []*node // each after those it imports
	ranks []*node // sorted by ID
	byID  map[string]*node
}

// node is one package of the graph.
type node struct {
	*packages.Package
	imports []*node // direct imports, sorted by ID
	closure bitset  // ranks of all imports, direct and indirect
	rank    int     // index in graph.ranks
}

// newGraph returns the graph below roots.
func newGraph(roots []*packages.Package) *graph {
	g := &graph{byID: map[string]*node{}}
	open := map[string]bool{}
	for _, root := range sorted(roots) {
		g.add(root, open)
	}
	g.ranks = slices.SortedFunc(slices.Values(g.nodes), func(a, b *node) int { return cmp.Compare(a.ID, b.ID) })
	for rank, n := range g.ranks {
		n.rank = rank
	}
	for _, n := range g.nodes {
		for _, imported := range n.imports {
			n.closure.union(imported.closure)
			n.closure.add(imported.rank)
		}
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
		if dep := g.add(imported, open); dep != nil { // else an import cycle, which the go command reports
			n.imports = append(n.imports, dep)
		}
	}
	g.nodes = append(g.nodes, n)
	g.byID[pkg.ID] = n
	return n
}

// below returns all that a node imports, directly and indirectly, sorted by ID.
func (g *graph) below(n *node) []*node {
	var list []*node
	for _, rank := range n.closure.members() {
		list = append(list, g.ranks[rank])
	}
	return list
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

func (s bitset) intersection(t bitset) bitset {
	both := slices.Clone(s[:min(len(s), len(t))])
	for i := range both {
		both[i] &= t[i]
	}
	return both
}

func (s bitset) members() []int {
	var list []int
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			list = append(list, i*64+bits.TrailingZeros64(word))
		}
	}
	return list
}
