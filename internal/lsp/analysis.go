package lsp

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/driver"
)

const (
	pause = 300 * time.Millisecond // without an edit, before an analysis
	watch = time.Second            // between looks at configurations
)

// analyses runs one analysis after the other until the context ends. A panic
// ends them for good.
func (p *proxy) analyses(ctx context.Context) {
	defer func() {
		if v := recover(); v != nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.fail(v)
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

// look notices configurations that have changed although no editor told of it.
func (p *proxy) look(views map[string]*view) {
	p.mu.Lock()
	files := p.configurations()
	p.mu.Unlock()
	for _, root := range slices.Sorted(maps.Keys(views)) {
		if v := views[root]; stamp(files, v.configured) != v.stamp {
			p.mu.Lock()
			p.schedule(root)
			p.mu.Unlock()
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
		overlay: map[string][]byte{}, changed: slices.Sorted(maps.Keys(p.changed)),
		generation: p.generation, settings: maps.Clone(p.settings), files: p.configurations(),
	}
	for name, f := range p.files {
		if f.open {
			s.overlay[name] = []byte(f.content)
		}
	}
	return s, ctx
}

// configurations returns those that the editor has.
func (p *proxy) configurations() config.Files {
	files := config.Files{Unsaved: map[string][]byte{}}
	for name, f := range p.files {
		if f.open && isConfiguration(name) {
			files.Unsaved[name] = []byte(f.content)
		}
	}
	return files
}

// analyse brings what is shown up to date. What it does not get to do is left
// for the next time.
func (p *proxy) analyse(ctx context.Context, views map[string]*view) {
	s, run := p.begin(ctx)
	roots := s.roots()
	maps.DeleteFunc(views, func(root string, v *view) bool {
		if slices.Contains(roots, root) {
			return false
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		v.complain(p, "", nil)
		return true
	})
	for _, root := range roots {
		v := views[root]
		if v == nil {
			v = &view{root: root}
			views[root] = v
		}
		p.report(ctx, run, v, p.update(ctx, run, v, &s))
		if run.Err() != nil {
			break
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

// report logs why a module could not be analysed, once.
func (p *proxy) report(ctx, run context.Context, v *view, err error) {
	text := ""
	if err != nil {
		if ctx.Err() != nil || run.Err() != nil {
			return // that is why
		}
		text = fmt.Sprintf("govlint: %s: %v", v.root, err)
	}
	if text != "" && text != v.logged {
		p.log(text)
	}
	v.logged = text
}

// accept shows the outcome of a package, unless something has been edited since
// its analysis began.
func (p *proxy) accept(run context.Context, a driver.Analysed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	open := func(name string) bool { f := p.files[name]; return f != nil && f.open }
	if p.off || run.Err() != nil || !slices.ContainsFunc(a.Files, open) {
		return
	}
	texts, refresh := p.texts(), false
	for _, name := range a.Files {
		var list []shown
		for _, finding := range a.Findings {
			if finding.File == name {
				list = append(list, shown{finding, texts.diagnostic(finding)})
			}
		}
		f := p.files[name]
		if f == nil {
			if len(list) == 0 {
				continue
			}
			f = p.file(name, uriOf(name))
		}
		before, known := digest(f.raw()), f.known
		f.ours, f.known = list, true
		now := digest(f.raw())
		if !known || now != before {
			p.publish(f)
		}
		refresh = refresh || p.pull && f.open && now != f.answered
	}
	if refresh {
		p.refresh()
	}
}

// vanished takes back what is shown of files that no longer exist.
func (p *proxy) vanished() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if f := p.files[name]; f.visible && !f.open && !exists(name) {
			f.ours = nil
			p.publish(f)
		}
	}
}
