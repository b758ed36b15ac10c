package consulcheck

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"time"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// textOf returns the text of a string that is made of constants: itself, a
// Duration's String, or Sprintf.
func textOf(pass *rule.Pass, e ast.Expr) (string, bool) {
	if v := pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v), true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return "", false
	}
	fn, _ := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	switch {
	case durationString.Has(fn):
		d, known := constantOf(pass, call.Fun.(*ast.SelectorExpr).X)
		return fmt.Sprint(d), known
	case sprintf.Has(fn):
		return formatted(pass, call)
	}
	return "", false
}

var (
	durationString = symbol.Of("(time.Duration).String")
	sprintf        = symbol.Of("fmt.Sprintf")
)

// formatted returns what Sprintf makes of constants.
func formatted(pass *rule.Pass, call *ast.CallExpr) (string, bool) {
	var args []any
	for _, arg := range call.Args {
		v, known := constantOf(pass, arg)
		if !known {
			return "", false
		}
		args = append(args, v)
	}
	format, ok := args[0].(string)
	return fmt.Sprintf(format, args[1:]...), ok && !call.Ellipsis.IsValid()
}

// constantOf returns the value of a constant as fmt prints it.
func constantOf(pass *rule.Pass, e ast.Expr) (any, bool) {
	tv := pass.TypesInfo.Types[e]
	if tv.Value == nil {
		return nil, false
	}
	switch tv.Value.Kind() {
	case constant.String:
		return constant.StringVal(tv.Value), true
	case constant.Int:
		n, exact := constant.Int64Val(tv.Value)
		if symbol.Is(tv.Type, "time", "Duration") {
			return time.Duration(n), exact
		}
		return n, exact
	}
	return nil, false
}

// beginning returns the constant text that a string begins with.
func beginning(pass *rule.Pass, e ast.Expr) string {
	if text, known := textOf(pass, e); known {
		return text
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return beginning(pass, e.X)
		}
	case *ast.CallExpr:
		if fn, ok := typeutil.Callee(pass.TypesInfo, e).(*types.Func); ok && sprintf.Has(fn) {
			return beginning(pass, e.Args[0])
		}
	}
	return ""
}

// filled reports whether a string is certainly not empty.
func filled(pass *rule.Pass, e ast.Expr) bool { return e != nil && beginning(pass, e) != "" }

// empty reports whether a string is certainly empty.
func empty(pass *rule.Pass, e ast.Expr) bool {
	text, known := textOf(pass, e)
	return known && text == ""
}
