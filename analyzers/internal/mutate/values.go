package mutate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// calling returns the calls of functions with one of the full names.
func (f *Func) calling(names ...string) []*ast.CallExpr {
	var found []*ast.CallExpr
	for _, call := range all[*ast.CallExpr](f) {
		if slices.Contains(names, f.callee(call)) {
			found = append(found, call)
		}
	}
	return found
}

// pure are functions that derive something from what they are given.
var pure = []string{
	"google.golang.org/grpc/metadata.AppendToOutgoingContext", "(*net/http.Request).WithContext",
	"(*go.uber.org/zap.Logger).With", "(*log/slog.Logger).With", "(*github.com/sirupsen/logrus.Entry).WithField",
}

// losing derives something and does not take it.
func losing() []*Operator {
	return one("lostderived", "drop the assignment", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling(pure...) {
			assign, ok := f.tree.parent[call].(*ast.AssignStmt)
			if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 || f.object(assign.Lhs[0]) == nil {
				continue
			}
			found = append(found, Site{At: assign, Edits: []Edit{replace(assign, f.text(call))}})
		}
		return found
	})
}

// timestamp reports whether an expression is a protobuf timestamp.
func (f *Func) timestamp(e ast.Expr) bool {
	t := f.TypesInfo.TypeOf(e)
	return t != nil && t.String() == "*google.golang.org/protobuf/types/known/timestamppb.Timestamp"
}

// converting asks the time for what only the message knows.
func converting() []*Operator {
	return one("niltimestamp", "ask the time and not the message", func(f *Func) []Site {
		var found []Site
		for _, test := range all[*ast.BinaryExpr](f) {
			if f.text(test.Y) != "nil" || !f.timestamp(test.X) || strings.Count(f.text(f.Decl), "nil") > 1 {
				continue
			}
			text := f.text(test.X) + ".AsTime().IsZero()"
			if test.Op == token.NEQ {
				text = "!" + text
			}
			found = append(found, Site{At: test, Edits: []Edit{replace(test, text)}})
		}
		return found
	})
}

// plain reads a message of a known type with encoding/json.
func plain() []*Operator {
	return one("plainjson", "use encoding/json", func(f *Func) []Site {
		var found []Site
		if !f.imports("encoding/json") {
			return nil
		}
		for _, call := range f.calling("google.golang.org/protobuf/encoding/protojson.Unmarshal") {
			if message := call.Args[len(call.Args)-1]; !types.IsInterface(f.TypesInfo.TypeOf(message)) {
				found = append(found, Site{At: call, Edits: []Edit{replace(call.Fun.(*ast.SelectorExpr).X, "json")}})
			}
		}
		return found
	})
}

// shortening drops the unit of a duration that is given to a function or put
// into a field.
func shortening() []*Operator {
	return one("unitlessduration", "drop the unit", func(f *Func) []Site {
		var found []Site
		for _, product := range all[*ast.BinaryExpr](f) {
			number, ok := product.X.(*ast.BasicLit)
			if !ok || product.Op != token.MUL || !f.many(number) || !f.takesDuration(product) {
				continue
			}
			found = append(found, Site{At: product, Edits: []Edit{replace(product, number.Value)}})
		}
		return found
	})
}

// many reports whether a number is neither a sign nor one of nanoseconds.
func (f *Func) many(number *ast.BasicLit) bool {
	n, ok := constant.Int64Val(f.TypesInfo.Types[number].Value)
	return ok && 1 < n && n < 1_000_000
}

// takesDuration reports whether an expression is given to a parameter or put
// into a field of that type.
func (f *Func) takesDuration(e ast.Expr) bool {
	switch parent := f.tree.parent[e].(type) {
	case *ast.KeyValueExpr:
		field, ok := parent.Key.(*ast.Ident)
		return ok && duration(f.TypesInfo.TypeOf(field))
	case *ast.CallExpr:
		fn := f.function(parent)
		i := slices.Index(parent.Args, e)
		if fn == nil || i < 0 || i >= fn.Signature().Params().Len() || fn.Pkg().Path() == "time" && fn.Name() != "Sleep" && fn.Name() != "After" {
			return false
		}
		return duration(fn.Signature().Params().At(i).Type())
	}
	return false
}

func duration(t types.Type) bool { return t != nil && t.String() == "time.Duration" }
