package lsp

import (
	"context"
	"errors"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/driver"
)

// view is one module or workspace, or a file that is in none.
type view struct {
	root       string
	session    *driver.Session // nil if it could not be opened
	generation int             // of the settings that it was opened with
	loaded     bool
	absent     map[string]string // files that were missing when packages were loaded
	configured []string          // directories whose configuration matters
	stamp      string            // of these
	broken     string            // configuration with diagnostics of its own, or ""
	logged     string
}

// dir returns the directory that a view is of.
func (v *view) dir() string {
	if strings.HasSuffix(v.root, ".go") {
		return filepath.Dir(v.root)
	}
	return v.root
}

// stale reports whether a view has to be opened, or once more. One that could
// not be is tried again, unless that needs another configuration.
func (v *view) stale(s *snapshot, patterns []string) bool {
	if v.generation != s.generation || v.session == nil && v.broken == "" || stamp(s.files, v.configured) != v.stamp {
		return true
	}
	for _, dir := range patterns {
		if dir == v.root || slices.Contains(v.configured, dir) {
			continue
		}
		if name, err := s.files.Find(dir); err != nil || name != "" && !slices.Contains(v.configured, filepath.Dir(name)) {
			return true
		}
		v.configured = append(v.configured, dir)
		v.stamp = stamp(s.files, v.configured)
	}
	return false
}

// news reports whether files are missing that were not when packages were
// loaded.
func (v *view) news(s *snapshot) bool {
	for name, clause := range v.missing(s) {
		if before, ok := v.absent[name]; !ok || before != clause {
			return true
		}
	}
	return false
}

// missing returns the open files that are in no package which is loaded, with
// what decides whether they could be.
func (v *view) missing(s *snapshot) map[string]string {
	list := map[string]string{}
	for name, content := range s.overlay {
		if !strings.HasSuffix(name, ".go") || rootOf(name) != v.root || len(v.session.Loaded(name)) > 0 {
			continue
		}
		list[name] = "" // wait until it can be parsed
		fset := token.NewFileSet()
		if file, err := parser.ParseFile(fset, name, content, parser.PackageClauseOnly); err == nil {
			list[name] = string(content[:fset.Position(file.Name.End()).Offset])
		}
	}
	return list
}

// update analyses one module. The edits that interrupt an analysis do not
// interrupt what comes before it, or it would never be done.
func (p *proxy) update(ctx, run context.Context, v *view, s *snapshot) error {
	patterns := s.patterns(v.root)
	if v.stale(s, patterns) {
		if err := p.open(ctx, v, s); err != nil {
			return err
		}
	}
	if v.session == nil || len(patterns) == 0 || v.session.Library(v.dir()) {
		return nil
	}
	if !v.loaded || v.news(s) || v.session.Outdated(s.overlay) {
		if err := v.session.Load(ctx, patterns, s.unsaved()); err != nil {
			return err
		}
		v.loaded, v.absent = true, v.missing(s)
	}
	if err := v.session.Analyze(run, s.overlay, s.changed, func(a driver.Analysed) { p.accept(run, a) }); err != nil {
		return err
	}
	p.vanished()
	return nil
}

// open opens the session of a view, and says what is wrong with its
// configuration. Until that is right, the last one that was is in force.
func (p *proxy) open(ctx context.Context, v *view, s *snapshot) error {
	session, err := p.config.Open(ctx, v.dir(), s.settingsOf(v.root))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	name, problems := wrong(err)
	v.watch(s, name)
	p.mu.Lock()
	defer p.mu.Unlock()
	v.complain(p, name, problems)
	if v.generation != s.generation {
		v.loaded = false
	}
	v.generation = s.generation
	var configuration *config.Error
	switch {
	case err == nil:
		v.session, v.loaded = session, false
		return nil
	case errors.As(err, &configuration):
		if v.session == nil {
			p.forget(v)
		}
		return nil
	}
	v.session = nil
	p.forget(v)
	return err
}

// watch notes which configurations matter. One is broken, or none.
func (v *view) watch(s *snapshot, broken string) {
	dirs := map[string]bool{v.dir(): true}
	files, _, _ := s.files.InForce(v.dir()) // an error is that of opening
	for _, name := range append(files, broken) {
		if name != "" {
			dirs[filepath.Dir(name)] = true
		}
	}
	for _, dir := range s.patterns(v.root) {
		if dir != v.root {
			dirs[dir] = true
		}
	}
	v.configured = slices.Sorted(maps.Keys(dirs))
	v.stamp = stamp(s.files, v.configured)
}

// complain shows what is wrong with a configuration, and takes back what was.
func (v *view) complain(p *proxy, name string, problems []diagnostic) {
	if v.broken != "" && v.broken != name {
		p.show(v.broken, nil)
	}
	if v.broken = name; name != "" {
		p.show(name, problems)
	}
}

// forget takes back all findings of a view.
func (p *proxy) forget(v *view) {
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if f := p.files[name]; strings.HasSuffix(name, ".go") && rootOf(name) == v.root && f.ours != nil {
			f.ours = nil
			p.publish(f)
		}
	}
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
