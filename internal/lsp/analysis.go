package lsp

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/driver"
)

const (
	pause = 300 * time.Millisecond // without an edit, before an analysis
	watch = time.Second            // between looks at configurations
)

// view is one module or workspace.
type view struct {
	root       string
	session    *driver.Session // nil if it could not be opened
	generation int             // of the settings that it was opened with
	patterns   []string        // directories that are loaded
	stamps     map[string]string
	broken     string // configuration with diagnostics of its own
}

// analyses runs one analysis after the other until the context ends. A panic
// ends them for good.
func (p *proxy) analyses(ctx context.Context) {
	defer func() {
		if v := recover(); v != nil {
			p.mu.Lock()
			p.off = true
			p.mu.Unlock()
			p.log(fmt.Sprintf("govlint is off, after an internal error: %v\n%s", v, debug.Stack()))
		}
	}()
	views := map[string]*view{}
	ticker := time.NewTicker(watch)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
			p.settle(ctx)
			p.analyse(ctx, views)
		case <-ticker.C:
			p.look(views)
		}
	}
}

// settle waits until nothing has been edited for a while.
func (p *proxy) settle(ctx context.Context) {
	for {
		p.mu.Lock()
		left := pause - time.Since(p.lastEdit)
		p.mu.Unlock()
		if left <= 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(left):
		}
	}
}

// look notices configurations that have changed.
func (p *proxy) look(views map[string]*view) {
	for _, v := range views {
		for dir, before := range v.stamps {
			if stamp(dir) != before {
				p.mu.Lock()
				p.reopen()
				p.mu.Unlock()
				return
			}
		}
	}
}

// begin returns what has to be analysed, and a context that ends when that is
// no longer so.
func (p *proxy) begin(ctx context.Context) (snapshot, context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ctx, p.interrupt = context.WithCancel(ctx)
	s := snapshot{
		overlay: map[string][]byte{}, versions: map[string]int{},
		changed: slices.Sorted(maps.Keys(p.changed)), generation: p.generation, settings: p.settings,
	}
	for name, f := range p.files {
		s.versions[name] = f.version
		if f.open {
			s.overlay[name] = []byte(f.content)
		}
	}
	return s, ctx
}

// analyse brings what is shown up to date. What it does not get to do is left
// for the next time.
func (p *proxy) analyse(ctx context.Context, views map[string]*view) {
	s, run := p.begin(ctx)
	for root, changed := range s.byRoot() {
		v := views[root]
		if v == nil {
			v = &view{root: root}
			views[root] = v
		}
		if err := p.update(ctx, run, v, &s, changed); err != nil && ctx.Err() == nil && run.Err() == nil {
			p.log(fmt.Sprintf("govlint: %s: %v", root, err))
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if run.Err() == nil {
		for _, name := range s.changed {
			delete(p.changed, name)
		}
	}
	p.interrupt()
	p.interrupt = nil
}

// update analyses what changed in one module. The edits that interrupt an
// analysis do not interrupt what comes before it, or it would never be done.
func (p *proxy) update(ctx, run context.Context, v *view, s *snapshot, changed []string) error {
	if v.session == nil || v.generation != s.generation {
		if err := p.reopenView(ctx, v, s); err != nil {
			return err
		}
	}
	dirs := s.dirs(v)
	if len(dirs) == 0 || v.session.Library(v.root) {
		return nil
	}
	patterns := dirs
	missing := func(name string) bool {
		return strings.HasSuffix(name, ".go") && s.overlay[name] != nil && len(v.session.Loaded(name)) == 0
	}
	if !slices.Equal(dirs, v.patterns) && (v.patterns == nil || slices.ContainsFunc(changed, missing)) || v.session.Outdated(s.overlay) {
		if _, ok := config.ModuleRoot(v.root); !ok {
			patterns = s.filesIn(v.root) // which belong to no module
		}
		if err := v.session.Load(ctx, patterns, s.unsaved()); err != nil {
			return err
		}
		v.patterns = dirs
	}
	return v.session.Analyze(run, s.overlay, changed, func(a driver.Analysed) { p.accept(s, a) })
}

// reopenView opens the session of a module, and says what is wrong with its
// configuration.
func (p *proxy) reopenView(ctx context.Context, v *view, s *snapshot) error {
	v.session, v.patterns, v.generation = nil, nil, s.generation
	v.stamps = map[string]string{v.root: stamp(v.root)}
	for _, dir := range s.dirs(v) {
		v.stamps[dir] = stamp(dir)
	}
	session, err := p.config.Open(ctx, v.root, s.settings)
	name, problems := wrong(err)
	p.mu.Lock()
	defer p.mu.Unlock()
	if v.broken != "" && v.broken != name {
		p.show(v.broken, nil)
	}
	if v.broken = name; name != "" {
		p.show(name, problems)
	}
	if err != nil {
		for other, f := range p.files {
			if root, _ := config.ModuleRoot(filepath.Dir(other)); root == v.root && other != name {
				f.ours = nil
				p.publish(f)
			}
		}
		return err
	}
	v.session = session
	return nil
}

// show publishes diagnostics of a file that is not Go.
func (p *proxy) show(name string, list []diagnostic) {
	f := p.file(name, uriOf(name))
	f.ours, f.known = nil, true
	for _, d := range list {
		f.ours = append(f.ours, shown{diagnostic: d})
	}
	p.publish(f)
}

// accept shows the outcome of a package, of files that are still as they were.
func (p *proxy) accept(s *snapshot, a driver.Analysed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off {
		return
	}
	texts, refresh := p.texts(), false
	for _, name := range a.Files {
		f := p.files[name]
		if f != nil && f.version != s.versions[name] {
			continue
		}
		var list []shown
		for _, finding := range a.Findings {
			if finding.File == name {
				list = append(list, shown{finding, texts.diagnostic(finding)})
			}
		}
		if f == nil {
			if len(list) == 0 {
				continue
			}
			f = p.file(name, uriOf(name))
		}
		f.ours, f.known = list, true
		p.publish(f)
		refresh = refresh || p.pull && f.open
	}
	if refresh {
		p.refresh()
	}
}
