package driver

import (
	"bytes"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"sync"
	"time"

	"golang.org/x/tools/go/gcexportdata"
)

// world has the types of the packages of a graph whose export data is at hand,
// shared by all who import them.
//
// Only packages that are imported by what is analysed, or that have facts, are
// read as a whole, each once. Of the others, which are many more, exist the
// types that those refer to. Packages that are read as a whole never change
// afterwards, so they may be used while others are read.
type world struct {
	graph   *graph
	fset    *token.FileSet
	clock   *clock
	whole   bitset  // ranks of packages that are read as a whole
	entries []entry // of these, by rank

	reading  sync.Mutex
	plain    map[string]*types.Package // all, by path
	variants map[string]*types.Package // those that are recompiled for tests, by ID

	memory map[string]*job // may have export data of their own, by ID; nil outside of sessions

	byTypes sync.Map // *types.Package to *node
	decoded sync.Map // *types.Package to func() facts
}

// entry holds the types of a package, or why there are none.
type entry struct {
	read  sync.Once
	types *types.Package
	err   error
}

// newWorld returns the types for jobs of a plan. The graph has all they import.
func newWorld(g *graph, e *engine, p *plan, jobs []*job) *world {
	w := &world{
		graph:    g,
		fset:     e.fset,
		clock:    e.clock,
		entries:  make([]entry, len(g.ranks)),
		plain:    map[string]*types.Package{},
		variants: map[string]*types.Package{},
	}
	var below bitset
	for _, j := range jobs {
		n, ok := g.byID[j.node.ID]
		if !ok {
			continue
		}
		for _, imported := range n.imports {
			w.whole.add(imported.rank)
		}
		below.union(n.closure)
	}
	for _, rank := range below.members() {
		if _, ok := p.byID[g.ranks[rank].ID]; ok {
			w.whole.add(rank)
		}
	}
	return w
}

// load returns the types of a package that is read as a whole. Those it imports
// are read first, so nobody ever sees one that is still being filled in.
func (w *world) load(n *node) (*types.Package, error) {
	e := &w.entries[n.rank]
	e.read.Do(func() {
		if n.PkgPath == "unsafe" {
			e.types = types.Unsafe
			return
		}
		for _, rank := range n.closure.intersection(w.whole).members() {
			if _, err := w.load(w.graph.ranks[rank]); err != nil {
				e.err = err
				return
			}
		}
		e.types, e.err = w.read(n)
		if e.err == nil {
			w.byTypes.Store(e.types, n)
		}
	})
	return e.types, e.err
}

func (w *world) read(n *node) (*types.Package, error) {
	read, err := w.open(n)
	if err != nil {
		return nil, err
	}
	w.reading.Lock() // packages that are not read as a whole may get more types
	defer w.reading.Unlock()
	defer w.clock.phase("read export data", time.Now())
	if n.ID == n.PkgPath {
		return read(w.plain) // nothing below is recompiled
	}
	imports := map[string]*types.Package{}
	for _, dep := range w.graph.below(n) {
		if pkg := w.packages(dep)[dep.ID]; pkg != nil {
			imports[dep.PkgPath] = pkg
		}
	}
	pkg, err := read(imports)
	for _, dep := range w.graph.below(n) {
		if pkg := imports[dep.PkgPath]; pkg != nil {
			w.packages(dep)[dep.ID] = pkg
		}
	}
	w.variants[n.ID] = pkg
	return pkg, err
}

// open returns the function that reads a package's export data.
func (w *world) open(n *node) (func(imports map[string]*types.Package) (*types.Package, error), error) {
	if j := w.memory[n.ID]; j != nil && j.out != nil && j.out.export != nil {
		return func(imports map[string]*types.Package) (*types.Package, error) {
			return gcexportdata.Read(bytes.NewReader(j.out.export), w.fset, imports, n.PkgPath)
		}, nil
	}
	if n.ExportFile == "" {
		return nil, fmt.Errorf("%s does not compile", n.PkgPath)
	}
	return func(imports map[string]*types.Package) (*types.Package, error) {
		f, err := os.Open(n.ExportFile)
		if err != nil {
			return nil, fmt.Errorf("export data of %s: %w", n.PkgPath, err)
		}
		defer f.Close()
		return readExport(f, w.fset, imports, n.PkgPath)
	}, nil
}

// drop forgets the types of a package, which has changed. Those that depend on
// it have to be dropped as well.
func (w *world) drop(n *node) {
	e := &w.entries[n.rank]
	if e.types != nil {
		w.byTypes.Delete(e.types)
		w.decoded.Delete(e.types)
	}
	w.entries[n.rank] = entry{}
	delete(w.packages(n), n.ID)
}

// packages returns the map that has a node's types by its ID, which is its path
// unless it is recompiled.
func (w *world) packages(n *node) map[string]*types.Package {
	if n.ID == n.PkgPath {
		return w.plain
	}
	return w.variants
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
