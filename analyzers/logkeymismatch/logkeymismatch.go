package logkeymismatch

import (
	_ "embed"
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the logkeymismatch rule.
var Rule = rule.New(doc, rule.Meta{Since: "v0.1.0", Group: rule.Logging, Severity: rule.Warning, Status: rule.Preview}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var valueOf = symbol.Of("(context.Context).Value")

func run(pass *rule.Pass) error {
	stored := pass.Summary.StoredKeys()
	if len(stored) == 0 {
		return nil // by what is known here
	}
	for call := range pass.Calls(valueOf) {
		check(pass, call, stored)
	}
	return nil
}

// check reports a key that is only stored under another type.
func check(pass *rule.Pass, read *ssa.Call, stored []summary.ContextKey) {
	arg := read.Call.Args[0]
	key, isString := summary.KeyOf(arg)
	if !isString || key.Text == "" || key.Type != summary.Plain && !private(pass, value.Origin(arg).Type()) {
		return
	}
	var other []summary.ContextKey
	for _, s := range stored {
		switch {
		case s.Type == "" || s.Type == key.Type && (s.Text == "" || s.Text == key.Text):
			return // stored, perhaps
		case s.Text == key.Text:
			other = append(other, s)
		}
	}
	if len(other) == 0 {
		return // stored elsewhere
	}
	site, ok := fix.CallAt(pass.Pass, read.Pos())
	if !ok {
		return // made by the compiler
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s is always nil: the value is stored under %s, and the key here is %s", types.ExprString(site.Call), name(pass, other[0]), name(pass, key)),
	})
}

// private reports whether only this package can make keys of a type.
func private(pass *rule.Pass, t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() == pass.Pkg && !named.Obj().Exported()
}

// name returns a key the way the package would write it.
func name(pass *rule.Pass, key summary.ContextKey) string {
	if key.Type == summary.Plain {
		return fmt.Sprintf("the plain string %q", key.Text)
	}
	t := strings.TrimPrefix(key.Type, pass.Pkg.Path()+".")
	return fmt.Sprintf("%s(%q)", t[strings.LastIndexByte(t, '/')+1:], key.Text)
}
