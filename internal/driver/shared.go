package driver

import (
	"go/types"
	"sync"
)

// facts returns the facts of a dependency. They are decoded once for all who
// import it, if anybody asks.
func (r *runner) facts(pkg *types.Package) facts {
	decode, ok := r.decoded.Load(pkg)
	if !ok {
		decode, _ = r.decoded.LoadOrStore(pkg, sync.OnceValue(func() facts { return r.decode(pkg) }))
	}
	return decode.(func() facts)()
}

func (r *runner) decode(pkg *types.Package) facts {
	n, ok := r.graph.byTypes.Load(pkg)
	if !ok {
		return nil // not of this graph
	}
	j, ok := r.byNode[n.(*node)]
	if !ok {
		return nil // not analysed
	}
	fs, err := r.engine.codec.decode(pkg, j.out.facts)
	if err != nil {
		return nil // cannot be: this process encoded them
	}
	return fs
}

// known returns the packages below a job that have facts.
func (r *runner) known(j *job) []*types.Package {
	var list []*types.Package
	for _, i := range j.node.closure.members() {
		n := r.graph.nodes[i]
		if _, ok := r.byNode[n]; !ok {
			continue
		}
		if pkg, err := r.graph.load(n); err == nil {
			list = append(list, pkg)
		}
	}
	return list
}
