package unorderedsort

import (
	"fmt"
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// ordered reports a value whose order matters if it is a map of several keys.
func ordered(pass *rule.Pass, value ast.Expr, message string) {
	lit, ok := ast.Unparen(value).(*ast.CompositeLit)
	if !ok || !isMap(pass.TypesInfo.TypeOf(lit)) {
		return
	}
	keys := entries(pass, lit)
	if len(keys) < 2 || len(keys) != len(lit.Elts) {
		return
	}
	finding := rule.Finding{Pos: lit.Pos(), End: lit.End(), Message: message, Fixes: asList(pass, lit)}
	for _, key := range keys {
		finding.Path = append(finding.Path, rule.Step{Pos: key.at.Pos(), End: key.at.End(), Message: fmt.Sprintf("%q may come first, or last", key.key)})
	}
	pass.Report(finding)
}

// asList offers to write the keys as a bson.D, in the order of the source.
func asList(pass *rule.Pass, lit *ast.CompositeLit) []rule.Fix {
	list, edits := listType(pass, lit)
	if list == "" {
		return nil
	}
	edits = append(edits, fix.Replace(lit.Type, list))
	for _, element := range lit.Elts {
		pair := element.(*ast.KeyValueExpr)
		edits = append(edits,
			analysis.TextEdit{Pos: pair.Pos(), End: pair.Pos(), NewText: []byte("{Key: ")},
			analysis.TextEdit{Pos: pair.Key.End(), End: pair.Value.Pos(), NewText: []byte(", Value: ")},
			analysis.TextEdit{Pos: pair.End(), End: pair.End(), NewText: []byte("}")},
		)
	}
	return []rule.Fix{{Message: "Write the keys as a " + list, Safe: true, Edits: edits}}
}

// listType returns the name of bson.D, and the edit that imports it if need be;
// "" if the map cannot be replaced by one.
func listType(pass *rule.Pass, lit *ast.CompositeLit) (name string, imports []analysis.TextEdit) {
	if lit.Type == nil {
		return "", nil // a map in what holds maps
	}
	if sel, ok := lit.Type.(*ast.SelectorExpr); ok && named(pass.TypesInfo.TypeOf(lit), "M") {
		return types.ExprString(sel.X) + ".D", nil
	}
	if _, isMap := lit.Type.(*ast.MapType); !isMap {
		return "", nil // somebody's own type
	}
	path := bsonOf(pass, lit)
	if path == "" {
		return "", nil
	}
	ident, edit, ok := fix.Import(pass.Pass, lit.Pos(), path, "bson")
	if !ok {
		return "", nil
	}
	if edit != nil {
		imports = append(imports, *edit)
	}
	return ident + ".D", imports
}

// bsonOf returns the import path of the bson package that goes with the driver
// that the file uses; "" if it uses both versions, which do not mix.
func bsonOf(pass *rule.Pass, at ast.Node) string {
	v1, v2 := false, false
	for _, spec := range fix.FileAt(pass.Pass, at.Pos()).Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		isV2 := strings.HasPrefix(path, driver+"v2/")
		v1, v2 = v1 || !isV2 && strings.HasPrefix(path, driver), v2 || isV2
	}
	switch {
	case v1 == v2:
		return ""
	case v2:
		return driver + "v2/bson"
	}
	return driver + "bson"
}

// inform reports a shape that is refused at the first call.
func inform(pass *rule.Pass, at ast.Node, message string) {
	severity := rule.Info
	pass.Report(rule.Finding{Pos: at.Pos(), End: at.End(), Message: message, Severity: &severity})
}

// pipeline reports an argument that is a single document, or has stages that
// are several.
func pipeline(pass *rule.Pass, arg ast.Expr, method string) {
	lit, ok := ast.Unparen(arg).(*ast.CompositeLit)
	if !ok || len(lit.Elts) == 0 {
		return
	}
	t := pass.TypesInfo.TypeOf(lit)
	switch {
	case named(t, "D"), isMap(t):
		inform(pass, lit, "a single document is refused by "+method+", which takes a list of stages")
	case !named(t, "Pipeline"): // which is looked at by itself
		stages(pass, lit)
	}
}

// stages reports the elements of a pipeline that are more than one stage.
func stages(pass *rule.Pass, lit *ast.CompositeLit) {
	for _, element := range lit.Elts {
		keys := fields(pass, element)
		if len(keys) > 1 && strings.HasPrefix(keys[0].key, "$") && strings.HasPrefix(keys[1].key, "$") {
			inform(pass, keys[1].at, fmt.Sprintf("a stage has one key: the server refuses %s beside %s", keys[1].key, keys[0].key))
		}
	}
}

// fieldNames reports names that the server does not take.
func fieldNames(pass *rule.Pass, stage entry) {
	for _, e := range fields(pass, stage.value) {
		switch {
		case strings.Contains(e.key, "."):
			inform(pass, e.at, fmt.Sprintf("the server refuses a field of %s with a dot in its name", stage.key))
		case strings.HasPrefix(e.key, "$"):
			inform(pass, e.at, fmt.Sprintf("the server refuses a field of %s whose name begins with a dollar sign", stage.key))
		}
	}
}
