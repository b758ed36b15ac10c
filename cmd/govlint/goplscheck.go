package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/lsp"
)

// checkup prints what an editor would find, and notes what is wrong.
type checkup struct {
	*app
	wrong bool
}

func (c *checkup) good(what, value string) { fmt.Fprintf(c.stdout, "%-15s %s\n", what, value) }

func (c *checkup) bad(what string, err error) {
	c.wrong = true
	fmt.Fprintf(c.stdout, "%-15s wrong: %v\n", what, err)
}

// checkGopls says whether govlint gopls would work in the current directory.
func (a *app) checkGopls(ctx context.Context) (int, error) {
	c := &checkup{app: a}
	c.good("govlint", version())
	c.command(ctx, "go", "go", "version")
	if name, err := findGopls(ctx); err != nil {
		c.bad("gopls", err)
	} else {
		c.good("gopls", name)
		c.command(ctx, "gopls version", name, "version")
	}
	dir, err := os.Getwd()
	if err != nil {
		return 0, err
	}
	c.module(ctx, dir)
	if place, err := cacheDir(); err != nil {
		c.bad("cache", err)
	} else {
		c.good("cache", place)
	}
	if c.wrong {
		return exitUsage, nil
	}
	fmt.Fprintln(a.stdout, "\nUse govlint gopls as the command of gopls in the editor; see docs/editors.md.")
	return exitClean, nil
}

// command runs a command and prints the first line of its output.
func (c *checkup) command(ctx context.Context, what string, args ...string) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), lsp.Inside+"=1")
	out, err := cmd.CombinedOutput()
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if err != nil {
		c.bad(what, fmt.Errorf("%s: %w: %s", strings.Join(args, " "), err, line))
		return
	}
	c.good(what, line)
}

// module checks the module around a directory and its configuration.
func (c *checkup) module(ctx context.Context, dir string) {
	root, ok := config.ModuleRoot(dir)
	if !ok {
		c.good("module", "none here; files outside of modules are analysed one by one")
		root = dir
	} else if packages, err := goList(ctx, dir, "./..."); err != nil {
		c.bad("module", err)
	} else {
		c.good("module", fmt.Sprintf("%s, with %s", root, plural(len(packages), "package")))
	}
	o := &options{dir: root}
	configs, err := c.configs(o)
	if err != nil {
		c.bad("configuration", err)
		return
	}
	file, err := config.Find(dir)
	if err != nil {
		c.bad("configuration", err)
		return
	} else if file == "" {
		file = "none, which is fine"
	}
	c.good("configuration", file)
	c.good("rules", fmt.Sprint(len(configs.all)))
}
