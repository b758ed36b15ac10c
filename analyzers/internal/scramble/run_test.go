package scramble_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/internal/report"
)

// run is one analysis of packages, each after those it imports.
type run struct {
	*lab
	parallel bool
	mu       sync.Mutex
	facts    map[types.Object]map[reflect.Type][]byte
	packages map[*types.Package]map[reflect.Type][]byte
}

// analyze returns what all rules report, as text and as findings.
func (l *lab) analyze(t testing.TB, parts []*checked, parallel bool) (string, []report.Finding) {
	r := &run{
		lab: l, parallel: parallel,
		facts:    map[types.Object]map[reflect.Type][]byte{},
		packages: map[*types.Package]map[reflect.Type][]byte{},
	}
	var text strings.Builder
	var findings []report.Finding
	for _, part := range parts {
		fmt.Fprintf(&text, "%s\n", part.path)
		for _, found := range r.analyze(t, part) {
			findings = append(findings, found...)
			for _, f := range found {
				fmt.Fprintf(&text, "%+v\n", f)
			}
		}
	}
	return text.String(), findings
}

// analyze runs the analyzers on one package. In parallel mode all of those
// whose requirements are met run at the same time, as most hosts have it.
func (r *run) analyze(t testing.TB, part *checked) [][]report.Finding {
	results := map[*analysis.Analyzer]any{}
	found := make([][]report.Finding, len(r.order))
	var before string
	step := func(i int) {
		a := r.order[i]
		pass := r.pass(a, part, results)
		result, err := a.Run(pass)
		if err != nil {
			t.Errorf("%s: %v\n%s", a.Name, err, stack(err))
			return
		}
		found[i] = analyzers.Findings(pass, result, nil)
		if program, ok := result.(*ir.Program); ok {
			before = shared(part, program)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		results[a] = result
	}
	var group sync.WaitGroup
	for i, a := range r.order {
		switch {
		case slices.ContainsFunc(a.Requires, isRule):
			group.Wait() // it judges the results of others
			step(i)
		case isRule(a) && r.parallel:
			group.Go(func() { step(i) })
		default:
			step(i)
		}
	}
	group.Wait()
	if shared(part, results[ir.Analyzer].(*ir.Program)) != before {
		t.Errorf("%s: a rule has changed the syntax or the SSA that all rules share", part.path)
	}
	return found
}

// shared describes what rules have in common and may only read: the syntax
// and the SSA.
func shared(part *checked, program *ir.Program) string {
	var b bytes.Buffer
	for _, file := range part.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				fmt.Fprintf(&b, "%T %d %d\n", n, n.Pos(), n.End())
			}
			return true
		})
	}
	for _, fn := range program.Funcs {
		fn.WriteTo(&b)
		for _, block := range fn.Blocks {
			fmt.Fprintln(&b, block, block.Preds, block.Succs)
			for _, instr := range block.Instrs {
				if v, ok := instr.(ssa.Value); ok && v.Referrers() != nil {
					fmt.Fprintln(&b, v.Name(), *v.Referrers())
				}
			}
		}
	}
	return b.String()
}

func isRule(a *analysis.Analyzer) bool { return a.ResultType == reflect.TypeFor[*analyzers.Report]() }

func stack(err error) []byte {
	if internal, ok := err.(*analyzers.InternalError); ok {
		return internal.Stack
	}
	return nil
}

func (r *run) pass(a *analysis.Analyzer, part *checked, results map[*analysis.Analyzer]any) *analysis.Pass {
	r.mu.Lock()
	defer r.mu.Unlock()
	pass := *part.pass
	pass.Analyzer, pass.Report = a, func(analysis.Diagnostic) {}
	pass.ResultOf = map[*analysis.Analyzer]any{}
	for _, required := range a.Requires {
		pass.ResultOf[required] = results[required]
	}
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) { put(r, r.facts, obj, fact) }
	pass.ExportPackageFact = func(fact analysis.Fact) { put(r, r.packages, pass.Pkg, fact) }
	pass.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool { return get(r, r.facts, obj, fact) }
	pass.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool { return get(r, r.packages, pkg, fact) }
	pass.AllObjectFacts = func() []analysis.ObjectFact { panic("not used by this suite") }
	pass.AllPackageFacts = func() []analysis.PackageFact { panic("not used by this suite") }
	return &pass
}

// put stores a fact in encoded form.
func put[K comparable](r *run, facts map[K]map[reflect.Type][]byte, key K, fact analysis.Fact) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		panic(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if facts[key] == nil {
		facts[key] = map[reflect.Type][]byte{}
	}
	facts[key][reflect.TypeOf(fact)] = b.Bytes()
}

func get[K comparable](r *run, facts map[K]map[reflect.Type][]byte, key K, fact analysis.Fact) bool {
	r.mu.Lock()
	data, ok := facts[key][reflect.TypeOf(fact)]
	r.mu.Unlock()
	if !ok {
		return false
	}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(fact); err != nil {
		panic(err)
	}
	return true
}
