package corpus

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// loadable returns the environment in which the go command loads a module of
// the work tree in dir. A module without go.mod, from the days of GOPATH, gets
// one. Absent are the files that the work tree should have and has not.
func (w *Workspace) loadable(ctx context.Context, dir, module string, absent []string) ([]string, error) {
	root := filepath.Join(dir, filepath.FromSlash(module))
	vendored := exists(filepath.Join(root, "vendor", "modules.txt")) && whole(path.Join(module, "vendor"), absent)
	if !exists(filepath.Join(root, "go.mod")) {
		vendored = locked(root)
		if err := w.modernize(ctx, root, vendored); err != nil {
			return nil, err
		}
	}
	flags := "-mod=mod" // go.sum may lack what this Go wants to see in it
	if vendored {
		flags = "-mod=vendor"
	}
	return w.environment(flags), nil
}

// environment returns the environment in which the go command makes no more of
// packages than linters need.
func (w *Workspace) environment(flags string) []string {
	if w.Declare != "" {
		flags += " -toolexec=" + w.Declare
	}
	return []string{"GOWORK=off", "GOTOOLCHAIN=local", "CGO_CFLAGS=-O0 -w", "GOFLAGS=-buildvcs=false " + flags}
}

// whole reports whether no Go file below dir is absent.
func whole(dir string, absent []string) bool {
	return !slices.ContainsFunc(absent, func(file string) bool {
		return strings.HasPrefix(file, dir+"/") && strings.HasSuffix(file, ".go")
	})
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// modernize makes a GOPATH project a module: its path is what its packages
// import each other by. Its dependencies are those it vendors; a file that is
// absent there does less harm than versions of another time.
func (w *Workspace) modernize(ctx context.Context, root string, vendored bool) error {
	prefix := importPrefix(root)
	if prefix == "" {
		return errors.New("no go.mod, and no import tells the module's path")
	}
	text := "module " + prefix + "\n\ngo 1.12\n"
	if vendored {
		text += "\nrequire " + vendoredModule + "\n"
	}
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte(text), 0o666); err != nil {
		return err
	}
	if vendored {
		return listVendored(root)
	}
	out, err := execute(ctx, w.Timeout, root, []string{"GOWORK=off", "GOTOOLCHAIN=local", "GOFLAGS=-mod=mod"}, "go", "mod", "tidy", "-e")
	if err == nil && out.Exit != 0 {
		err = errors.New("go mod tidy: " + lastLine([]byte(out.Stderr)))
	}
	return err
}

// locked reports whether root has a vendor directory made by a tool of the time,
// which then holds all dependencies; some projects had only those they changed.
func locked(root string) bool {
	if !exists(filepath.Join(root, "vendor")) {
		return false
	}
	return slices.ContainsFunc([]string{"Gopkg.lock", "glide.lock", "Godeps/Godeps.json", "vendor/vendor.json", "vendor/manifest"}, func(name string) bool {
		return exists(filepath.Join(root, filepath.FromSlash(name)))
	})
}

// vendoredModule stands for all that a vendor directory of GOPATH holds.
const vendoredModule = "vendored.invalid/all v0.0.0"

// listVendored writes modules.txt, without which the go command does not look
// into a vendor directory. Before Go 1.14 only its list of packages counts.
func listVendored(root string) error {
	vendor := filepath.Join(root, "vendor")
	var b strings.Builder
	b.WriteString("# " + vendoredModule + "\n")
	for _, dir := range goDirs(vendor) {
		b.WriteString(dir + "\n")
	}
	return os.WriteFile(filepath.Join(vendor, "modules.txt"), []byte(b.String()), 0o666)
}
