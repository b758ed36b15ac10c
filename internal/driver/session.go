package driver

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
)

// Session analyses packages again and again while their files are edited. It
// keeps the package graph, the types of libraries and the outcomes of packages,
// so an edit costs no more than the packages whose outcome it may change.
//
// A package that is not as the go command has seen it is type-checked from its
// source, and so are those that depend on it: they import what the session has
// exported, and not what the compiler has.
//
// Its methods must not be called concurrently.
type Session struct {
	config   Config
	env      goEnv
	engine   *engine
	plan     *plan // nil until packages are loaded
	world    *world
	libs     []key        // of packages that are not analysed, by rank
	local    []*node      // of these, the ones that can change
	compiled map[*job]key // static keys when the go command listed them
	last     map[*job]key // those of the last run
	outlines map[string]string
	memo     *memo
	contents *contents
}

// Analysed is the outcome of one package. Files are absolute.
type Analysed struct {
	Package
	Result
}

// NewSession returns a session without packages. Of config, the patterns and
// the overlay are not used.
func NewSession(ctx context.Context, config Config) (*Session, error) {
	if err := analysis.Validate(config.Analyzers); err != nil {
		return nil, err
	}
	if config.Jobs <= 0 {
		config.Jobs = 2 // an editor and its language server want to work, too
	}
	if err := usable(&config); err != nil {
		return nil, err
	}
	env, err := readEnv(ctx, &config)
	if err != nil {
		return nil, err
	}
	return &Session{config: config, env: env, memo: newMemo(), contents: &contents{}}, nil
}

// Library reports whether a directory is part of Go or of the module cache.
func (s *Session) Library(dir string) bool {
	for _, root := range []string{s.env["GOROOT"], s.env["GOMODCACHE"]} {
		if root != "" && strings.HasPrefix(dir+string(filepath.Separator), root+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// Load asks the go command for the packages that the patterns match. The
// overlay has the contents of files that are not saved.
func (s *Session) Load(ctx context.Context, patterns []string, overlay map[string][]byte) error {
	config := s.config
	config.Patterns, config.Overlay = patterns, overlay
	roots, err := load(ctx, &config, exportMode, patterns)
	if err != nil {
		return err
	}
	e := newEngine(&config)
	e.identify = true
	p, err := newPlan(&config, roots, e.codec)
	if err != nil {
		return err
	}
	s.engine, s.plan = e, p
	s.world = newWorld(p.graph, e, p, p.jobs)
	s.world.memory = p.byID
	k := s.keyer(overlay)
	s.libs, s.local = make([]key, len(p.graph.ranks)), nil
	for _, n := range p.graph.nodes {
		if p.byID[n.ID] == nil && !k.standard(n) {
			s.libs[n.rank] = k.lib(n)
			if !s.Library(n.Dir) {
				s.local = append(s.local, n)
			}
		}
	}
	s.compiled, s.last, s.outlines = map[*job]key{}, map[*job]key{}, map[string]string{}
	for _, j := range p.jobs {
		s.compiled[j] = k.static(p, j, s.libs)
		s.last[j] = s.compiled[j]
		for _, name := range j.node.GoFiles {
			s.outlines[name], _ = outline(name, k)
		}
	}
	return nil
}

// Loaded returns the packages that are loaded and have a file, by path.
func (s *Session) Loaded(file string) []string {
	if s.plan == nil {
		return nil
	}
	var list []string
	for _, j := range s.plan.jobs {
		if !j.factsOnly && slices.Contains(j.node.GoFiles, file) {
			list = append(list, j.node.ID)
		}
	}
	return list
}

// Outdated reports whether packages have to be loaded again, as files of them
// import something else, or no longer have what was wrong with them, or those
// of a library have changed.
func (s *Session) Outdated(overlay map[string][]byte) bool {
	k := s.keyer(overlay)
	if slices.ContainsFunc(s.local, func(n *node) bool { return k.lib(n) != s.libs[n.rank] }) {
		return true
	}
	for _, j := range s.plan.jobs {
		if k.static(s.plan, j, s.libs) == s.compiled[j] {
			continue
		}
		failed := len(listErrors(j.node)) > 0
		for _, name := range j.node.GoFiles {
			text, ok := outline(name, k)
			if !ok {
				failed = false
				break // wait until it can be parsed
			} else if text != s.outlines[name] {
				return true
			}
		}
		if failed {
			return true
		}
	}
	return false
}

func (s *Session) keyer(overlay map[string][]byte) *keyer {
	config := s.config
	config.Overlay = overlay
	k := newKeyer(&config, s.env)
	k.contents = s.contents
	return k
}

// Analyze calls report with the outcome of each loaded package, those that
// have a file in first before the others. It ends early if the context ends.
func (s *Session) Analyze(ctx context.Context, overlay map[string][]byte, first []string, report func(Analysed)) error {
	r := s.prepare(overlay)
	for _, root := range s.order(first) {
		if root.variant != nil && r.do(ctx, root.variant) == nil && root.variant.out.checked {
			continue // has all files of this one
		}
		if err := r.do(ctx, root); err != nil {
			return err
		}
		report(Analysed{Package{root.node.PkgPath, root.node.GoFiles}, *collect([]*job{{node: root.node, out: root.out, cached: root.cached}})})
	}
	s.memo.trim(len(s.plan.jobs))
	return nil
}

// do does a job and those that it depends on.
func (r *runner) do(ctx context.Context, root *job) error {
	part := *r.session.plan
	part.jobs = append(slices.Clone(root.deps), root)
	r.plan = &part
	r.round(ctx)
	for _, j := range part.jobs {
		if j.done != nil {
			<-j.done // soon, even after a cancellation
		}
	}
	return ctx.Err()
}

// prepare forgets what changes of files have made wrong.
func (s *Session) prepare(overlay map[string][]byte) *runner {
	e := *s.engine
	e.overlay = overlay
	k := s.keyer(overlay)
	r := &runner{plan: s.plan, engine: &e, sizes: s.env.sizes(), world: s.world, batch: map[*job]bool{}, session: s}
	r.keyer = k
	if s.config.Cache != nil {
		r.store = &store{cache: s.config.Cache, keyer: k, start: time.Now()}
	}
	changed := map[*job]bool{}
	for _, j := range s.plan.jobs {
		j.static, j.out, j.keys, j.done, j.cached = k.static(s.plan, j, s.libs), nil, nil, nil, false
		changed[j] = j.static != s.last[j] || slices.ContainsFunc(j.deps, func(dep *job) bool { return changed[dep] })
		if changed[j] {
			s.world.drop(j.node)
		}
		s.last[j] = j.static
		r.batch[j] = true
	}
	return r
}

// modified reports whether the compiler has not seen a package as it is, or
// not what it depends on. Its dependencies are done.
func (s *Session) modified(j *job) bool {
	return j.static != s.compiled[j] || slices.ContainsFunc(j.deps, func(dep *job) bool { return dep.out.export != nil })
}

// order returns the jobs whose findings are asked for, those that have a file
// in first before the others.
func (s *Session) order(first []string) []*job {
	var front, back []*job
	for _, j := range s.plan.jobs {
		if j.factsOnly {
			continue
		} else if slices.ContainsFunc(j.node.GoFiles, func(name string) bool { return slices.Contains(first, name) }) {
			front = append(front, j)
		} else {
			back = append(back, j)
		}
	}
	return append(front, back...)
}
