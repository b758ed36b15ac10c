package interceptorpanic

import (
	"fmt"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// returnError returns the suggestion to return an error in place of the panic.
// Which code fits is for the user to say.
func returnError(pass *rule.Pass, link *chain.Link, call *ast.CallExpr) (rule.Fix, bool) {
	if len(call.Args) != 1 || fix.HasComment(pass.Pass, call) {
		return rule.Fix{}, false
	}
	var zeros []string
	for _, part := range link.Shape.Results[:len(link.Shape.Results)-1] {
		if part.Role != chain.Response {
			return rule.Fix{}, false
		}
		zeros = append(zeros, "nil")
	}
	text, imports, ok := failure(pass, link, call.Args[0])
	if !ok {
		return rule.Fix{}, false
	}
	code := "return " + strings.Join(append(zeros, text), ", ")
	return rule.Fix{
		Message: "Return an error",
		Edits:   append([]analysis.TextEdit{fix.Replace(call, code)}, imports...),
	}, true
}

// failure returns an expression for the error, made of what the panic says.
func failure(pass *rule.Pass, link *chain.Link, arg ast.Expr) (text string, imports []analysis.TextEdit, ok bool) {
	source, t := fix.Source(pass.Pass, arg), pass.TypesInfo.TypeOf(arg)
	if source == "" || t == nil {
		return "", nil, false
	}
	if link.Shape.Library != "google.golang.org/grpc" {
		if isError(t) {
			return source, nil, true
		}
		names, imports, ok := fix.Imports(pass.Pass, arg.Pos(), "fmt", "fmt")
		if !ok {
			return "", nil, false
		}
		return fmt.Sprintf("%s.Errorf(\"%%v\", %s)", names[0], source), imports, true
	}
	names, imports, ok := fix.Imports(pass.Pass, arg.Pos(), "google.golang.org/grpc/codes", "codes", "google.golang.org/grpc/status", "status")
	if !ok {
		return "", nil, false
	}
	return fmt.Sprintf("%s.Errorf(%s.Internal, \"%%v\", %s)", names[1], names[0], source), imports, true
}
