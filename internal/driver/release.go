package driver

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"
)

// adopt gives the standard library, or the go command, its module where that
// is the main module. The go command names none for packages of its release,
// which elsewhere makes them libraries.
func adopt(dir string, roots []*packages.Package) {
	main := releaseModule(dir)
	if main == nil {
		return
	}
	packages.Visit(roots, nil, func(p *packages.Package) {
		command := strings.HasPrefix(p.PkgPath, "cmd/")
		switch {
		case p.Module != nil, !standard(p.PkgPath), !strings.HasPrefix(p.Dir, main.Dir+string(filepath.Separator)), command != (main.Path == "cmd"):
		case p.PkgPath == "unsafe", strings.HasPrefix(p.PkgPath, "vendor/"), strings.HasPrefix(p.PkgPath, "cmd/vendor/"):
		default:
			p.Module = main
		}
	})
}

// releaseModule returns the module around dir if it is one of those that a
// release of Go consists of, else nil.
func releaseModule(dir string) *packages.Module {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	for {
		name := filepath.Join(dir, "go.mod")
		if text, err := os.ReadFile(name); err == nil {
			path := modfile.ModulePath(text)
			if path != "std" && path != "cmd" {
				return nil
			}
			return &packages.Module{Path: path, Main: true, Dir: dir, GoMod: name}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return nil
		}
		dir = parent
	}
}
