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

// runner analyses the packages of a graph.
type runner struct {
	config *Config
	graph  *graph
	engine *engine
	jobs   []*job // each after those it depends on
	byNode map[*node]*job

	decoded sync.Map // *types.Package to func() facts

	mu   sync.Mutex
	done int
}

// job is a node that is analysed.
type job struct {
	unit
	node    *node
	deps    []*job        // dependencies that have facts, direct and indirect
	variant *job          // for tests, with all files of this one; may be nil
	done    chan struct{} // closed when out is set
	out     *outcome
}

func newRunner(config *Config, roots []*packages.Package) (*runner, error) {
	fset := token.NewFileSet()
	r := &runner{
		config: config,
		graph:  newGraph(fset, roots),
		engine: newEngine(fset, config),
		byNode: map[*node]*job{},
	}
	wanted := r.wanted(roots)
	for _, n := range r.graph.nodes {
		r.addJob(n, wanted[n])
	}
	for _, j := range r.jobs {
		var err error
		if j.Configuration, err = config.configuration(j.node.Dir, j.Module); err != nil {
			return nil, err
		}
	}
	r.cover()
	return r, nil
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
	for _, j := range r.jobs {
		if j.node.ForTest == "" || j.node.PkgPath != j.node.ForTest {
			continue
		}
		if plain, ok := r.graph.byID[j.node.ForTest]; ok && r.byNode[plain] != nil {
			r.byNode[plain].variant = j
		}
	}
}

// addJob makes a job of a node, unless nobody needs its facts or findings.
func (r *runner) addJob(n *node, wanted bool) {
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
	j := &job{node: n, done: make(chan struct{}), unit: unit{
		Path:         n.PkgPath,
		Files:        n.CompiledGoFiles,
		OtherFiles:   n.OtherFiles,
		IgnoredFiles: n.IgnoredFiles,
		Module:       module(n.Module),
		Sizes:        n.TypesSizes,
		FactsOnly:    !wanted,
	}}
	if n.Module != nil && n.Module.GoVersion != "" {
		j.GoVersion = "go" + n.Module.GoVersion
	}
	j.deps = r.dependencies(n)
	j.Import = func(path string) (*types.Package, error) { return r.importPackage(n, path) }
	j.facts = r.facts
	j.known = func() []*types.Package { return r.known(j) }
	r.jobs = append(r.jobs, j)
	r.byNode[n] = j
}

// testMain reports whether a package is the main package that the go command
// generates for tests.
func testMain(n *node) bool {
	return n.Name == "main" && strings.HasSuffix(n.ID, ".test")
}

// plain returns the job that has the same files as n, which differs from it
// only in what it is linked with: a package that is recompiled for the tests
// of another one.
func (r *runner) plain(n *node) *job {
	if n.ForTest == "" || n.PkgPath == n.ForTest || n.PkgPath == n.ForTest+"_test" {
		return nil
	}
	if plain, ok := r.graph.byID[n.PkgPath]; ok {
		return r.byNode[plain]
	}
	return nil
}

// dependencies returns the jobs below n, in the order of the graph.
func (r *runner) dependencies(n *node) []*job {
	var deps []*job
	seen := map[*job]bool{}
	for _, i := range n.closure.members() {
		if j, ok := r.byNode[r.graph.nodes[i]]; ok && !seen[j] {
			seen[j] = true
			deps = append(deps, j)
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

// run does all jobs, each after its dependencies.
func (r *runner) run(ctx context.Context) {
	slots := make(chan struct{}, r.config.Jobs)
	var group sync.WaitGroup
	for _, j := range r.jobs {
		group.Go(func() {
			defer close(j.done)
			j.out = r.analyze(ctx, j, slots)
		})
	}
	group.Wait()
}

// analyze waits for the dependencies of a job, then for a slot.
func (r *runner) analyze(ctx context.Context, j *job, slots chan struct{}) *outcome {
	for _, dep := range j.deps {
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
	if errs := r.obstacles(j); errs != nil {
		return &outcome{errors: errs}
	}
	out := r.engine.analyze(ctx, &j.unit)
	if len(out.errors) == 0 {
		out.errors = compileErrors(j.node) // those that type-checking does not find
	}
	return out
}

func (r *runner) progress() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.config.Progress != nil {
		r.config.Progress(r.done, len(r.jobs))
	}
}
