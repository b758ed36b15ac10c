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
	changed    []string
	generation int
	settings   map[string]Settings // by folder of the workspace
	files      config.Files
}

// rootOf returns the directory of the module or workspace that a file is in, or
// the file itself, if it is in none.
func rootOf(name string) string {
	if root, ok := config.ModuleRoot(filepath.Dir(name)); ok {
		return root
	}
	return name
}

// roots returns the modules, workspaces and single files that are open: those
// with changes, then the others.
func (s *snapshot) roots() []string {
	var list []string
	add := func(name string) {
		if root := rootOf(name); !slices.Contains(list, root) {
			list = append(list, root)
		}
	}
	for _, name := range s.changed {
		if strings.HasSuffix(name, ".go") && s.overlay[name] != nil {
			add(name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.overlay)) {
		if strings.HasSuffix(name, ".go") || isConfiguration(name) && rootOf(name) != name {
			add(name)
		}
	}
	return list
}

// patterns returns the directories of a module in which files are open, or the
// file that is in no module.
func (s *snapshot) patterns(root string) []string {
	patterns := map[string]bool{}
	for name := range s.overlay {
		if !strings.HasSuffix(name, ".go") {
			continue
		} else if name == root {
			return []string{name}
		}
		if dir := filepath.Dir(name); !patterns[dir] && exists(dir) && rootOf(name) == root {
			patterns[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(patterns))
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// settingsOf returns the settings for a module: those of the innermost folder
// around it.
func (s *snapshot) settingsOf(root string) Settings {
	for dir := root; ; dir = filepath.Dir(dir) {
		if settings, ok := s.settings[dir]; ok || dir == filepath.Dir(dir) {
			if !ok {
				settings = s.settings[""]
			}
			settings.Files = s.files
			return settings
		}
	}
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
