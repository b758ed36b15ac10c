package mutate

import (
	"go/ast"
	"strings"
)

// zeroing makes a timestamp of a column without asking whether there is a time.
func zeroing() []*Operator {
	return one("zerotimestamp", "do not ask Valid", func(f *Func) []Site {
		var found []Site
		for _, test := range all[*ast.IfStmt](f) {
			column, asks := strings.CutSuffix(f.text(test.Cond), ".Valid")
			if !asks || strings.HasPrefix(column, "!") || test.Init != nil || test.Else != nil || len(test.Body.List) != 1 {
				continue
			}
			assign, ok := test.Body.List[0].(*ast.AssignStmt)
			if ok && strings.HasSuffix(f.text(assign), "timestamppb.New("+column+".Time)") && f.nullable(test.Cond) {
				found = append(found, Site{At: test, Edits: []Edit{replace(test, f.text(assign))}})
			}
		}
		return found
	})
}

// nullable reports whether what is asked is one of the types for columns.
func (f *Func) nullable(cond ast.Expr) bool {
	selector, ok := cond.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	t := f.TypesInfo.TypeOf(selector.X).String()
	return t == "database/sql.NullTime" || t == "gorm.io/gorm.DeletedAt"
}
