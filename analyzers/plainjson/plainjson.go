package plainjson

import (
	"cmp"
	_ "embed"
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the plainjson rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Proto, Severity: rule.Warning, Status: rule.Preview, Fix: rule.Suggestion,
	Libraries: []string{"google.golang.org/protobuf", "github.com/golang/protobuf", "github.com/gogo/protobuf"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

// use is a call that turns a message into JSON or back.
type use struct {
	catalog.JSONCall
	call    *ssa.Call
	message *types.Named
}

func run(pass *rule.Pass) error {
	if !reaches(pass.Pkg) {
		return nil
	}
	var uses []use
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			uses = appendUse(uses, call)
		}
	}
	for _, u := range uses {
		if (u.Decodes || loss(u.message, false) != "") && !private(u, uses) {
			report(pass, u)
		}
	}
	return nil
}

// reaches reports whether a package imports one that turns values into JSON.
func reaches(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Imports(), func(imported *types.Package) bool {
		return slices.Contains(catalog.JSONPackages, imported.Path())
	})
}

func appendUse(uses []use, call *ssa.Call) []use {
	fn := symbol.Callee(&call.Call)
	if fn == nil {
		return uses
	}
	known, ok := catalog.JSONCalls[symbol.Name(fn)]
	if !ok {
		return uses
	}
	arg := known.Arg
	if !call.Call.IsInvoke() && fn.Signature().Recv() != nil {
		arg++
	}
	t := converted(call.Call.Args[arg])
	if t == nil || known.Content && !isJSON(call.Call.Args[arg-1]) {
		return uses
	}
	if m := message(t, known.Decodes); m != nil {
		uses = append(uses, use{known, call, m})
	}
	return uses
}

// converted returns the type that is converted to an argument's type, any; nil
// for what is of that type already: only runs show what it holds.
func converted(arg ssa.Value) types.Type {
	switch arg := arg.(type) {
	case *ssa.MakeInterface:
		return arg.X.Type()
	case *ssa.ChangeInterface:
		return cmp.Or(converted(arg.X), arg.X.Type())
	}
	return nil
}

// isJSON reports whether a content type is that of JSON.
func isJSON(content ssa.Value) bool {
	c, ok := content.(*ssa.Const)
	return ok && c.Value != nil && strings.HasSuffix(constant.StringVal(c.Value), "json")
}

// private reports whether the package reads what it writes: encoding/json then
// agrees with itself, as long as there is no oneof.
func private(u use, uses []use) bool {
	if hasOneof(u.message) {
		return false
	}
	for _, other := range uses {
		if other.Decodes != u.Decodes && other.message == u.message {
			return true
		}
	}
	return false
}

func report(pass *rule.Pass, u use) {
	site, ok := fix.CallAt(pass.Pass, u.call.Pos())
	if !ok {
		return
	}
	name := types.TypeString(u.message, func(p *types.Package) string { return p.Name() })
	if types.IsInterface(u.message) {
		name = "in " + strings.TrimPrefix(types.ExprString(site.Call.Args[u.Arg]), "&")
	}
	other := "protojson"
	if !has(u.message, "ProtoReflect") {
		other = "jsonpb" // of a generation before reflection
	}
	fun := types.ExprString(site.Call.Fun)
	what := loss(u.message, u.Decodes)
	finding := rule.Finding{Pos: site.Call.Args[u.Arg].Pos(), End: site.Call.Args[u.Arg].End()}
	switch {
	case u.Decodes:
		finding.Message = fmt.Sprintf("%s does not read the JSON of protobuf message %s that %s writes", fun, name, other)
	default:
		finding.Message = fmt.Sprintf("%s does not write the JSON of protobuf message %s that %s reads", fun, name, other)
	}
	if what != "" {
		finding.Message += ": " + what
	}
	if !u.Decodes && printed(u.call) {
		severity := rule.Info
		finding.Severity = &severity
	}
	finding.Fixes = protojson(pass, u, site)
	pass.Report(finding)
}

// protojson offers the function with the same arguments, if the message itself
// is what is handed over.
func protojson(pass *rule.Pass, u use, site fix.Site) []rule.Fix {
	arg := types.Unalias(pass.TypesInfo.TypeOf(site.Call.Args[u.Arg]))
	if pointer, ok := arg.(*types.Pointer); ok && !types.IsInterface(u.message) {
		arg = types.Unalias(pointer.Elem())
	}
	if arg != types.Type(u.message) || u.Proto == "" || !has(u.message, "ProtoReflect") {
		return nil
	}
	selector, ok := ast.Unparen(site.Call.Fun).(*ast.SelectorExpr)
	if !ok || !usedElsewhere(pass, selector) {
		return nil
	}
	ident, edit, ok := fix.Import(pass.Pass, site.Call.Pos(), "google.golang.org/protobuf/encoding/protojson", "protojson")
	if !ok {
		return nil
	}
	edits := []analysis.TextEdit{fix.Replace(site.Call.Fun, ident+"."+u.Proto)}
	if edit != nil {
		edits = append(edits, *edit)
	}
	return []rule.Fix{{Message: "Use " + ident + "." + u.Proto, Edits: edits}}
}

// usedElsewhere reports whether a package stays in use without one selector.
func usedElsewhere(pass *rule.Pass, selector *ast.SelectorExpr) bool {
	id, ok := selector.X.(*ast.Ident)
	if !ok {
		return false
	}
	n := 0
	for _, obj := range pass.TypesInfo.Uses {
		if obj == pass.TypesInfo.Uses[id] {
			n++
		}
	}
	return n > 1
}
