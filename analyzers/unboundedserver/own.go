package unboundedserver

import (
	"fmt"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// own writes the server down that a call of one of the shortcuts makes, with a
// limit.
func own(pass *rule.Pass, call *ast.CallExpr) []rule.Fix {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil // imported with a dot
	}
	time, edit, ok := fix.Import(pass.Pass, call.Pos(), "time", "time")
	if !ok {
		return nil
	}
	method := selector.Sel.Name
	var fields, args []string
	for i, arg := range call.Args {
		text := fix.Source(pass.Pass, arg)
		switch {
		case i == 0 && strings.HasPrefix(method, "Listen"):
			fields = append(fields, "Addr: "+text)
		case i != handlerAt[method]:
			args = append(args, text)
		case text != "nil":
			fields = append(fields, "Handler: "+text)
		}
	}
	fields = append(fields, "ReadHeaderTimeout: 10 * "+time+".Second")
	code := fmt.Sprintf("(&%s.Server{%s}).%s(%s)", fix.Source(pass.Pass, selector.X), strings.Join(fields, ", "), method, strings.Join(args, ", "))
	edits := []analysis.TextEdit{fix.Replace(call, code)}
	if edit != nil {
		edits = append(edits, *edit)
	}
	return []rule.Fix{{Message: "Make a server that waits 10 seconds for a header", Edits: edits}}
}

// handlerAt are the parameters for the handler.
var handlerAt = map[string]int{"ListenAndServe": 1, "ListenAndServeTLS": 3, "Serve": 1, "ServeTLS": 1}
