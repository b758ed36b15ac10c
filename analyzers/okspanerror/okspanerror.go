package okspanerror

import (
	_ "embed"
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

//go:embed doc.go
var doc string

// Rule is the okspanerror rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.OTel, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: symbol.Packages(catalog.SpanError),
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

const codes = "go.opentelemetry.io/otel/codes"

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Span) {
			v := o.Value()
			if o.Form != lifecycle.Plain || v == nil || !symbol.Is(v.Type(), "go.opentelemetry.io/otel/trace", "Span") {
				continue // of another library, or something around a span
			}
			s := &span{begin: o.Call}
			if !pass.Summary.Trail().Follow(v, s.use) || s.returned || s.elsewhere() {
				continue // somebody else may set its status
			}
			for _, record := range s.records {
				s.check(pass, record)
			}
		}
	}
	return nil
}

// span is what is done to one span.
type span struct {
	begin    *ssa.Call
	records  []*ssa.Call
	statuses []ssa.CallInstruction
	returned bool // by a function, whose caller may go on with it
}

// use notes what is done to a span.
func (s *span) use(use trail.Use) bool {
	if _, ok := use.Instr.(*ssa.Return); ok {
		s.returned = true
	}
	call, ok := use.Instr.(ssa.CallInstruction)
	if !ok || !call.Common().IsInvoke() || call.Common().Value != use.Value {
		return false
	}
	switch name := call.Common().Method.Name(); {
	case name == "SetStatus":
		s.statuses = append(s.statuses, call)
	case catalog.SpanError.Calls(call.Common()):
		if record, ok := call.(*ssa.Call); ok {
			s.records = append(s.records, record)
		}
	}
	return true
}

// elsewhere reports whether the function also takes spans out of contexts:
// that may be the same one.
func (s *span) elsewhere() bool {
	for call := range flow.AllInstrs[*ssa.Call](flow.Outermost(s.begin.Parent())) {
		if catalog.SpanFrom.Calls(&call.Call) {
			return true
		}
	}
	return false
}

// check reports a record of an error that the function returns although
// nothing sets the status.
func (s *span) check(pass *rule.Pass, record *ssa.Call) {
	if s.hasStatus(record) {
		return
	}
	failure, ok := failureOf(record)
	if !ok || !failure.returned(s.begin.Parent()) || failure.special() || failure.handedOn(pass) {
		return
	}
	site, ok := fix.CallAt(pass.Pass, record.Pos())
	if !ok {
		return
	}
	selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	name, err := fix.Source(pass.Pass, selector.X), fix.Source(pass.Pass, site.Call.Args[0])
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s records an error that is returned, and its status stays unset: it does not count as failed", name),
		Path:    []rule.Step{rule.StepAt(s.begin, "the span begins here")},
		Fixes:   setStatus(pass, site, name, err, failure.certain()),
	})
}

// hasStatus reports whether the status may be set on a path with the record.
func (s *span) hasStatus(record *ssa.Call) bool {
	for _, status := range s.statuses {
		if status.Parent() != record.Parent() || flow.Leads(status, record) || flow.Leads(record, status) {
			return true
		}
	}
	return false
}

// setStatus sets the status below the record. The error is not nil there if
// that is certain; else it is looked at.
func setStatus(pass *rule.Pass, site fix.Site, span, err string, certain bool) []rule.Fix {
	if _, plain := ast.Unparen(site.Call.Args[0]).(*ast.Ident); !plain {
		return nil
	}
	ident, imported, ok := fix.ImportAs(pass.Pass, site.Call.Pos(), codes, "codes", "otelcodes")
	if !ok {
		return nil
	}
	set := fmt.Sprintf("%s.SetStatus(%s.Error, %s.Error())", span, ident, err)
	if !certain {
		set = fmt.Sprintf("if %s != nil {\n\t%s\n}", err, set)
	}
	insert, ok := site.InsertBelow(set)
	if !ok {
		return nil
	}
	edits := []analysis.TextEdit{insert}
	if imported != nil {
		edits = append(edits, *imported)
	}
	return []rule.Fix{{Message: "Set the status to Error", Safe: true, Edits: edits}}
}
