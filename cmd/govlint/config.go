package main

import (
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/driver"
)

// configs knows which configuration is in force in each directory.
type configs struct {
	rules     []*analyzers.Rule
	selection analyzers.Selection // of flags
	tests     bool                // whatever configurations say
	suffix    bool                // messages end with the rule's name, for go vet
	dir       string              // where the command runs; "" if no configuration is looked for
	file      string              // the configuration of all directories, or ""
	files     config.Files
	live      bool // files come and go while the configurations are in use, in an editor

	byFile map[string]*analyzers.Configured
	all    []*analyzers.Rule // those that run somewhere; nil until open
}

// configs returns what the flags and the configurations of the module say.
func (a *app) configs(o *options) (*configs, error) {
	c := &configs{rules: a.rules, selection: o.selection, tests: o.tests, dir: o.dir, files: o.files, live: o.live}
	if o.config != "" {
		c.file = o.path(o.config)
	}
	return c, c.open()
}

// open reads all configurations of the module around the working directory, so
// that none is found to be wrong later.
func (c *configs) open() error {
	files := []string{c.file}
	if c.file == "" {
		found, bare, err := c.files.InForce(c.dir)
		if err != nil {
			return usageError{err}
		}
		if files = found; bare {
			files = append(files, "")
		}
	}
	on := map[*analyzers.Rule]bool{}
	for _, file := range files {
		configured, err := c.read(file)
		if err != nil {
			return err
		}
		for _, r := range configured.Rules {
			on[r] = true
		}
	}
	c.all = []*analyzers.Rule{}
	for _, r := range c.rules {
		if on[r] {
			c.all = append(c.all, r)
		}
	}
	return nil
}

// anyTests reports whether tests are to be reported on somewhere.
func (c *configs) anyTests() bool {
	for _, configured := range c.byFile {
		if configured.Settings.Tests {
			return true
		}
	}
	return c.tests
}

// main returns what is configured in the working directory.
func (c *configs) main() (*analyzers.Configured, error) { return c.of(c.dir) }

func (c *configs) of(dir string) (*analyzers.Configured, error) {
	if c.file != "" || dir == "" {
		return c.read(c.file)
	}
	for {
		file, err := c.files.Find(dir)
		if err != nil {
			return nil, usageError{err}
		}
		if _, known := c.byFile[file]; known || file == "" || !c.live {
			return c.read(file)
		}
		dir = filepath.Dir(filepath.Dir(file)) // this one is new, and wrong, or others would be in use
	}
}

// read returns what is configured in a file; "" means no file.
func (c *configs) read(file string) (*analyzers.Configured, error) {
	if configured, ok := c.byFile[file]; ok {
		return configured, nil
	}
	parsed := &config.Config{}
	if file != "" {
		var err error
		if parsed, err = c.files.Read(file, c.shown(file), analyzers.Names(c.rules)); err != nil {
			return nil, usageError{err}
		}
	}
	parsed.Tests = parsed.Tests || c.tests
	configured, err := analyzers.Configure(c.rules, parsed, c.selection)
	if err != nil {
		return nil, usageError{err}
	}
	configured.Settings.Suffix = c.suffix
	if c.byFile == nil {
		c.byFile = map[string]*analyzers.Configured{}
	}
	c.byFile[file] = configured
	return configured, c.covered(file, configured)
}

// covered returns an error if a configuration from outside the module turns on
// a rule that is not going to run.
func (c *configs) covered(file string, configured *analyzers.Configured) error {
	for _, r := range configured.Rules {
		if c.all != nil && !slices.Contains(c.all, r) {
			return usagef("%s turns on %s, and is of another module: run govlint -C %s", c.shown(file), r.Name, filepath.Dir(c.shown(file)))
		}
	}
	return nil
}

// shown returns what messages call a file: under go vet, nobody knows that the
// working directory is the package's.
func (c *configs) shown(file string) string {
	rel, err := filepath.Rel(c.dir, file)
	if c.suffix || err != nil || strings.HasPrefix(rel, ".."+string(filepath.Separator)+"..") {
		return file
	}
	return filepath.ToSlash(rel)
}

// configure is what the driver asks for each package. Dependencies have no say
// in how they are analysed.
func (c *configs) configure(dir string, module *analysis.Module) (driver.Configuration, error) {
	find := func() (*analyzers.Configured, error) { return c.of(dir) }
	if dir == "" || module != nil && module.Version != "" {
		find = c.main
	}
	configured, err := find()
	if err != nil {
		return driver.Configuration{}, err
	}
	return driver.Configuration{
		Provide: map[*analysis.Analyzer]any{analyzers.SettingsAnalyzer: configured.Settings},
		Key:     configured.Key(dir),
	}, nil
}

// deep reports whether a dependency is analysed like the module's own code.
func (c *configs) deep(module *analysis.Module) bool {
	configured, err := c.main()
	return err == nil && configured.Deep(module) // an error has been reported by open
}
