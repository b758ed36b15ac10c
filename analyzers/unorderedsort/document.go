package unorderedsort

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// driver begins the import paths of the driver, of both versions.
const driver = "go.mongodb.org/mongo-driver/"

// entry is a key of a document, and its value.
type entry struct {
	key   string
	at    ast.Expr // the key
	value ast.Expr
}

// entries returns those of a map, or the one that a bson.E is, as far as their
// keys are constant.
func entries(pass *rule.Pass, lit *ast.CompositeLit) []entry {
	t := pass.TypesInfo.TypeOf(lit)
	if named(t, "E") {
		key, value := fix.Field(lit, "Key"), fix.Field(lit, "Value")
		if len(lit.Elts) == 2 && key == nil && value == nil {
			key, value = lit.Elts[0], lit.Elts[1]
		}
		if text, ok := text(pass, key); ok && value != nil {
			return []entry{{text, key, value}}
		}
		return nil
	}
	if t == nil || !isMap(t) {
		return nil
	}
	var found []entry
	for _, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if text, ok := text(pass, pair.Key); ok {
				found = append(found, entry{text, pair.Key, pair.Value})
			}
		}
	}
	return found
}

// fields returns the entries of a document written as a map or as a list.
func fields(pass *rule.Pass, e ast.Expr) []entry {
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	if !named(pass.TypesInfo.TypeOf(lit), "D") {
		return entries(pass, lit)
	}
	var found []entry
	for _, element := range lit.Elts {
		if element, ok := element.(*ast.CompositeLit); ok {
			found = append(found, entries(pass, element)...)
		}
	}
	return found
}

func text(pass *rule.Pass, e ast.Expr) (string, bool) {
	if e == nil {
		return "", false
	}
	value := pass.TypesInfo.Types[e].Value
	if value == nil || value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(value), true
}

// named reports whether t is the driver's type of that name.
func named(t types.Type, name string) bool {
	if t == nil {
		return false
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && strings.HasPrefix(n.Obj().Pkg().Path(), driver)
}

func isMap(t types.Type) bool {
	m, ok := t.Underlying().(*types.Map)
	if !ok {
		return false
	}
	key, ok := m.Key().Underlying().(*types.Basic)
	return ok && key.Info()&types.IsString != 0
}

// within reports whether a document around a node is the value of a key with
// that prefix.
func within(pass *rule.Pass, path []ast.Node, prefix string) bool {
	for _, n := range path {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, e := range entries(pass, lit) {
			if strings.HasPrefix(e.key, prefix) {
				return true
			}
		}
	}
	return false
}

// ofCommand reports whether the innermost list around a node is a command that
// goes by the order of its sort.
func ofCommand(pass *rule.Pass, path []ast.Node) bool {
	for i := len(path) - 1; i >= 0; i-- {
		lit, ok := path[i].(*ast.CompositeLit)
		if !ok {
			return false
		}
		if !named(pass.TypesInfo.TypeOf(lit), "D") {
			continue
		}
		all := fields(pass, lit)
		return len(all) > 0 && (all[0].key == "find" || strings.EqualFold(all[0].key, "findAndModify"))
	}
	return false
}
