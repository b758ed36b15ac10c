package nacosinstance

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
)

// defaults are what a field is given that is missing.
var defaults = map[string]string{"Enable": "true", "Healthy": "true", "Weight": "1", "Ephemeral": "true"}

// complete offers the fields that are missing, if the literal is the call's
// argument and does not mention them.
func complete(pass *rule.Pass, u use, missing []string) []rule.Fix {
	lit := argument(pass, u)
	if lit == nil {
		return nil
	}
	code := ""
	for _, name := range missing {
		if fix.Field(lit, name) != nil {
			return nil // set to zero on purpose
		}
		code += name + ": " + defaults[name] + ", "
	}
	edit, ok := addFields(pass, lit, code[:len(code)-2])
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Let it be selected", Edits: []analysis.TextEdit{edit}}}
}

// sameKind offers the missing Ephemeral. It is safe if both calls mean the same
// service by the looks of it.
func sameKind(pass *rule.Pass, u, registered use, is kind) []rule.Fix {
	lit, other := argument(pass, u), argument(pass, registered)
	if lit == nil || is == yes || fix.Field(lit, "Ephemeral") != nil {
		return nil
	}
	edit, ok := addFields(pass, lit, "Ephemeral: true")
	if !ok {
		return nil
	}
	safe := false
	if name := fix.Field(lit, "ServiceName"); name != nil && other != nil {
		registeredName := fix.Field(other, "ServiceName")
		safe = registeredName != nil && types.ExprString(name) == types.ExprString(registeredName)
	}
	return []rule.Fix{{Message: "Deregister the ephemeral instance", Safe: safe, Edits: []analysis.TextEdit{edit}}}
}

// argument returns the literal with keys that a call's parameters are, or nil.
func argument(pass *rule.Pass, u use) *ast.CompositeLit {
	site, ok := service.At(pass, u.call)
	if !ok || len(site.Call.Args) != 1 {
		return nil
	}
	lit, ok := ast.Unparen(site.Call.Args[0]).(*ast.CompositeLit)
	if !ok || len(lit.Elts) == 0 {
		return nil
	}
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); !keyed {
		return nil
	}
	return lit
}

// addFields returns the edit that adds fields at the end of a literal.
func addFields(pass *rule.Pass, lit *ast.CompositeLit, code string) (analysis.TextEdit, bool) {
	last := lit.Elts[len(lit.Elts)-1]
	file := pass.Fset.File(lit.Pos())
	end := file.Line(lit.Rbrace)
	if file.Line(last.End()) == end {
		return analysis.TextEdit{Pos: last.End(), End: last.End(), NewText: []byte(", " + code)}, true
	}
	at := file.LineStart(end)
	if file.Line(last.End()) != end-1 || fix.Source(pass.Pass, last) == "" {
		return analysis.TextEdit{}, false // a comment stands in between
	}
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte("\t" + code + ",\n")}, true
}
