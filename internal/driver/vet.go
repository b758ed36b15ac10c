package driver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"go/types"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/origin"
	"github.com/govlint/govlint/internal/report"
)

// VetConfig describes a package to a tool that go vet runs. The go command
// writes it; it leaves out what we do not need.
type VetConfig struct {
	ID            string // such as "fmt [fmt.test]"
	Dir           string
	ImportPath    string
	GoVersion     string
	GoFiles       []string
	NonGoFiles    []string
	IgnoredFiles  []string
	Module        *analysis.Module // since Go 1.27
	ModulePath    string           // before Go 1.27
	ModuleVersion string
	ImportMap     map[string]string // from import path to package path
	PackageFile   map[string]string // from package path to file with export data
	PackageVetx   map[string]string // from package path of a direct import to file with facts
	VetxOnly      bool              // nobody asks for findings
	VetxOutput    string            // file for facts
	Stdout        string            // file for output, instead of standard output
	FixArchive    string            // file for fixed files, instead of the files themselves
}

// ReadVetConfig reads the description that the go command wrote.
func ReadVetConfig(name string) (*VetConfig, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	vet := &VetConfig{}
	if err := json.Unmarshal(data, vet); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if len(vet.GoFiles) == 0 {
		return nil, fmt.Errorf("reading %s: package %q has no files", name, vet.ImportPath)
	}
	return vet, nil
}

// Vet analyses one package for the go command, which calls it for each package
// after those it imports, and keeps the facts in between. Config says nothing
// about packages here. An error means that the package does not compile.
//
// It is tempting to leave this to x/tools' unitchecker, but its facts files
// carry types: each package of the standard library would be type-checked,
// when all that is needed is in the export data that the go command names.
func Vet(ctx context.Context, config Config, vet *VetConfig) (*Result, error) {
	if err := analysis.Validate(config.Analyzers); err != nil {
		return nil, err
	}
	v := &vetter{vet: vet, engine: newEngine(&config), imports: map[string]*types.Package{}}
	inherited, err := readSections(vet.PackageVetx)
	if err != nil {
		return nil, err
	}
	u := v.unit(inherited)
	if !own(u.Path, u.Module, config.Deep) {
		return &Result{}, writeSections(vet.VetxOutput, nil, inherited)
	}
	if u.Configuration, err = config.configuration(vet.Dir, u.Module); err != nil {
		return nil, err
	}
	out := v.engine.analyze(ctx, u)
	if err := ctx.Err(); err != nil {
		return nil, err
	} else if !out.checked {
		return nil, joined(out.errors)
	}
	written := &section{Path: u.Path, Facts: out.facts}
	if err := writeSections(vet.VetxOutput, written, inherited); err != nil {
		return nil, err
	}
	return &Result{Findings: out.findings, Errors: out.errors, Packages: 1}, nil
}

func joined(list []report.Error) error {
	var errs []error
	for _, e := range list {
		errs = append(errs, errors.New(e.Message))
	}
	return errors.Join(errs...)
}

// vetter analyses one package for the go command.
type vetter struct {
	vet     *VetConfig
	engine  *engine
	imports map[string]*types.Package
}

func (v *vetter) unit(inherited map[string]section) *unit {
	path, _, _ := strings.Cut(v.vet.ImportPath, " [")
	decoded := map[*types.Package]facts{}
	return &unit{
		Path:         path,
		Files:        v.vet.GoFiles,
		OtherFiles:   v.vet.NonGoFiles,
		IgnoredFiles: v.vet.IgnoredFiles,
		Module:       v.vet.module(),
		GoVersion:    v.vet.GoVersion,
		Sizes:        types.SizesFor("gc", build.Default.GOARCH),
		FactsOnly:    v.vet.VetxOnly,
		Import:       v.importPackage,
		facts: func(pkg *types.Package) facts {
			fs, ok := decoded[pkg]
			if !ok {
				// Undecodable facts are of another version, which go vet's
				// cache excludes; unknown is the safe answer.
				fs, _ = v.engine.codec.decode(pkg, inherited[pkg.Path()].Facts)
				decoded[pkg] = fs
			}
			return fs
		},
		known: func() []*types.Package { return v.known(inherited) },
	}
}

// module returns what is known of the package's module, or nil.
func (vet *VetConfig) module() *analysis.Module {
	m := &analysis.Module{Path: vet.ModulePath, Version: vet.ModuleVersion, GoVersion: vet.GoVersion}
	switch {
	case vet.Module != nil:
		m = new(*vet.Module)
	case vet.ModulePath == "":
		return nil
	}
	if origin.AtHand(vet.Dir) {
		m.Version = "" // as in moduleOf
	}
	return m
}

// Versioned reports whether the package is of a module of which there are
// versions, as opposed to the main module or the standard library.
func (vet *VetConfig) Versioned() bool {
	module := vet.module()
	return module != nil && module.Version != ""
}

// importPackage reads export data. Packages that nobody imports here directly
// get only the objects that others refer to, which is much less to read.
func (v *vetter) importPackage(path string) (*types.Package, error) {
	mapped, ok := v.vet.ImportMap[path]
	if !ok {
		return nil, fmt.Errorf("cannot resolve import %q", path)
	}
	if mapped == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg, ok := v.imports[mapped]; ok && pkg.Complete() {
		return pkg, nil
	}
	name, ok := v.vet.PackageFile[mapped]
	if !ok {
		return nil, fmt.Errorf("the go command names no export data of %s", mapped)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	path, _, _ = strings.Cut(mapped, " [")
	return readExport(f, v.engine.fset, v.imports, path)
}

// known returns the packages that have facts, also those that nothing refers
// to and that are therefore empty.
func (v *vetter) known(inherited map[string]section) []*types.Package {
	var list []*types.Package
	for _, path := range sortedPaths(inherited) {
		pkg, ok := v.imports[path]
		if !ok {
			pkg = types.NewPackage(path, path[strings.LastIndexByte(path, '/')+1:])
			v.imports[path] = pkg
		}
		list = append(list, pkg)
	}
	return list
}
