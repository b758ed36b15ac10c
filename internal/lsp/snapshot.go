package lsp

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/config"
)

// snapshot is what the editor has at one time.
type snapshot struct {
	overlay    map[string][]byte
	versions   map[string]int
	changed    []string
	generation int
	settings   Settings
}

// byRoot groups the changed files by module or workspace.
func (s *snapshot) byRoot() map[string][]string {
	groups := map[string][]string{}
	for _, name := range s.changed {
		dir := filepath.Dir(name)
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		root, ok := config.ModuleRoot(dir)
		if !ok {
			root = dir
		}
		groups[root] = append(groups[root], name)
	}
	return groups
}

// dirs returns the directories of a module in which files are open.
func (s *snapshot) dirs(v *view) []string {
	dirs := map[string]bool{}
	for name := range s.overlay {
		dir := filepath.Dir(name)
		root, ok := config.ModuleRoot(dir)
		if !ok {
			root = dir
		}
		if root == v.root && strings.HasSuffix(name, ".go") {
			dirs[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(dirs))
}

func (s *snapshot) filesIn(dir string) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(s.overlay)) {
		if filepath.Dir(name) == dir && strings.HasSuffix(name, ".go") {
			list = append(list, name)
		}
	}
	return list
}

// unsaved returns the files that differ from what is on disk.
func (s *snapshot) unsaved() map[string][]byte {
	list := map[string][]byte{}
	for name, content := range s.overlay {
		if saved, err := os.ReadFile(name); strings.HasSuffix(name, ".go") && (err != nil || !bytes.Equal(saved, content)) {
			list[name] = content
		}
	}
	return list
}
