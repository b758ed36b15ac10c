package rule

import (
	"cmp"
	"go/ast"
	"go/token"
	"iter"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Finding is one mistake, with the path through the code that shows it.
type Finding struct {
	Pos, End token.Pos // the smallest range worth looking at
	Message  string    // lower case, one line, no final stop; names the user's identifiers
	Severity *Severity // nil means the rule's default
	Path     []Step    // begin, branches taken, exit
	Fixes    []Fix     // best first
}

// Step is one place on a finding's path.
type Step struct {
	Pos, End token.Pos
	Message  string
}

// Fix is a change that cures a finding.
type Fix struct {
	Message string // an order, such as "Defer span.End()"
	Safe    bool   // cannot change what correct code does
	Edits   []analysis.TextEdit
}

// Report is the result of a rule's analyzer: its findings, sorted by position.
// Hosts that know only diagnostics get each finding with at most one fix, a
// safe one, and the path as related information.
type Report struct {
	Rule       *Rule
	Findings   []Finding
	Ran        bool        // as opposed to being turned off, or having nothing to look at
	Suppressed []token.Pos // directives that suppressed a finding
}

// Pass is one application of a rule to a package.
type Pass struct {
	*analysis.Pass
	Rule     *Rule
	Settings *settings.Settings
	Summary  *summary.Result // what functions do, of this package and its dependencies
	program  *ir.Program
	report   *Report
	silent   map[*token.File]bool

	directives map[*token.File][]*Directive
}

func newPass(r *Rule, p *analysis.Pass) *Pass {
	pass := &Pass{
		Pass:     p,
		Rule:     r,
		Settings: p.ResultOf[settings.Analyzer].(*settings.Settings),
		Summary:  p.ResultOf[summary.Analyzer].(*summary.Result),
		program:  p.ResultOf[ir.Analyzer].(*ir.Program),
		report:   &Report{Rule: r},
		silent:   map[*token.File]bool{},

		directives: map[*token.File][]*Directive{},
	}
	for _, file := range p.Files {
		f := p.Fset.File(file.FileStart)
		pass.silent[f] = ast.IsGenerated(file) ||
			!pass.Settings.Tests && ir.InTest(p.Fset, file.FileStart) ||
			pass.Settings.Excluded(p.Fset.Position(file.Package).Filename)
	}
	return pass
}

// Funcs returns the source functions and literals in which the rule may
// report: those outside generated files and, by default, test files.
func (p *Pass) Funcs() []*ssa.Function { return p.loud(p.program.Funcs) }

// Calls yields the plain calls of a set's functions in the functions of Funcs.
func (p *Pass) Calls(set symbol.Set) iter.Seq[*ssa.Call] {
	return func(yield func(*ssa.Call) bool) {
		for _, fn := range p.Funcs() {
			for call := range flow.Instrs[*ssa.Call](fn) {
				if set.Calls(&call.Call) && !yield(call) {
					return
				}
			}
		}
	}
}

// FuncsAndInit returns the functions of Funcs and the one that gives the
// package's variables their values.
func (p *Pass) FuncsAndInit() []*ssa.Function { return p.loud(p.program.WithInit()) }

func (p *Pass) loud(all []*ssa.Function) []*ssa.Function {
	var funcs []*ssa.Function
	for _, fn := range all {
		if !p.silent[p.Fset.File(fn.Pos())] {
			funcs = append(funcs, fn)
		}
	}
	return funcs
}

// Report records a finding unless its place is silent or suppressed. Steps
// without a place, of which the compiler has made the code, are left out.
func (p *Pass) Report(f Finding) {
	file := p.Fset.File(f.Pos)
	if file == nil || p.silent[file] || p.suppressed(file, f.Pos) {
		return
	}
	f.Path = slices.DeleteFunc(f.Path, func(s Step) bool { return !s.Pos.IsValid() })
	if name, ok := p.Settings.Severity[p.Rule.Name]; ok {
		severity := Severity(slices.Index(severities[:], name))
		f.Severity = &severity
	}
	p.report.Findings = append(p.report.Findings, f)
}

// flush sorts the findings and hands them to the host as diagnostics.
func (p *Pass) flush() {
	slices.SortStableFunc(p.report.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message))
	})
	p.report.Findings = slices.CompactFunc(p.report.Findings, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.Message == b.Message
	})
	for _, f := range p.report.Findings {
		p.Pass.Report(p.diagnostic(f))
	}
}

func (p *Pass) diagnostic(f Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Message: f.Message, URL: p.Rule.URL()}
	if p.Settings.Suffix {
		d.Message += " (" + p.Rule.Name + ")"
	}
	for _, step := range f.Path {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: step.Pos, End: step.End, Message: step.Message})
	}
	for _, change := range f.Fixes {
		if change.Safe {
			d.SuggestedFixes = []analysis.SuggestedFix{{Message: change.Message, TextEdits: change.Edits}}
			break
		}
	}
	return d
}

// Comments returns the text of the comments in and above the declaration that a
// function is in.
func (p *Pass) Comments(fn *ssa.Function) string {
	decl, ok := flow.Outermost(fn).Syntax().(*ast.FuncDecl)
	if !ok {
		return ""
	}
	from := decl.Pos()
	if decl.Doc != nil {
		from = decl.Doc.Pos()
	}
	var text strings.Builder
	for _, group := range fix.FileAt(p.Pass, from).Comments {
		if from <= group.Pos() && group.End() <= decl.End() {
			text.WriteString(group.Text())
		}
	}
	return text.String()
}
