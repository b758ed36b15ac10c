package driver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// What the go command is asked for. The graph is enough to know what is in the
// cache, and takes it half as long as compiling, or finding out that nothing
// has to be compiled. Without being asked for embedded files, it does not
// notice that there are none.
const (
	graphMode = packages.NeedName | packages.NeedFiles | packages.NeedEmbedFiles | packages.NeedImports |
		packages.NeedDeps | packages.NeedModule | packages.NeedForTest
	exportMode = graphMode | packages.NeedCompiledGoFiles | packages.NeedExportFile
)

// usable reports what makes it impossible to ask the go command.
func usable(config *Config) error {
	if _, err := exec.LookPath("go"); err != nil {
		return errors.New("the go command is needed to find packages, but is not in PATH")
	}
	if info, err := os.Stat(cmp.Or(config.Dir, ".")); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is not a directory", config.Dir)
	}
	return nil
}

// load asks the go command for the packages that the patterns match, and all
// they depend on.
func load(ctx context.Context, config *Config, mode packages.LoadMode, patterns []string) ([]*packages.Package, error) {
	roots, err := packages.Load(&packages.Config{
		Context:    ctx,
		Mode:       mode,
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
		return nil, noPackages(ctx, config, patterns)
	}
	adopt(config.Dir, roots)
	return roots, nil
}

// noPackages returns why the go command listed nothing. It says so only if it
// is not told to go on despite errors.
func noPackages(ctx context.Context, config *Config, patterns []string) error {
	cmd := exec.CommandContext(ctx, "go", slices.Concat([]string{"list"}, buildFlags(config), []string{"--"}, patterns)...)
	cmd.Dir, cmd.Env = config.Dir, config.Env
	var exit *exec.ExitError
	if _, err := cmd.Output(); errors.As(err, &exit) {
		return fmt.Errorf("loading packages: %s", bytes.TrimSpace(exit.Stderr))
	}
	return fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
}

func buildFlags(config *Config) []string {
	if len(config.Tags) == 0 {
		return nil
	}
	return []string{"-tags=" + strings.Join(config.Tags, ",")}
}

// goEnv is the part of the go command's environment that matters here.
type goEnv map[string]string

// compileEnv are the variables that decide which code is compiled, and how.
var compileEnv = [...]string{
	"GOVERSION", "GOOS", "GOARCH", "GOEXPERIMENT", "GOFLAGS",
	"GO386", "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM",
	"CGO_ENABLED", "CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS",
}

// readEnv asks the go command for its environment.
func readEnv(ctx context.Context, config *Config) (goEnv, error) {
	args := append([]string{"env", "-json", "GOROOT", "GOMODCACHE"}, compileEnv[:]...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = config.Dir, config.Env
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	} else if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	env := goEnv{}
	if err := json.Unmarshal(out, &env); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	return env, nil
}

func (env goEnv) sizes() types.Sizes { return types.SizesFor("gc", env["GOARCH"]) }
