package driver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/tools/go/packages"
)

const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
	packages.NeedImports | packages.NeedDeps | packages.NeedExportFile |
	packages.NeedModule | packages.NeedTypesSizes | packages.NeedForTest

// load asks the go command for the packages that the patterns match, and all
// they depend on.
func load(ctx context.Context, config *Config) ([]*packages.Package, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return nil, errors.New("the go command is needed to find packages, but is not in PATH")
	}
	if info, err := os.Stat(cmp.Or(config.Dir, ".")); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", config.Dir)
	}
	patterns := config.Patterns
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	roots, err := packages.Load(&packages.Config{
		Context:    ctx,
		Mode:       loadMode,
		Dir:        config.Dir,
		Env:        config.Env,
		BuildFlags: buildFlags(config),
		Tests:      config.Tests,
		Overlay:    config.Overlay,
	}, patterns...)
	if ctx.Err() != nil {
		return nil, ctx.Err() // says more than the error of a killed command
	} else if err != nil {
		return nil, fmt.Errorf("loading packages: %w", err)
	}
	if len(roots) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
	}
	return roots, nil
}

func buildFlags(config *Config) []string {
	if len(config.Tags) == 0 {
		return nil
	}
	return []string{"-tags=" + strings.Join(config.Tags, ",")}
}
