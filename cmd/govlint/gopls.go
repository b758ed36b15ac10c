package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/lsp"
)

// goplsVariable names the environment variable that says which gopls is
// started.
const goplsVariable = "GOVLINT_GOPLS"

// editorMemory is what our part may need before it collects garbage eagerly;
// gopls needs memory as well.
const editorMemory = 400 << 20

// goplsFlags returns the one flag that is ours.
func goplsFlags() *flag.FlagSet {
	f := flagSet("gopls")
	f.Bool("check", false, "print what was found, and what is wrong with the setup, instead of serving an editor")
	return f
}

// gopls is the command that stands between an editor and gopls. All arguments
// but -check are gopls's.
func (a *app) gopls(ctx context.Context, args []string) (int, error) {
	if len(args) == 1 && (args[0] == "-check" || args[0] == "--check") {
		return a.checkGopls(ctx)
	}
	name, err := findGopls(ctx)
	if err != nil {
		return 0, err
	}
	command := append([]string{name}, args...)
	if !serves(args) {
		return a.passOn(ctx, command)
	}
	debug.SetMemoryLimit(editorMemory)
	debug.SetGCPercent(50)
	return lsp.Serve(ctx, lsp.Config{
		Command: command, In: a.stdin, Out: a.stdout, Err: a.stderr,
		Open: a.openSession, Ignore: analyzers.Ignore, Explain: a.explanation,
	})
}

// serves reports whether gopls is going to speak with an editor over standard
// input and output, as opposed to a socket, or being another of its commands.
func serves(args []string) bool {
	for _, arg := range args {
		name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch {
		case strings.HasPrefix(arg, "-") && (name == "listen" || name == "port" || name == "h" || name == "help"):
			return false
		case !strings.HasPrefix(arg, "-"):
			return arg == "serve" && serves(args[slices.Index(args, arg)+1:])
		}
	}
	return true
}

// passOn runs gopls as if we were it.
func (a *app) passOn(ctx context.Context, command []string) (int, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.stdin, a.stdout, a.stderr
	cmd.Env = append(os.Environ(), lsp.Inside+"=1")
	var exit *exec.ExitError
	if err := cmd.Run(); errors.As(err, &exit) {
		return max(1, exit.ExitCode()), nil
	} else if err != nil {
		return 0, err
	}
	return 0, nil
}

// findGopls returns the user's gopls.
func findGopls(ctx context.Context) (string, error) {
	if os.Getenv(lsp.Inside) != "" {
		return "", usagef("govlint gopls has started itself, as what is called gopls in PATH leads back to it; set %s to the real one", goplsVariable)
	}
	if name := os.Getenv(goplsVariable); name != "" {
		return exec.LookPath(name)
	}
	if name, err := exec.LookPath("gopls"); err == nil {
		return name, nil
	}
	out, err := exec.CommandContext(ctx, "go", "env", "GOBIN", "GOPATH").Output()
	if err == nil {
		bin, path, _ := strings.Cut(strings.TrimRight(string(out), "\n"), "\n")
		if bin == "" {
			bin = filepath.Join(filepath.SplitList(path)[0], "bin")
		}
		if name, err := exec.LookPath(filepath.Join(bin, "gopls")); err == nil {
			return name, nil
		}
	}
	return "", usagef("gopls is not in PATH; install it by go install golang.org/x/tools/gopls@latest, or set %s", goplsVariable)
}

// openSession returns what analyses the module or workspace in a directory.
func (a *app) openSession(ctx context.Context, root string, settings lsp.Settings) (*driver.Session, error) {
	o := &options{dir: root, tags: settings.Tags, files: settings.Files, live: true}
	configs, err := a.configs(o)
	if err != nil {
		var wrong usageError
		if errors.As(err, &wrong) {
			err = wrong.error // which may say where in the file
		}
		return nil, err
	}
	config := a.config(o, configs)
	if len(settings.Env) > 0 {
		config.Env = append(os.Environ(), settings.Env...)
	}
	if c, err := openCache(); err == nil && c != nil {
		if key, err := programKey(); err == nil {
			config.Cache, config.Key = c, key
		}
	}
	return driver.NewSession(ctx, config)
}

// explanation returns the text about a rule, in Markdown.
func (a *app) explanation(name string) (string, error) {
	r, err := analyzers.Lookup(a.rules, name)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nIt %s.\n\nGroup %s, severity %s, %s, fix: %s.\n", r.Name, r.Doc.Title, r.Group, r.Severity, r.Status, r.Fix)
	for _, section := range r.Doc.Sections() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", section.Name, section.Text)
	}
	fmt.Fprintf(&b, "\n<%s>\n", r.URL())
	return b.String(), nil
}
