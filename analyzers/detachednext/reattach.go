package detachednext

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/scope"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// reattach returns the fix that puts the request's own context in the place of
// the fresh one, if the body itself makes the latter and can name the former.
func reattach(pass *rule.Pass, body *ssa.Function, root summary.Root) (rule.Fix, bool) {
	fresh := root.Calls[0]
	if !catalog.FreshContexts.Calls(fresh.Common()) || !within(fresh.Parent(), body) {
		return rule.Fix{}, false // made elsewhere
	}
	site, ok := fix.CallAt(pass.Pass, fresh.Pos())
	if !ok {
		return rule.Fix{}, false
	}
	own := ownContext(pass, body, site.Call.Pos())
	if own == "" {
		return rule.Fix{}, false
	}
	edit, ok := scope.Reattach(pass.Pass, site, own)
	return rule.Fix{
		Message: "Use " + own + " instead of " + types.ExprString(site.Call),
		Safe:    scope.Private(root.Calls),
		Edits:   []analysis.TextEdit{edit},
	}, ok
}
func within(fn, outer *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}

// contexts are the ways to the request's context, by the type of a parameter.
var contexts = []struct{ path, name, selector string }{
	{"context", "Context", ""},
	{"net/http", "Request", ".Context()"},
	{"google.golang.org/grpc", "ServerStream", ".Context()"},
	{"github.com/gin-gonic/gin", "Context", ".Request.Context()"},
	{"github.com/labstack/echo/v4", "Context", ".Request().Context()"},
	{"github.com/labstack/echo/v5", "Context", ".Request().Context()"},
}

// ownContext returns the expression for the request's context at pos, or "" if
// no parameter that has it is visible there.
func ownContext(pass *rule.Pass, body *ssa.Function, pos token.Pos) string {
	for _, param := range body.Params {
		for _, way := range contexts {
			obj := param.Object()
			if obj == nil || !symbol.Is(param.Type(), way.path, way.name) {
				continue
			}
			if symbol.Visible(pass.Pkg, obj, pos) {
				return obj.Name() + way.selector
			}
		}
	}
	return ""
}
