package deadshutdown

import (
	"fmt"
	"go/ast"
	"go/version"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
)

// detach offers to leave the end of the context behind. That is safe where
// something else limits the time: a timeout that is derived, or the callee.
func detach(pass *rule.Pass, call ssa.CallInstruction, site fix.Site, arg ast.Expr, d derivation) []rule.Fix {
	if v := pass.Pkg.GoVersion(); v != "" && version.Compare(v, "go1.21") < 0 {
		return nil // has no WithoutCancel
	}
	if d.timeout {
		first, ok := service.At(pass, d.first)
		if !ok {
			return nil
		}
		if arg = first.Context(); arg == nil {
			return nil // derived from something that carries a context
		}
		return wrap(pass, arg)
	}
	if catalog.ProviderDrains.Calls(call.Common()) {
		return wrap(pass, arg)
	}
	return limit(pass, call, site, arg)
}

// wrap offers WithoutCancel around an expression.
func wrap(pass *rule.Pass, arg ast.Expr) []rule.Fix {
	name, edits, ok := fix.Imports(pass.Pass, arg.Pos(), "context", "context")
	if !ok {
		return nil
	}
	edits = append(edits, fix.Replace(arg, name[0]+".WithoutCancel("+fix.Source(pass.Pass, arg)+")"))
	return []rule.Fix{{Message: "Leave the end of the context behind", Safe: true, Edits: edits}}
}

// limit offers a context with a timeout above the call's statement.
func limit(pass *rule.Pass, call ssa.CallInstruction, site fix.Site, arg ast.Expr) []rule.Fix {
	stmt, _ := site.Stmt()
	if _, plain := call.(*ssa.Call); !plain || stmt == nil || !site.Free("shutdownCtx") || !site.Free("cancelShutdown") {
		return nil
	}
	names, edits, ok := fix.Imports(pass.Pass, stmt.Pos(), "context", "context", "time", "time")
	if !ok {
		return nil
	}
	derive := fmt.Sprintf("shutdownCtx, cancelShutdown := %[1]s.WithTimeout(%[1]s.WithoutCancel(%[2]s), 10*%[3]s.Second)",
		names[0], fix.Source(pass.Pass, arg), names[1])
	above, ok := fix.LineAbove(pass.Pass, stmt, derive)
	behind, _ := fix.LineAbove(pass.Pass, stmt, "defer cancelShutdown()")
	if !ok {
		return nil
	}
	above.NewText = append(above.NewText, behind.NewText...)
	edits = append(edits, above, fix.Replace(arg, "shutdownCtx"))
	return []rule.Fix{{Message: "Give it ten seconds of its own", Edits: edits}}
}
