package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
)

// deregisters returns the mark of a program that takes a service out of a
// registry: something uses a function whose name says so. A use in a function
// with such a name says nothing yet; that one has to be used in turn.
func (r *Result) deregisters(id *ast.Ident, obj types.Object) catalog.Mark {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || !catalog.NamesDeregistration(fn.Name()) {
		return 0
	}
	if strings.HasPrefix(fn.Pkg().Path(), "github.com/prometheus/") {
		return 0 // another kind of registry
	}
	if around := r.declaration(id.Pos()); around != nil && catalog.NamesDeregistration(around.Name.Name) {
		return 0
	}
	return catalog.Deregisters
}

// declaration returns the declared function around a position, or nil.
func (r *Result) declaration(pos token.Pos) *ast.FuncDecl {
	for _, n := range fix.PathAt(r.pass, pos) {
		if fn, ok := n.(*ast.FuncDecl); ok {
			return fn
		}
	}
	return nil
}
