package config

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Name is what a configuration file is called.
const Name = ".govlint.yaml"

// misnamed is a file that would silently not be read.
const misnamed = ".govlint.yml"

// Files are where configurations are: on disk, but for what an editor has not
// saved yet.
type Files struct {
	Unsaved map[string][]byte // contents by absolute name
}

// Text returns the content of a file.
func (f Files) Text(name string) ([]byte, error) {
	if text, ok := f.Unsaved[name]; ok {
		return text, nil
	}
	return os.ReadFile(name)
}

// Find returns the configuration file that is in force in a directory: the
// nearest one there or above, up to the root of the repository. It returns ""
// if there is none.
func Find(dir string) (string, error) { return Files{}.Find(dir) }

// Find is the function Find, for these files.
func (f Files) Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		file := filepath.Join(dir, Name)
		if _, ok := f.Unsaved[file]; ok {
			return file, nil
		} else if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file, nil
		} else if err == nil || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return "", &Error{problems: []problem{{message: file + " is not a file that can be read"}}}
		}
		if other := filepath.Join(dir, misnamed); exists(other) {
			return "", &Error{File: other, problems: []problem{{message: other + " is not read: rename it to " + Name}}}
		}
		parent := filepath.Dir(dir)
		if exists(filepath.Join(dir, ".git")) || parent == dir {
			return "", nil
		}
		dir = parent
	}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// InForce returns the configuration files that are in force somewhere in the
// module or workspace around a directory, in a fixed order, and whether there
// may be directories without any.
func InForce(dir string) (files []string, bare bool, err error) { return Files{}.InForce(dir) }

// InForce is the function InForce, for these files.
func (f Files) InForce(dir string) (files []string, bare bool, err error) {
	root, ok := ModuleRoot(dir)
	if !ok {
		root = dir
	}
	for _, start := range []string{root, dir} {
		file, err := f.Find(start)
		if err != nil {
			return nil, false, err
		}
		if start == root {
			bare = file == ""
		}
		if file != "" && !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	if !ok {
		return files, bare, nil
	}
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // unreadable for the go command as well
		}
		if d.IsDir() && name != root && ignored(d.Name()) {
			return filepath.SkipDir
		}
		if d.Name() == Name && !slices.Contains(files, name) {
			files = append(files, name)
		}
		return nil
	})
	return f.add(files, root), bare, err
}

// add adds the files below a directory that have never been saved.
func (f Files) add(files []string, root string) []string {
	for _, name := range slices.Sorted(maps.Keys(f.Unsaved)) {
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil || slices.Contains(files, name) {
			continue
		}
		if parts := strings.Split(rel, string(filepath.Separator)); rel == "." || !slices.ContainsFunc(parts, ignored) {
			files = append(files, name) // .. is ignored, too
		}
	}
	return files
}

// ignored reports whether package patterns do not match below a directory.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "vendor" || name == "node_modules"
}

// ModuleRoot returns the directory of the go.work or go.mod file around dir.
func ModuleRoot(dir string) (root string, ok bool) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.work")); err == nil && os.Getenv("GOWORK") == "" {
			return dir, true
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && root == "" {
			root = dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return root, root != ""
		}
		dir = parent
	}
}
