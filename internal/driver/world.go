package driver

import (
	"fmt"
	"go/token"
	"go/types"
	"os"
	"sync"
	"time"
)

// world has the types of the packages of a graph whose export data is at hand.
// Each is read once and shared by all who import it.
type world struct {
	graph   *graph
	fset    *token.FileSet
	clock   *clock
	entries []entry // by rank

	byTypes sync.Map // *types.Package to *node
	decoded sync.Map // *types.Package to func() facts
}

// entry holds the types of a package, or why there are none.
type entry struct {
	read  sync.Once
	types *types.Package
	err   error
}

func newWorld(g *graph, e *engine) *world {
	return &world{graph: g, fset: e.fset, clock: e.clock, entries: make([]entry, len(g.ranks))}
}

// load returns the types of a package, complete. All it imports is loaded
// first, so nobody ever sees a package that is still being filled in, and
// packages may be loaded and used concurrently.
func (w *world) load(n *node) (*types.Package, error) {
	e := &w.entries[n.rank]
	e.read.Do(func() {
		if n.PkgPath == "unsafe" {
			e.types = types.Unsafe
			return
		}
		imports := map[string]*types.Package{}
		for _, dep := range w.graph.below(n) {
			pkg, err := w.load(dep)
			if err != nil {
				e.err = err
				return
			}
			imports[dep.PkgPath] = pkg
		}
		e.types, e.err = w.readExport(n, imports)
		if e.err == nil {
			w.byTypes.Store(e.types, n)
		}
	})
	return e.types, e.err
}

func (w *world) readExport(n *node, imports map[string]*types.Package) (*types.Package, error) {
	defer w.clock.since("read export data", time.Now())
	if n.ExportFile == "" {
		return nil, fmt.Errorf("%s does not compile", n.PkgPath)
	}
	f, err := os.Open(n.ExportFile)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", n.PkgPath, err)
	}
	defer f.Close()
	return readExport(f, w.fset, imports, n.PkgPath)
}

// importPackage returns the package that an import path means in a package.
func (w *world) importPackage(n *node, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imported, ok := n.Imports[path]
	if !ok {
		return nil, fmt.Errorf("package %s is not among the imports that the go command reports", path)
	}
	return w.load(w.graph.byID[imported.ID])
}

// facts returns the facts of a package. They are decoded once for all who
// import it, if anybody asks.
func (w *world) facts(p *plan, pkg *types.Package) facts {
	decode, ok := w.decoded.Load(pkg)
	if !ok {
		decode, _ = w.decoded.LoadOrStore(pkg, sync.OnceValue(func() facts { return w.decode(p, pkg) }))
	}
	return decode.(func() facts)()
}

func (w *world) decode(p *plan, pkg *types.Package) facts {
	n, ok := w.byTypes.Load(pkg)
	if !ok {
		return nil // not of this world
	}
	j, ok := p.byID[n.(*node).ID]
	if !ok {
		return nil // not analysed
	}
	fs, err := p.codec.decode(pkg, j.out.facts)
	if err != nil {
		return nil // cannot be: this program encoded them
	}
	return fs
}

// known returns the packages below a node that have facts.
func (w *world) known(p *plan, n *node) []*types.Package {
	var list []*types.Package
	for _, dep := range w.graph.below(n) {
		if _, ok := p.byID[dep.ID]; !ok {
			continue
		}
		if pkg, err := w.load(dep); err == nil {
			list = append(list, pkg)
		}
	}
	return list
}
