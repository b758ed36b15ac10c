package driver

import (
	"cmp"
	"context"
	"go/types"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/govlint/govlint/internal/report"
)

// runner does the jobs of a plan in rounds. In each, jobs are done whose
// results the cache has, or which are part of the round's batch; the others are
// put off. So the go command only has to compile what batches import.
type runner struct {
	*plan
	engine *engine
	sizes  types.Sizes
	keyer  *keyer        // nil if no outcome is recalled
	store  *store        // nil without a cache
	past   map[key]bool  // static keys of the jobs of the last run like this one
	world  *world        // of the batch and all it imports
	batch  map[*job]bool // empty in a round that only asks the cache

	session *Session // nil in a single run

	mu   sync.Mutex
	done int
	over bool // nobody wants to hear of progress
}

// start makes the plan of a run. What the cache has is not compiled, but if it
// has never seen such a run it is not worth asking first.
func start(ctx context.Context, config *Config) (*runner, error) {
	r := &runner{engine: newEngine(config)}
	env, err := readEnv(ctx, config)
	if err != nil {
		return nil, err
	}
	r.sizes = env.sizes()
	mode := exportMode
	if config.Cache != nil {
		r.keyer = newKeyer(config, env)
		r.store = &store{cache: config.Cache, keyer: r.keyer, start: time.Now()}
		if r.past = r.store.past(); r.past != nil {
			mode = graphMode
		}
	}
	roots, err := r.load(ctx, config, mode, config.Patterns)
	if err != nil {
		return nil, err
	}
	if r.plan, err = newPlan(config, roots, r.engine.codec); err != nil {
		return nil, err
	}
	if mode == exportMode {
		r.setBatch(r.graph, r.jobs)
	}
	return r, nil
}

func (r *runner) load(ctx context.Context, config *Config, mode packages.LoadMode, patterns []string) ([]*packages.Package, error) {
	phase := "list packages"
	if mode == exportMode {
		phase = "list and compile packages"
	}
	defer r.engine.clock.phase(phase, time.Now())
	return load(ctx, config, mode, patterns)
}

// run does all jobs.
func (r *runner) run(ctx context.Context) error {
	if r.store != nil {
		begin := time.Now()
		r.store.keyer.prepare(ctx, r.plan)
		r.engine.clock.phase("hash files", begin)
	}
	for {
		r.round(ctx)
		if err := ctx.Err(); err != nil {
			return err
		}
		open := r.open()
		if len(open) == 0 {
			break
		}
		if err := r.enter(ctx, r.next(open)); err != nil {
			return err
		}
	}
	if r.store != nil {
		r.store.remember(r.jobs, r.past)
	}
	return nil
}

// next chooses the next batch: first the jobs that have certainly to be done,
// as their own code is new to the cache or they wait for nobody; often that
// leaves the inputs of others as they were. Then all that are left.
func (r *runner) next(open []*job) []*job {
	if len(r.batch) > 0 {
		return open
	}
	var batch []*job
	for _, j := range open {
		if !r.past[j.static] || j.settled() {
			batch = append(batch, j)
		}
	}
	return batch
}

// enter gets the types for a batch.
func (r *runner) enter(ctx context.Context, batch []*job) error {
	roots, err := r.load(ctx, r.config, exportMode, r.patterns(batch))
	if err != nil {
		return err
	}
	r.setBatch(newGraph(roots), batch)
	return nil
}

func (r *runner) setBatch(g *graph, batch []*job) {
	r.world = newWorld(g, r.engine, r.plan, batch)
	r.batch = map[*job]bool{}
	for _, j := range batch {
		r.batch[j] = true
	}
}

