package mutate

import "go/ast"

// unwatching are the operators that leave a configuration unwatched.
func unwatching() []*Operator {
	return one("unwatchedconfig", "drop the watch", func(f *Func) []Site {
		told := false
		for _, call := range all[*ast.CallExpr](f) {
			told = told || f.callee(call) == "(*github.com/spf13/viper.Viper).OnConfigChange"
		}
		var found []Site
		for _, stmt := range all[*ast.ExprStmt](f) {
			call, ok := stmt.X.(*ast.CallExpr)
			if ok && told && f.callee(call) == "(*github.com/spf13/viper.Viper).WatchConfig" && f.object(call.Fun.(*ast.SelectorExpr).X) != nil {
				found = append(found, Site{At: stmt, Edits: []Edit{remove(stmt)}})
			}
		}
		return found
	})
}
