package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/starter"
)

// firstRelease is what files refer to if this program is not a release.
const firstRelease = "v0.1.0"

// initOptions are the flags of the command "init".
type initOptions struct {
	dir    string
	stdout bool
}

func (o *initOptions) flags() *flag.FlagSet {
	f := flagSet("init")
	f.StringVar(&o.dir, "C", "", "run as if started in `directory`")
	f.BoolVar(&o.stdout, "stdout", false, "print the files and write none")
	return f
}

// initialize is the command "init": it writes the files that a project begins
// with. It never changes a file.
func (a *app) initialize(ctx context.Context, args []string) error {
	o := &initOptions{}
	f := o.flags()
	if err := f.Parse(args); err != nil {
		return usagef("init: %w (see govlint help init)", err)
	} else if f.NArg() > 0 {
		return usagef("init takes no arguments, not %q", f.Args())
	}
	m, err := findModule(ctx, o.dir)
	if err != nil {
		return err
	} else if m == nil {
		return usagef("there is no go.mod in this directory or above it; govlint init reads it to see what the module uses")
	}
	p, root, err := a.project(m)
	if err != nil {
		return err
	}
	files, err := p.Files()
	if err != nil {
		return err
	}
	for _, file := range files {
		at := m.root
		if file.Root {
			at = root
		}
		if err := a.begin(at, file, o.stdout); err != nil {
			return err
		}
	}
	return nil
}

// project describes a module, and returns the root of its repository.
func (a *app) project(m *module) (p *starter.Project, root string, err error) {
	p = &starter.Project{Version: release(), Schema: config.SchemaURL}
	for _, r := range a.rules {
		if m.applies(r) {
			p.Rules = append(p.Rules, starter.Rule{Name: r.Name, Group: string(r.Group), Status: r.Status.String(), Title: r.Doc.Title})
		}
	}
	name := filepath.Join(m.root, "go.mod")
	data, err := os.ReadFile(name)
	if err == nil {
		p.Module, p.Requires, err = requirements(name, data)
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil // a workspace
	}
	if err != nil {
		return nil, "", err
	}
	root = repository(m.root)
	rel, err := filepath.Rel(root, m.root)
	p.Dir = filepath.ToSlash(rel)
	return p, root, err
}

// requirements returns the module path in a go.mod file, and those of the
// modules that it requires.
func requirements(name string, data []byte) (module string, required []string, err error) {
	mod, err := modfile.ParseLax(name, data, nil)
	if err != nil {
		return "", nil, err
	}
	for _, r := range mod.Require {
		required = append(required, r.Mod.Path)
	}
	if mod.Module != nil {
		module = mod.Module.Mod.Path
	}
	return module, required, nil
}

// repository returns the root of the repository around a directory, or the
// directory itself if there is none.
func repository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		} else if filepath.Dir(at) == at {
			return dir
		}
	}
}

// release returns the version of this program, if that can be had elsewhere.
func release() string {
	if v := version(); semver.IsValid(v) && semver.Prerelease(v) == "" && semver.Build(v) == "" {
		return v
	}
	return firstRelease
}

// begin writes a file, unless it exists, and says so.
func (a *app) begin(dir string, file starter.File, show bool) error {
	name := filepath.Join(dir, filepath.FromSlash(file.Name))
	if show {
		_, err := fmt.Fprintf(a.stdout, "# %s\n%s\n", name, file.Text)
		return err
	}
	if have, err := os.ReadFile(name); err == nil {
		return a.leave(name, have, file)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return usageError{err}
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return usageError{err}
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return usageError{err}
	}
	_, err = f.Write(file.Text)
	fmt.Fprintf(a.stdout, "wrote %s\n", name)
	return errors.Join(err, f.Close())
}

// leave says that a file exists, and what would have been written if it does
// not mention govlint.
func (a *app) leave(name string, have []byte, file starter.File) error {
	fmt.Fprintf(a.stdout, "%s exists, and stays as it is\n", name)
	if bytes.Contains(have, []byte("govlint")) {
		return nil
	}
	fmt.Fprintf(a.stdout, "    To use govlint there, add to it:\n\n")
	_, err := fmt.Fprintf(a.stdout, "%s\n", indent(strings.TrimRight(string(file.Text), "\n")))
	return err
}
