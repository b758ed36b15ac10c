package driver

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/tools/go/packages"
	"honnef.co/go/tools/lintcmd/cache"
)

// key identifies a content, or a result by all that it depends on. Nothing in
// it depends on the machine or on the directories in which the code is.
type key = cache.ActionID

// keyHash computes a key of parts that cannot run into each other.
type keyHash struct{ hash.Hash }

func newKeyHash(purpose string) keyHash {
	h := keyHash{sha256.New()}
	h.text("govlint 1", purpose)
	return h
}

// text adds strings.
func (h keyHash) text(list ...string) {
	for _, s := range list {
		h.bytes([]byte(s))
	}
}

func (h keyHash) bytes(b []byte) {
	h.number(len(b))
	h.Write(b)
}

func (h keyHash) number(n int) {
	h.Write(binary.LittleEndian.AppendUint64(nil, uint64(n)))
}

func (h keyHash) key() key {
	var k key
	h.Sum(k[:0])
	return k
}

// keyer computes the keys of packages.
type keyer struct {
	config   *Config
	env      goEnv
	base     key
	overlaid map[string]bool // directories of files that the overlay replaces
	contents *contents       // may be nil
}

// newKeyer returns the keyer for a run. Config.Key stands for the program and
// its settings.
func newKeyer(config *Config, env goEnv) *keyer {
	h := newKeyHash("run")
	h.bytes(config.Key)
	h.number(len(config.Tags))
	h.text(config.Tags...)
	for _, name := range compileEnv {
		h.text(name, env[name])
	}
	for _, a := range config.Analyzers {
		h.text(a.Name)
	}
	k := &keyer{config: config, env: env, base: h.key(), overlaid: map[string]bool{}}
	for name := range config.Overlay {
		k.overlaid[filepath.Dir(name)] = true
	}
	return k
}

// prepare computes what is in keys of all jobs before any is done.
func (k *keyer) prepare(ctx context.Context, p *plan) {
	libs := make([]key, len(p.graph.ranks))
	each(ctx, k.config.Jobs, p.graph.nodes, func(n *node) {
		if p.byID[n.ID] == nil && !k.standard(n) {
			libs[n.rank] = k.lib(n)
		}
	})
	each(ctx, k.config.Jobs, p.jobs, func(j *job) { j.static = k.static(p, j, libs) })
}

// each calls do for the elements of a list, a limited number at a time, until
// the context ends.
func each[T any](ctx context.Context, limit int, list []T, do func(T)) {
	var group sync.WaitGroup
	var next atomic.Int64
	for range limit {
		group.Go(func() {
			for i := int(next.Add(1)); i <= len(list) && ctx.Err() == nil; i = int(next.Add(1)) {
				do(list[i-1])
			}
		})
	}
	group.Wait()
}

// standard reports whether a package belongs to the go command's release.
func (k *keyer) standard(n *node) bool {
	return n.Module == nil && (n.PkgPath == "unsafe" || strings.HasPrefix(n.Dir, filepath.Join(k.env["GOROOT"], "src")+string(filepath.Separator)))
}

// lib returns the key of a package that is not analysed, for its types. In the
// module cache, nothing ever changes under a version.
func (k *keyer) lib(n *node) key {
	h := newKeyHash("library")
	h.text(n.ID)
	m := n.Module
	if m != nil && m.Replace != nil {
		m = m.Replace
	}
	modules := k.env["GOMODCACHE"] + string(filepath.Separator)
	if m != nil && m.Version != "" && strings.HasPrefix(n.Dir, modules) && !k.overlaid[n.Dir] {
		h.text(m.Path, m.Version)
		return h.key()
	}
	k.files(h, n.Dir, slices.Concat(n.GoFiles, n.OtherFiles))
	return h.key()
}

// static returns the key of what is known of a job before others are done: its
// files, and the libraries that it can reach.
func (k *keyer) static(p *plan, j *job, libs []key) key {
	n := j.node
	h := newKeyHash("package")
	h.Write(k.base[:])
	h.text(n.ID, n.ForTest, j.Key)
	if n.Module != nil {
		h.text(n.Module.Path, n.Module.Version, n.Module.GoVersion)
	}
	h.number(len(n.imports))
	for _, imported := range n.imports {
		h.text(imported.ID)
	}
	for _, dep := range p.graph.below(n) {
		if libs[dep.rank] != (key{}) {
			h.Write(libs[dep.rank][:])
		}
	}
	k.files(h, n.Dir, sources(n.Package))
	return h.key()
}

// sources returns the files that an analysis of a package can read.
func sources(pkg *packages.Package) []string {
	return slices.Concat(pkg.GoFiles, pkg.OtherFiles, pkg.IgnoredFiles)
}

// files adds files to a key by their content, and by their name within dir.
func (k *keyer) files(h keyHash, dir string, names []string) {
	h.number(len(names))
	for _, name := range names {
		if rel, err := filepath.Rel(dir, name); err == nil {
			h.text(filepath.ToSlash(rel))
		}
		sum := k.content(name)
		h.Write(sum[:])
	}
}

// content returns the hash of a file. That of an unreadable one is zero; what
// depends on it is seldom cached, as its package has an error.
func (k *keyer) content(name string) key {
	if src, ok := k.config.Overlay[name]; ok {
		return sha256.Sum256(src)
	}
	if k.contents != nil {
		return k.contents.hash(name)
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return key{}
	}
	return sha256.Sum256(src)
}

// results returns the keys under which the results of a job may be, best
// first. They are also stored under the last. There are none if something that
// the results depend on is not known exactly.
func (k *keyer) results(p *plan, j *job) []key {
	if len(j.node.Errors) > 0 {
		return nil
	}
	direct := map[*job]bool{}
	for _, imported := range j.node.imports {
		direct[p.byID[imported.ID]] = true
	}
	h := newKeyHash("result")
	h.Write(j.static[:])
	for _, dep := range j.deps {
		seen := dep.out.identity
		if seen == nil {
			return nil
		}
		h.text(dep.node.ID)
		h.Write(seen.Far[:])
		if direct[dep] {
			h.Write(seen.Near[:])
		}
	}
	all := h.key()
	if !j.factsOnly {
		return []key{all}
	}
	h = newKeyHash("facts")
	h.Write(all[:])
	return []key{all, h.key()}
}

// changed reports whether a file of a package was written after a time.
func (k *keyer) changed(n *packages.Package, start time.Time) bool {
	for _, name := range sources(n) {
		if _, ok := k.config.Overlay[name]; ok {
			continue
		}
		if info, err := os.Stat(name); err != nil || info.ModTime().After(start) {
			return true
		}
	}
	return false
}
