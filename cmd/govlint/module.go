package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
)

// flagSet returns the set for the flags of a command other than linting.
func flagSet(command string) *flag.FlagSet {
	f := flag.NewFlagSet("govlint "+command, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	return f
}

// module is the Go module or workspace around a directory.
type module struct {
	root     string   // directory of its go.mod or go.work
	packages []string // import paths of those that it has or reaches
	registry bool     // the configuration describes registries of its own
}

// findModule returns the module around a directory, or nil if there is none.
func findModule(ctx context.Context, dir string) (*module, error) {
	dir, err := directory("-C", dir)
	if err != nil {
		return nil, err
	}
	root, ok := config.ModuleRoot(dir)
	if !ok {
		return nil, nil
	}
	file, err := config.Find(dir)
	if err != nil {
		return nil, usageError{err}
	}
	m := &module{root: root}
	if file != "" {
		c, err := config.Read(file, file, nil)
		if err != nil {
			return nil, usageError{err}
		}
		m.registry = len(c.Catalog.Registrations) > 0
	}
	m.packages, err = reached(ctx, root)
	return m, err
}

// reached returns the import paths of all packages of a module, or of those in
// a workspace, and of all that they depend on.
func reached(ctx context.Context, root string) ([]string, error) {
	patterns := []string{"./..."}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		// Have: the root of a workspace, where ./... matches nothing.
		if patterns, err = goList(ctx, root, "-m", "-f", "{{.Path}}/..."); err != nil {
			return nil, err
		}
	}
	return goList(ctx, root, append([]string{"-e", "-deps", "-f", "{{.ImportPath}}"}, patterns...)...)
}

// goList returns the words that go list prints.
func goList(ctx context.Context, dir string, args ...string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list"}, args...)...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	} else if exit := new(exec.ExitError); errors.As(err, &exit) {
		return nil, fmt.Errorf("listing the packages of the module in %s: %s", dir, strings.TrimSpace(stderr.String()))
	} else if err != nil {
		return nil, err
	}
	return strings.Fields(string(out)), nil
}

// applies reports whether a rule may have something to report in the module.
func (m *module) applies(r *analyzers.Rule) bool {
	return r.Applies(m.packages) || m.registry && r.Group == "registry"
}
