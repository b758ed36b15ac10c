package unorderedsort

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the unorderedsort rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Mongo, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"go.mongodb.org/mongo-driver"},
	Logs:      []string{`multi-key map passed in for ordered parameter`, `A pipeline stage specification object must contain exactly one field`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !importsDriver(pass.Pkg) {
		return nil
	}
	for _, file := range pass.Files {
		var path []ast.Node // of the nodes around
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case nil:
				path = path[:len(path)-1]
				return true
			case *ast.CompositeLit:
				literal(pass, n, path)
			case *ast.CallExpr:
				call(pass, n)
			}
			path = append(path, n)
			return true
		})
	}
	return nil
}

func importsDriver(pkg *types.Package) bool {
	for _, imported := range pkg.Imports() {
		if strings.HasPrefix(imported.Path(), driver) {
			return true
		}
	}
	return false
}

// literal looks at the entries of a document.
func literal(pass *rule.Pass, lit *ast.CompositeLit, path []ast.Node) {
	for _, e := range entries(pass, lit) {
		switch {
		case e.key == "$sort", e.key == "sortBy" && within(pass, path, "$"), e.key == "sort" && ofCommand(pass, path):
			ordered(pass, e.value, e.key+" goes by the order of its keys, and a map has none")
		case e.key == "$group", e.key == "$facet":
			fieldNames(pass, e)
		}
	}
	t := pass.TypesInfo.TypeOf(lit)
	if named(t, "IndexModel") {
		if keys := fix.Field(lit, "Keys"); keys != nil {
			ordered(pass, keys, "the driver refuses the keys of an index in a map, which has no order")
		}
	}
	if named(t, "Pipeline") {
		stages(pass, lit)
	}
}

// call looks at the arguments of the driver's methods.
func call(pass *rule.Pass, call *ast.CallExpr) {
	fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || !strings.HasPrefix(fn.Pkg().Path(), driver) {
		return
	}
	switch fn.Name() {
	case "SetSort", "SetHint":
		if len(call.Args) == 1 {
			ordered(pass, call.Args[0], "the driver refuses several keys in a map in "+fn.Name()+", for they have no order")
		}
	case "RunCommand", "RunCommandCursor":
		if len(call.Args) > 1 {
			ordered(pass, call.Args[1], "the driver refuses several keys in a map in "+fn.Name()+", for the first is the command")
		}
	case "Aggregate", "Watch":
		if len(call.Args) > 1 {
			pipeline(pass, call.Args[1], fn.Name())
		}
	}
}
