package driver

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"
	"honnef.co/go/tools/lintcmd/cache"

	"github.com/govlint/govlint/internal/report"
)

// record is what the cache holds of a package. Names of files are relative to
// the root of the package's module, so that it is valid in any directory.
type record struct {
	Key      key // under which it is stored
	Facts    encodedFacts
	Identity identity
	Findings []report.Finding
	Others   []otherFile
}

// otherFile is a file of another package in which findings have a place. Keys
// do not cover the lines of other packages.
type otherFile struct {
	Name string
	Sum  key
}

// store is the cache of results. Errors of the cache cost time and are no
// reason to fail.
type store struct {
	cache cache.Cache
	keyer *keyer
	start time.Time // before the first file was read
}

// past returns the static keys of the jobs of the last run with the same
// patterns, or nil if there was none. They serve to guess what will be in the
// cache, and decide nothing.
func (s *store) past() map[key]bool {
	data, _, err := cache.GetBytes(s.cache, s.pastKey())
	if err != nil {
		return nil
	}
	past := map[key]bool{}
	for ; len(data) >= cache.HashSize; data = data[cache.HashSize:] {
		past[key(data[:cache.HashSize])] = true
	}
	return past
}

func (s *store) pastKey() key {
	h := newKeyHash("past")
	config := s.keyer.config
	h.Write(s.keyer.base[:])
	h.text(filepath.Base(config.Dir), fmt.Sprint(config.Tests))
	h.text(config.Patterns...)
	return h.key()
}

// remember stores the static keys of jobs, unless they are what past was.
func (s *store) remember(jobs []*job, past map[key]bool) {
	var data []byte
	news := len(jobs) != len(past)
	for _, j := range jobs {
		data = append(data, j.static[:]...)
		news = news || !past[j.static]
	}
	if news {
		_ = cache.PutBytes(s.cache, s.pastKey(), data)
	}
}

// recall returns the cached outcome of a package. An entry that is damaged, or
// not what its key says, does not count.
func (s *store) recall(n *packages.Package, k key) *outcome {
	data, _, err := cache.GetBytes(s.cache, k)
	if err != nil {
		return nil
	}
	var r record
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&r); err != nil || r.Key != k {
		return nil
	}
	for _, other := range r.Others {
		if s.keyer.content(absolute(n, other.Name)) != other.Sum {
			return nil
		}
	}
	rename(r.Findings, func(name string) string { return absolute(n, name) })
	return &outcome{checked: true, facts: r.Facts, findings: r.Findings, identity: &r.Identity}
}

// keep stores the outcome of a package, unless it is not known what code it is
// about: a file may have changed after its key was computed.
func (s *store) keep(n *packages.Package, k key, out *outcome) {
	if out.identity == nil {
		return
	}
	if s.keyer.changed(n, s.start) {
		out.identity = nil // nobody can tell what others saw of it
		return
	}
	findings := clone(out.findings)
	r := record{Key: k, Facts: out.facts, Identity: *out.identity, Findings: findings}
	var others []string
	rename(findings, func(name string) string {
		if !slices.Contains(n.GoFiles, name) {
			others = append(others, name)
		}
		return portable(n, name)
	})
	slices.Sort(others)
	for _, name := range slices.Compact(others) {
		if !filepath.IsAbs(name) {
			return // made by a //line directive
		}
		r.Others = append(r.Others, otherFile{portable(n, name), s.keyer.content(name)})
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(r); err == nil {
		_ = cache.PutBytes(s.cache, k, buf.Bytes())
	}
}

// root returns the directory to which the names of a package's files are
// relative in the cache.
func root(n *packages.Package) string {
	if n.Module != nil && n.Module.Dir != "" {
		return n.Module.Dir
	}
	return n.Dir
}

func portable(n *packages.Package, name string) string {
	if rel, ok := strings.CutPrefix(name, root(n)+string(filepath.Separator)); ok {
		return filepath.ToSlash(rel)
	}
	return name
}

func absolute(n *packages.Package, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(root(n), filepath.FromSlash(name))
}

// clone returns a copy of findings whose files can be renamed.
func clone(findings []report.Finding) []report.Finding {
	findings = slices.Clone(findings)
	for i := range findings {
		f := &findings[i]
		f.Path, f.Fixes = slices.Clone(f.Path), slices.Clone(f.Fixes)
		for j := range f.Fixes {
			f.Fixes[j].Edits = slices.Clone(f.Fixes[j].Edits)
		}
	}
	return findings
}

// rename changes all names of files in findings.
func rename(findings []report.Finding, name func(string) string) {
	for i := range findings {
		f := &findings[i]
		f.File = name(f.File)
		for j := range f.Path {
			f.Path[j].File = name(f.Path[j].File)
		}
		for j := range f.Fixes {
			edits := f.Fixes[j].Edits
			for k := range edits {
				edits[k].File = name(edits[k].File)
			}
		}
	}
}
