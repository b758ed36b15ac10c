// Package driver runs analyzers over the packages of a module.
//
// It is built for memory and speed on large services. The go command supplies
// the package graph and export data. Only the module's own packages are parsed
// and type-checked, each against the export data of what it imports, in
// dependency order and in parallel; facts travel between them in encoded form.
// Syntax, types and results of a package are dropped as soon as its findings
// are known, so memory is bounded by what is in flight.
//
// The driver knows no rule: it gets analyzers, and a function that turns their
// results into findings.
package driver

import (
	"context"
	"runtime"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
	"honnef.co/go/tools/lintcmd/cache"

	"github.com/govlint/govlint/internal/origin"
	"github.com/govlint/govlint/internal/report"
)

// Config says what to analyse, and how.
type Config struct {
	Dir      string            // where patterns are resolved; "" means the current directory
	Patterns []string          // package patterns; none means ./...
	Tests    bool              // analyse test files too
	Tags     []string          // build tags
	Overlay  map[string][]byte // contents that replace those of files, by absolute name
	Env      []string          // environment of the go command; nil means that of the process
	Jobs     int               // packages analysed at the same time; 0 means GOMAXPROCS

	// Deep reports whether packages of a versioned module are analysed like
	// those of the main module. Nil means no.
	Deep func(*analysis.Module) bool

	Analyzers []*analysis.Analyzer
	Provide   map[*analysis.Analyzer]any // results of analyzers that are not run
	Configure Configure                  // the same for single directories; may be nil
	Convert   Convert

	Cache cache.Cache // of results; nil means none
	Key   []byte      // stands for the program, Provide and Convert in the keys of the cache

	Progress func(done, total int) // called after each package, from one goroutine at a time; may be nil
}

// Convert turns the outcome of one analyzer on one package into findings. It
// is called only for Config.Analyzers on packages that the patterns match. The
// pass, and all it refers to, is dropped afterwards.
type Convert func(pass *analysis.Pass, result any, diagnostics []analysis.Diagnostic) []report.Finding

// Configure returns the configuration of the packages in a directory of a
// module, which may be nil.
type Configure func(dir string, module *analysis.Module) (Configuration, error)

// Configuration is what packages in different directories may be told
// differently.
type Configuration struct {
	Provide map[*analysis.Analyzer]any // results of analyzers that are not run, in place of Config.Provide
	Key     string                     // differs if that makes a difference to the outcome
}

func (c *Config) configuration(dir string, module *analysis.Module) (Configuration, error) {
	if c.Configure == nil {
		return Configuration{Provide: c.Provide}, nil
	}
	return c.Configure(dir, module)
}

// Result is the outcome of a run. Files are absolute.
type Result struct {
	Findings []report.Finding // sorted
	Errors   []report.Error   // packages that were not, or not fully, analysed; sorted
	Packages int              // packages that the patterns match
	Cached   int              // of these, taken from the cache
	Complete []Package        // of these, the ones without errors
	Timings  []Timing         // what phases and analyzers took, longest first
}

// Package is a package that was analysed.
type Package struct {
	Path  string
	Files []string // absolute
}

// Run analyses the packages that config selects. It fails if there is nothing
// to analyse; what is wrong with single packages is in the result.
func Run(ctx context.Context, config Config) (*Result, error) {
	if err := analysis.Validate(config.Analyzers); err != nil {
		return nil, err
	}
	if config.Jobs <= 0 {
		config.Jobs = runtime.GOMAXPROCS(0)
	}
	if len(config.Patterns) == 0 {
		config.Patterns = []string{"./..."}
	}
	if err := usable(&config); err != nil {
		return nil, err
	}
	r, err := start(ctx, &config)
	if err != nil {
		return nil, err
	}
	if err := r.nothing(); err != nil {
		return nil, err
	}
	if err := r.run(ctx); err != nil {
		return nil, err
	}
	result := collect(r.jobs)
	result.Timings = r.engine.clock.timings()
	return result, nil
}

// collect merges the outcomes of jobs into one order that depends on nothing
// but their content. A file that is part of a package and of its variant for
// tests counts once; the variant is of no use if the tests do not compile.
func collect(jobs []*job) *Result {
	result := &Result{}
	cached := map[string]bool{}
	for _, j := range jobs {
		if j.variant != nil && j.variant.out.checked {
			continue
		}
		result.Findings = append(result.Findings, j.out.findings...)
		result.Errors = append(result.Errors, j.out.errors...)
		if before, seen := cached[j.node.PkgPath]; !j.factsOnly {
			cached[j.node.PkgPath] = j.cached && (before || !seen)
			if len(j.out.errors) == 0 {
				result.Complete = append(result.Complete, Package{j.node.PkgPath, j.node.GoFiles})
			}
		}
	}
	result.Packages = len(cached)
	for _, yes := range cached {
		if yes {
			result.Cached++
		}
	}
	report.Sort(result.Findings)
	result.Errors = distinct(result.Errors)
	report.SortErrors(result.Errors)
	return result
}

// distinct drops errors that a package and its variant share.
func distinct(errs []report.Error) []report.Error {
	type key struct{ pkg, message string }
	seen := map[key]bool{}
	var list []report.Error
	for _, e := range errs {
		if k := (key{e.Package, e.Message}); !seen[k] {
			seen[k] = true
			list = append(list, e)
		}
	}
	return list
}

// moduleOf describes the module of a package. One that a replace directive takes
// from a directory has no version: its code is at hand, and counts as the user's own.
func moduleOf(n *packages.Package) *analysis.Module {
	m := module(n.Module)
	if m != nil && origin.AtHand(n.Dir) {
		m.Version = ""
	}
	return m
}

// module converts the go command's description of a module.
func module(m *packages.Module) *analysis.Module {
	if m == nil {
		return nil
	}
	converted := &analysis.Module{
		Path:      m.Path,
		Version:   m.Version,
		Replace:   module(m.Replace),
		Time:      m.Time,
		Main:      m.Main,
		Indirect:  m.Indirect,
		Dir:       m.Dir,
		GoMod:     m.GoMod,
		GoVersion: m.GoVersion,
	}
	if m.Error != nil {
		converted.Error = &analysis.ModuleError{Err: m.Error.Err}
	}
	return converted
}
