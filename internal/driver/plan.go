package driver

import (
	"strings"

	"golang.org/x/tools/go/packages"
)

// plan says which packages of a graph are analysed, and in what order.
type plan struct {
	config *Config
	graph  *graph
	jobs   []*job          // each after those it depends on
	byID   map[string]*job // by ID of the nodes whose facts they supply
	codec  *codec
}

// job is a package that is analysed.
type job struct {
	node      *node  // in the graph of the plan
	deps      []*job // dependencies that have facts, direct and indirect
	variant   *job   // for tests, with all files of this one; may be nil
	factsOnly bool   // its findings are not asked for
	Configuration

	static key           // of all that is known before its dependencies are analysed
	keys   []key         // of its results; none if they cannot be cached
	done   chan struct{} // closed when out is set, or the job is put off
	out    *outcome      // nil until it is known
	cached bool          // out comes from the cache
}

func newPlan(config *Config, roots []*packages.Package, c *codec) (*plan, error) {
	p := &plan{config: config, graph: newGraph(roots), byID: map[string]*job{}, codec: c}
	wanted := map[string]bool{}
	for _, root := range roots {
		wanted[root.ID] = true
	}
	for _, n := range p.graph.nodes {
		p.add(n, wanted[n.ID])
	}
	for _, j := range p.jobs {
		var err error
		if j.Configuration, err = config.configuration(j.node.Dir, moduleOf(j.node.Package)); err != nil {
			return nil, err
		}
	}
	p.cover()
	return p, nil
}

// cover notes which packages are part of a variant for tests, which has all
// their files and more.
func (p *plan) cover() {
	for _, j := range p.jobs {
		if j.node.ForTest == "" || j.node.PkgPath != j.node.ForTest {
			continue
		}
		if plain := p.byID[j.node.ForTest]; plain != nil {
			plain.variant = j
		}
	}
}

// add makes a job of a node, unless nobody needs its facts or findings.
func (p *plan) add(n *node, wanted bool) {
	if testMain(n) {
		return
	} else if len(n.GoFiles) == 0 {
		if !wanted || len(n.Errors) == 0 {
			return // nothing but test files, or an import that its importer will miss
		}
	} else if !own(n.PkgPath, moduleOf(n.Package), p.config.Deep) {
		return
	}
	if plain := p.plain(n); plain != nil && !wanted {
		p.byID[n.ID] = plain
		return
	}
	j := &job{node: n, factsOnly: !wanted}
	seen := map[*job]bool{}
	for _, below := range p.graph.below(n) {
		if dep, ok := p.byID[below.ID]; ok && !seen[dep] {
			seen[dep] = true
			j.deps = append(j.deps, dep)
		}
	}
	p.jobs = append(p.jobs, j)
	p.byID[n.ID] = j
}

// testMain reports whether a package is the main package that the go command
// generates for tests.
func testMain(n *node) bool {
	return n.Name == "main" && strings.HasSuffix(n.ID, ".test")
}

// plain returns the job that has the same files as n, which differs from it
// only in what it is linked with: a package that is recompiled for the tests
// of another one.
func (p *plan) plain(n *node) *job {
	if n.ForTest == "" || n.PkgPath == n.ForTest || n.PkgPath == n.ForTest+"_test" {
		return nil
	}
	return p.byID[n.PkgPath]
}

// open returns the jobs whose outcome is not known yet.
func (p *plan) open() []*job {
	var list []*job
	for _, j := range p.jobs {
		if j.out == nil {
			list = append(list, j)
		}
	}
	return list
}

// settled reports whether the outcome of all dependencies is known.
func (j *job) settled() bool {
	for _, dep := range j.deps {
		if dep.out == nil {
			return false
		}
	}
	return true
}