// patterns returns patterns that match a batch, or at least all it imports.
func (r *runner) patterns(batch []*job) []string {
	if len(batch) > len(r.jobs)/2 {
		return r.config.Patterns
	}
	var list []string
	for _, j := range batch {
		if j.node.Module == nil || j.node.PkgPath == "command-line-arguments" {
			return r.config.Patterns // the path means nothing to the go command
		}
		list = append(list, cmp.Or(j.node.ForTest, j.node.PkgPath))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// round does the jobs that can be done, each after its dependencies. It
// returns at once when the context ends; what still runs then ends soon.
func (r *runner) round(ctx context.Context) {
	slots := make(chan struct{}, r.config.Jobs)
	open := r.open()
	for _, j := range open {
		j.done = make(chan struct{})
	}
	for _, j := range open {
		go func() {
			defer close(j.done)
			j.out = r.settle(ctx, j, slots)
		}()
	}
	for _, j := range open {
		select {
		case <-j.done:
		case <-ctx.Done():
			r.mu.Lock()
			r.over = true
			r.mu.Unlock()
			return
		}
	}
}

// settle waits for the dependencies of a job, then for a slot. It returns nil
// to put the job off.
func (r *runner) settle(ctx context.Context, j *job, slots chan struct{}) *outcome {
	for _, dep := range j.deps {
		<-dep.done // ends soon after a cancellation, too
		if dep.out == nil {
			return nil
		}
	}
	select {
	case <-ctx.Done():
		return nil
	case slots <- struct{}{}:
	}
	defer func() { <-slots }()
	if ctx.Err() != nil {
		return nil // both cases were ready
	}
	out := r.outcome(ctx, j)
	if out != nil {
		r.progress()
	}
	return out
}

func (r *runner) outcome(ctx context.Context, j *job) *outcome {
	if errs := r.hindrance(j); errs != nil {
		return &outcome{errors: errs, broken: true}
	} else if out := r.recall(j); out != nil {
		return out
	} else if r.batch[j] {
		return r.analyze(ctx, j)
	}
	return nil
}

// recall returns the outcome that the cache has, or nil.
func (r *runner) recall(j *job) *outcome {
	if r.keyer == nil {
		return nil
	}
	defer r.engine.clock.phase("cache", time.Now())
	j.keys = r.keyer.results(r.plan, j)
	if r.session != nil {
		if out := r.session.memo.recall(j.keys); out != nil {
			j.cached = true
			return out
		} else if r.session.modified(j) {
			return nil // the cache has no export data
		}
	}
	if r.store == nil {
		return nil
	}
	for _, k := range j.keys {
		if out := r.store.recall(j.node.Package, k); out != nil {
			j.cached = true
			if r.session != nil {
				r.session.memo.keep(k, out)
			}
			if j.factsOnly && out.findings != nil { // the record is of a run that asked for them
				facts := *out
				facts.findings = nil
				out = &facts
			}
			return out
		}
	}
	return nil
}

// analyze does a job and keeps the outcome in the cache.
func (r *runner) analyze(ctx context.Context, j *job) *outcome {
	n, ok := r.world.graph.byID[j.node.ID]
	if !ok {
		return &outcome{errors: []report.Error{{Package: j.node.PkgPath, Message: "the go command did not find it again"}}, broken: true}
	}
	u := r.unit(j, n)
	errs := listErrors(n)
	if errs == nil {
		errs = r.world.importErrors(n)
	}
	if errs != nil {
		return &outcome{errors: errs, broken: true}
	}
	out := r.engine.analyze(ctx, u)
	if ctx.Err() != nil {
		return nil
	}
	out.broken = out.export == nil && (u.Export || n.ExportFile == "")
	if len(out.errors) == 0 && !u.Export {
		out.errors = compileErrors(n) // those that type-checking does not find
	}
	if len(out.errors) > 0 {
		out.identity = nil
	} else if len(j.keys) > 0 {
		r.keep(j, u, out)
	}
	return out
}

// keep stores an outcome for later runs.
func (r *runner) keep(j *job, u *unit, out *outcome) {
	defer r.engine.clock.phase("cache", time.Now())
	last := j.keys[len(j.keys)-1]
	if r.session != nil {
		r.session.memo.keep(last, out)
	}
	if r.store != nil && !u.Export {
		r.store.keep(j.node.Package, last, out)
	}
}

func (r *runner) unit(j *job, n *node) *unit {
	u := &unit{
		Path:         n.PkgPath,
		Files:        n.CompiledGoFiles,
		OtherFiles:   n.OtherFiles,
		IgnoredFiles: n.IgnoredFiles,
		Module:       moduleOf(n.Package),
		Sizes:        r.sizes,
		FactsOnly:    j.factsOnly,
		Export:       r.session != nil && r.session.modified(j),

		Configuration: j.Configuration,

		Import: func(path string) (*types.Package, error) { return r.world.importPackage(n, path) },
		facts:  func(pkg *types.Package) facts { return r.world.facts(r.plan, pkg) },
		known:  func() []*types.Package { return r.world.known(r.plan, n) },
	}
	if n.Module != nil && n.Module.GoVersion != "" {
		u.GoVersion = "go" + n.Module.GoVersion
	}
	return u
}

func (r *runner) progress() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.config.Progress != nil && !r.over {
		r.config.Progress(r.done, len(r.jobs))
	}
}
