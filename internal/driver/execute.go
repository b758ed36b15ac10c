package driver

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/report"
)

// execution is the run of all analyzers on one package.
type execution struct {
	*engine
	unit    *unit
	checked *checked
	facts   *factSet
	results map[*analysis.Analyzer]any
	failed  map[*analysis.Analyzer]bool
	out     *outcome
}

func (e *engine) execute(ctx context.Context, u *unit, c *checked) *outcome {
	x := &execution{
		engine:  e,
		unit:    u,
		checked: c,
		facts:   newFactSet(c.pkg, u),
		results: map[*analysis.Analyzer]any{},
		failed:  map[*analysis.Analyzer]bool{},
		out:     &outcome{checked: true},
	}
	for _, a := range e.order {
		if ctx.Err() != nil {
			return &outcome{}
		}
		if result, ok := u.Provide[a]; ok {
			x.results[a] = result
		} else if err := x.step(a); err != nil {
			x.fail(a, err)
		}
	}
	x.finish()
	return x.out
}

// finish encodes what other packages may ask for.
func (x *execution) finish() {
	defer x.clock.phase("encode facts", time.Now())
	encoded, err := x.codec.encode(x.facts.own)
	if err != nil {
		x.out.errors = append(x.out.errors, report.Error{Package: x.unit.Path, Message: err.Error()})
	}
	x.out.facts = encoded
	if x.identify && len(x.out.errors) == 0 {
		x.out.identity = identify(x.checked.pkg, encoded)
	}
}

// fail records that an analyzer has no result. What requires it has none
// either, without further words.
func (x *execution) fail(a *analysis.Analyzer, err error) {
	x.failed[a] = true
	if errors.Is(err, errSkipped) {
		return
	}
	message := err.Error()
	if !strings.Contains(message, a.Name) {
		message = a.Name + ": " + message
	}
	x.out.errors = append(x.out.errors, report.Error{Package: x.unit.Path, Rule: a.Name, Message: message, Cause: err})
}

// errSkipped says that an analyzer was not run since what it requires failed.
var errSkipped = errors.New("skipped")

// step runs one analyzer, whose prerequisites have run.
func (x *execution) step(a *analysis.Analyzer) error {
	root := slices.Contains(x.analyzers, a)
	if root && x.unit.FactsOnly && !x.exportsFacts(a) {
		return nil
	}
	if slices.ContainsFunc(a.Requires, func(r *analysis.Analyzer) bool { return x.failed[r] }) {
		return errSkipped
	}
	defer x.clock.analyzer(a.Name, time.Now())
	var diagnostics []analysis.Diagnostic
	pass := x.pass(a, &diagnostics)
	result, err := contain(func() (any, error) { return a.Run(pass) })
	if err != nil {
		return err
	}
	x.results[a] = result
	if !root || x.unit.FactsOnly || x.convert == nil {
		return nil
	}
	_, err = contain(func() (any, error) {
		x.out.findings = append(x.out.findings, x.convert(pass, result, diagnostics)...)
		return nil, nil
	})
	return err
}

// exportsFacts reports whether a root analyzer has to run for its facts, or
// because another one requires it that does.
func (x *execution) exportsFacts(a *analysis.Analyzer) bool {
	return len(a.FactTypes) > 0 || slices.ContainsFunc(x.order, func(b *analysis.Analyzer) bool {
		return slices.Contains(b.Requires, a) && (!slices.Contains(x.analyzers, b) || x.exportsFacts(b))
	})
}

// PanicError is a panic of an analyzer.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("internal error: panic: %v", e.Value) }

// contain turns a panic of f into an error.
func contain(f func() (any, error)) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, debug.Stack()}
		}
	}()
	return f()
}

func (x *execution) pass(a *analysis.Analyzer, diagnostics *[]analysis.Diagnostic) *analysis.Pass {
	inputs := make(map[*analysis.Analyzer]any, len(a.Requires))
	for _, r := range a.Requires {
		inputs[r] = x.results[r]
	}
	pass := &analysis.Pass{
		Analyzer:          a,
		Fset:              x.fset,
		Files:             x.checked.files,
		OtherFiles:        x.unit.OtherFiles,
		IgnoredFiles:      x.unit.IgnoredFiles,
		Pkg:               x.checked.pkg,
		TypesInfo:         x.checked.info,
		TypesSizes:        x.unit.Sizes,
		Module:            x.unit.Module,
		ResultOf:          inputs,
		Report:            func(d analysis.Diagnostic) { *diagnostics = append(*diagnostics, d) },
		ExportObjectFact:  x.facts.exportFact,
		ExportPackageFact: func(fact analysis.Fact) { x.facts.exportFact(nil, fact) },
		AllObjectFacts:    func() []analysis.ObjectFact { return x.facts.objectFacts(a) },
		AllPackageFacts:   func() []analysis.PackageFact { return x.facts.packageFacts(a) },
	}
	x.bindImports(pass)
	pass.ReadFile = func(name string) ([]byte, error) {
		if !readable(pass, name) {
			return nil, fmt.Errorf("%s is not a file of package %s", name, x.unit.Path)
		}
		return x.read(name)
	}
	return pass
}

func (x *execution) bindImports(pass *analysis.Pass) {
	pass.ImportObjectFact = func(obj types.Object, ptr analysis.Fact) bool {
		return x.facts.importFact(obj.Pkg(), obj, ptr)
	}
	pass.ImportPackageFact = func(pkg *types.Package, ptr analysis.Fact) bool {
		return x.facts.importFact(pkg, nil, ptr)
	}
}

// readable reports whether the contract of analysis.Pass.ReadFile allows an
// analyzer to read a file.
func readable(pass *analysis.Pass, name string) bool {
	return slices.Contains(pass.OtherFiles, name) ||
		slices.Contains(pass.IgnoredFiles, name) ||
		slices.ContainsFunc(pass.Files, func(f *ast.File) bool { return pass.Fset.File(f.FileStart).Name() == name })
}
