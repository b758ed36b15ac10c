package main

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// vetProtocol reports whether the arguments are those with which the go
// command calls a tool that go vet runs.
func vetProtocol(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vet is go vet's tool: it says which version and flags it has, or analyses
// one package. Its exit codes are those that the go command expects.
func (a *app) vet(ctx context.Context, args []string) int {
	err := a.vetCommand(ctx, args)
	if err != nil && !errors.Is(err, errVetFindings) {
		fmt.Fprintln(a.stderr, err)
	}
	if err != nil {
		return 1
	}
	return 0
}

// errVetFindings says that diagnostics were printed.
var errVetFindings = errors.New("findings")

func (a *app) vetCommand(ctx context.Context, args []string) error {
	switch args[0] {
	case "-V=full":
		return a.vetVersion()
	case "-flags":
		return a.vetFlags()
	}
	o, err := parseVet(a.rules, args)
	if err != nil {
		return err
	}
	return a.vetPackage(ctx, o)
}

// vetVersion prints what go vet's cache takes for the tool's identity: the
// program, and the configurations of the module in which go vet was started,
// since go vet knows nothing of these files.
func (a *app) vetVersion() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	files, _, err := config.InForce(".")
	hash := sha256.New()
	if err != nil {
		fmt.Fprintln(hash, err) // units of the packages concerned will report it
	}
	for _, file := range append([]string{program}, files...) {
		if err := addFile(hash, file); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(a.stdout, "govlint version devel buildID=%x\n", hash.Sum(nil))
	return err
}

// addFile writes the name and content of a file to a hash.
func addFile(hash io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Fprintln(hash, name)
	_, err = io.Copy(hash, f)
	return err
}

// vetPackage analyses the package that a *.cfg file describes.
func (a *app) vetPackage(ctx context.Context, o *vetOptions) (err error) {
	vet, err := driver.ReadVetConfig(o.unit)
	if err != nil {
		return err
	}
	if vet.Stdout != "" {
		f, err := os.Create(vet.Stdout)
		if err != nil {
			return err
		}
		defer f.Close()
		a.stdout = f
	}
	v := &vetRun{app: a, options: o, vet: vet, tree: vetTree{}}
	config, err := v.config()
	if err != nil {
		return err
	}
	result, err := driver.Vet(ctx, config, vet)
	if err != nil && vet.VetxOnly {
		return errVetFindings // the compiler says it better
	} else if err != nil {
		return err
	} else if vet.VetxOnly {
		return nil
	}
	return v.deliver(result)
}

// vetRun is the analysis of one package for go vet.
type vetRun struct {
	*app
	options *vetOptions
	vet     *driver.VetConfig
	tree    vetTree
	plain   []string // diagnostics as text
}

func (v *vetRun) config() (driver.Config, error) {
	c := &v.options.configs
	if !v.vet.Versioned() {
		c.dir = v.vet.Dir
	}
	config := driver.Config{Configure: c.configure, Deep: c.deep, Convert: v.convert}
	main, err := c.main()
	if err != nil {
		return config, err
	}
	for _, r := range main.Rules {
		config.Analyzers = append(config.Analyzers, r.Analyzer)
	}
	return config, nil
}

// convert keeps the diagnostics in the forms that go vet knows.
func (v *vetRun) convert(pass *analysis.Pass, result any, diagnostics []analysis.Diagnostic) []report.Finding {
	for _, d := range diagnostics {
		v.tree.add(v.vet.ID, pass.Analyzer.Name, vetDiagnosticOf(pass.Fset, d))
		v.plain = append(v.plain, plainDiagnostic(pass.Fset, d, v.options.context))
	}
	return analyzers.Findings(pass, result, diagnostics)
}

// deliver prints or fixes what was found.
func (v *vetRun) deliver(result *driver.Result) error {
	if v.options.fix {
		return v.fix(result.Findings)
	}
	if v.options.json {
		for _, e := range result.Errors {
			v.tree.fail(v.vet.ID, e)
		}
		return v.tree.print(v.stdout)
	}
	for _, e := range result.Errors {
		fmt.Fprintln(v.stderr, e.Message)
	}
	for _, text := range v.plain {
		fmt.Fprint(v.stderr, text)
	}
	if len(result.Errors)+len(v.plain) > 0 {
		return errVetFindings
	}
	return nil
}

// fix applies safe fixes to files or, if the go command says so, to an archive
// from which it updates files when all packages are done.
func (v *vetRun) fix(findings []report.Finding) error {
	p := patch.New(findings, patch.Options{Read: os.ReadFile})
	if v.options.diff {
		return p.Diff(v.stdout, func(file string) (before, after string) { return file + " (old)", file + " (new)" })
	}
	if v.vet.FixArchive != "" {
		return archive(v.vet.FixArchive, v.vet.ID, p.Changes)
	}
	return p.Write()
}

func archive(name, comment string, changes []patch.Change) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := zip.NewWriter(f)
	err = w.SetComment(comment)
	for _, c := range changes {
		if err != nil {
			break
		}
		var entry io.Writer
		if entry, err = w.Create(c.File); err == nil {
			_, err = entry.Write(c.New)
		}
	}
	return errors.Join(err, w.Close(), f.Close())
}
