package driver

import (
	"context"
	"fmt"
	"go/token"
	"go/types"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// runner analyses the units of a package graph.
type runner struct {
	config *Config
	graph  *graph
	engine *engine
	units  []*unit // each after those it depends on
	byNode map[*node]*unit

	decoded sync.Map // *types.Package to func() facts

	mu   sync.Mutex
	done int
}

// unit is a node that is analysed.
type unit struct {
	Unit
	node    *node
	deps    []*unit       // dependencies that have facts, direct and indirect
	variant *unit         // for tests, with all files of this one; may be nil
	done    chan struct{} // closed when out is set
	out     *outcome
}

func newRunner(config *Config, roots []*packages.Package) *runner {
	fset := token.NewFileSet()
	r := &runner{
		config: config,
		graph:  newGraph(fset, roots),
		engine: newEngine(fset, config),
		byNode: map[*node]*unit{},
	}
	wanted := r.wanted(roots)
	for _, n := range r.graph.nodes {
		r.addUnit(n, wanted[n])
	}
	r.cover()
	return r
}

// wanted returns the nodes whose findings are asked for.
func (r *runner) wanted(roots []*packages.Package) map[*node]bool {
	wanted := map[*node]bool{}
	for _, root := range roots {
		wanted[r.graph.byID[root.ID]] = true
	}
	return wanted
}

// cover notes which packages are part of a variant for tests, which has all
// their files and more.
func (r *runner) cover() {
	for _, u := range r.units {
		if u.node.ForTest == "" || u.node.PkgPath != u.node.ForTest {
			continue
		}
		if plain, ok := r.graph.byID[u.node.ForTest]; ok && r.byNode[plain] != nil {
			r.byNode[plain].variant = u
		}
	}
}

// addUnit makes a unit of a node, unless nobody needs its facts or findings.
func (r *runner) addUnit(n *node, wanted bool) {
	if testMain(n) {
		return
	} else if len(n.CompiledGoFiles) == 0 {
		if !wanted || len(n.Errors) == 0 {
			return // nothing but test files, or an import that its importer will miss
		}
	} else if !own(n.PkgPath, module(n.Module), r.config.Deep) {
		return
	}
	if plain := r.plain(n); plain != nil && !wanted {
		r.byNode[n] = plain
		return
	}
	u := &unit{node: n, done: make(chan struct{}), Unit: Unit{
		ID:           n.ID,
		Path:         n.PkgPath,
		Files:        n.CompiledGoFiles,
		OtherFiles:   n.OtherFiles,
		IgnoredFiles: n.IgnoredFiles,
		Module:       module(n.Module),
		Sizes:        n.TypesSizes,
		FactsOnly:    !wanted,
	}}
	if n.Module != nil && n.Module.GoVersion != "" {
		u.GoVersion = "go" + n.Module.GoVersion
	}
	u.deps = r.dependencies(n)
	u.Import = func(path string) (*types.Package, error) { return r.importPackage(n, path) }
	u.facts = r.facts
	u.known = func() []*types.Package { return r.known(u) }
	r.units = append(r.units, u)
	r.byNode[n] = u
}

// testMain reports whether a package is the main package that the go command
// generates for tests.
func testMain(n *node) bool {
	return n.Name == "main" && strings.HasSuffix(n.ID, ".test")
}

// plain returns the unit that has the same files as n, which differs from it
// only in what it is linked with: a package that is recompiled for the tests
// of another one.
func (r *runner) plain(n *node) *unit {
	if n.ForTest == "" || n.PkgPath == n.ForTest || n.PkgPath == n.ForTest+"_test" {
		return nil
	}
	if plain, ok := r.graph.byID[n.PkgPath]; ok {
		return r.byNode[plain]
	}
	return nil
}

// dependencies returns the units below n, in the order of the graph.
func (r *runner) dependencies(n *node) []*unit {
	var deps []*unit
	seen := map[*unit]bool{}
	for _, i := range n.closure.members() {
		if u, ok := r.byNode[r.graph.nodes[i]]; ok && !seen[u] {
			seen[u] = true
			deps = append(deps, u)
		}
	}
	return deps
}

func (r *runner) importPackage(n *node, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imported, ok := n.Imports[path]
	if !ok {
		return nil, fmt.Errorf("package %s is not among the imports that the go command reports", path)
	}
	return r.graph.load(r.graph.byID[imported.ID])
}

// run analyses all units, each after its dependencies.
func (r *runner) run(ctx context.Context) {
	slots := make(chan struct{}, r.config.Jobs)
	var group sync.WaitGroup
	for _, u := range r.units {
		group.Go(func() {
			defer close(u.done)
			u.out = r.analyze(ctx, u, slots)
		})
	}
	group.Wait()
}

// analyze waits for the unit's dependencies, then for a slot.
func (r *runner) analyze(ctx context.Context, u *unit, slots chan struct{}) *outcome {
	for _, dep := range u.deps {
		<-dep.done // ends soon after a cancellation, too
	}
	select {
	case <-ctx.Done():
		return &outcome{}
	case slots <- struct{}{}:
	}
	defer func() { <-slots }()
	if ctx.Err() != nil {
		return &outcome{} // both cases were ready
	}
	defer r.progress()
	if errs := r.obstacles(u); errs != nil {
		return &outcome{errors: errs}
	}
	out := r.engine.analyze(ctx, &u.Unit)
	if len(out.errors) == 0 {
		out.errors = compileErrors(u.node) // those that type-checking does not find
	}
	return out
}

func (r *runner) progress() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.config.Progress != nil {
		r.config.Progress(r.done, len(r.units))
	}
}
