package overwritteninterceptor

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/options"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the overwritteninterceptor rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"google.golang.org/grpc"},
	Logs:      []string{`The (unary|stream) server interceptor was already set`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, use := range pass.Summary.Options().Uses(fn) {
			slot, ok := catalog.SlotNamed(use.Items[0].Slot)
			if ok && (slot.Chain != "" || allMade(use.Items)) {
				report(pass, fn, use, slot)
			}
		}
	}
	return nil
}

// allMade reports whether the options stand in the function itself. A setting
// that comes after one from elsewhere is there to take its place.
func allMade(items []options.Item) bool {
	for _, item := range items {
		if !item.Made {
			return false
		}
	}
	return true
}

func report(pass *rule.Pass, fn *ssa.Function, use options.Use, slot catalog.Slot) {
	last := use.Items[len(use.Items)-1]
	pos, end := rule.Range(fn, last.Call)
	taker, takerEnd := rule.Range(fn, use.At)
	where := "among the options that are returned"
	if use.Call != nil {
		where = "given to " + service.Name(pass, use.Call)
	}
	finding := rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s is %s %s: %s", short(slot.Option), where, times(use.Items), effect(slot)),
	}
	for _, item := range use.Items {
		at, atEnd := rule.Range(fn, item.Call)
		message := "sets it"
		if !item.Made {
			message = fmt.Sprintf("%s sets it with %s", service.Name(pass, item.Call), short(slot.Option))
		}
		finding.Path = append(finding.Path, rule.Step{Pos: at, End: atEnd, Message: message})
	}
	finding.Path = append(finding.Path, rule.Step{Pos: taker, End: takerEnd, Message: "all of them get here"})
	if slot.Chain == "" {
		info := rule.Info
		finding.Severity = &info
	} else if f, ok := chain(pass, fn, use.Items, slot); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

// short returns the last two parts of a full name: grpc.WithUnaryInterceptor.
func short(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

func times(items []options.Item) string {
	if len(items) == 2 {
		return "twice"
	}
	return fmt.Sprintf("%d times", len(items))
}

func effect(slot catalog.Slot) string {
	switch {
	case slot.Panics:
		return "the server panics when it is made"
	case slot.Chain != "":
		return "only the last interceptor runs"
	}
	return "only the last one counts"
}

// made reports whether the call is of the option's own function, which has a
// counterpart that adds up.
func made(item options.Item, slot catalog.Slot) bool {
	callee := symbol.Callee(item.Call.Common())
	return item.Made && callee != nil && symbol.Name(callee) == slot.Option
}
