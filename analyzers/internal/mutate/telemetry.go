package mutate

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

const apiMetric, sdkResource = "go.opentelemetry.io/otel/metric.", "go.opentelemetry.io/otel/sdk/resource."

// bucketless drops the boundaries of a histogram of seconds.
func bucketless() []*Operator {
	return one("defaultbuckets", "drop the boundaries", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling(apiMetric + "WithExplicitBucketBoundaries") {
			maker, ok := f.tree.parent[call].(*ast.CallExpr)
			if !ok || f.Name != "main" || !strings.Contains(f.text(maker), `WithUnit("s")`) {
				continue
			}
			i := slices.Index(maker.Args, ast.Expr(call))
			found = append(found, Site{At: call, Edits: []Edit{{maker.Args[i-1].End(), call.End(), ""}}})
		}
		return found
	})
}

// versioning merges attributes under an old schema with those of the SDK.
func versioning() []*Operator {
	return one("schemaconflict", "follow another schema", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling(sdkResource + "NewSchemaless") {
			merge, ok := f.tree.parent[call].(*ast.CallExpr)
			if !ok || f.callee(merge) != sdkResource+"Merge" || len(call.Args) == 0 || !strings.HasSuffix(f.text(merge.Args[0]), ".Default()") {
				continue
			}
			if _, returned := f.tree.parent[merge].(*ast.ReturnStmt); !returned {
				continue
			}
			found = append(found, Site{At: call, Edits: []Edit{
				replace(call.Fun.(*ast.SelectorExpr).Sel, "NewWithAttributes"),
				{call.Lparen + 1, call.Lparen + 1, `"https://opentelemetry.io/schemas/1.20.0", `},
			}})
		}
		return found
	})
}

// unflushed forgets to shut down a provider that batches.
func unflushed() []*Operator {
	return one("unflushedprovider", "drop the shutdown", func(f *Func) []Site {
		var found []Site
		for _, assign := range all[*ast.AssignStmt](f) {
			if !f.batches(assign) {
				continue
			}
			if end := f.onlyEnd(assign.Lhs[0]); end != nil {
				found = append(found, Site{At: end, Edits: []Edit{f.without(end)}})
			}
		}
		return found
	})
}

// batches reports whether a statement makes a provider that batches.
func (f *Func) batches(assign *ast.AssignStmt) bool {
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok || !slices.Contains([]string{"go.opentelemetry.io/otel/sdk/trace.NewTracerProvider", "go.opentelemetry.io/otel/sdk/metric.NewMeterProvider"}, f.callee(call)) {
		return false
	}
	text := f.text(call)
	return strings.Contains(text, "WithBatcher(") || strings.Contains(text, "NewPeriodicReader(")
}

// onlyEnd returns the statement, deferred or a return, that shuts a provider
// down, if nobody else has the provider.
func (f *Func) onlyEnd(provider ast.Expr) ast.Stmt {
	var end ast.Stmt
	for _, id := range f.mentions(f.object(provider)) {
		switch parent := f.tree.parent[id].(type) {
		case *ast.AssignStmt:
			continue
		case *ast.CallExpr:
			if strings.HasPrefix(f.callee(parent), "go.opentelemetry.io/otel.Set") {
				continue
			}
		case *ast.SelectorExpr:
			if parent.Sel.Name != "Shutdown" && parent.Sel.Name != "ForceFlush" || end != nil {
				break
			}
			if _, called := f.tree.parent[parent].(*ast.CallExpr); called {
				end = f.ending(parent)
				continue
			}
		}
		return nil
	}
	return end
}

// ending returns the statement of the function itself around a node, if that is
// deferred or a return.
func (f *Func) ending(n ast.Node) ast.Stmt {
	for ; n != nil; n = f.tree.parent[n] {
		stmt, ok := n.(ast.Stmt)
		if !ok || f.tree.parent[n] != ast.Node(f.Decl.Body) {
			continue
		}
		switch stmt.(type) {
		case *ast.DeferStmt, *ast.ReturnStmt:
			return stmt
		}
	}
	return nil
}

func (f *Func) without(stmt ast.Stmt) Edit {
	if _, returns := stmt.(*ast.ReturnStmt); returns {
		return replace(stmt, "return nil")
	}
	return remove(stmt)
}

// labelling counts by the path of a request in place of its pattern.
func labelling() []*Operator {
	return one("unboundedlabel", "count by the path", func(f *Func) []Site {
		var found []Site
		for _, call := range f.named("WithLabelValues") {
			for _, arg := range call.Args {
				switch e := arg.(type) {
				case *ast.SelectorExpr:
					if e.Sel.Name == "Pattern" {
						found = append(found, Site{At: arg, Edits: []Edit{replace(e.Sel, "URL.Path")}})
					}
				case *ast.CallExpr:
					if f.callee(e) == "(*github.com/gin-gonic/gin.Context).FullPath" {
						found = append(found, Site{At: arg, Edits: []Edit{replace(e, f.text(e.Fun.(*ast.SelectorExpr).X)+".Request.URL.Path")}})
					}
				}
			}
		}
		return found
	})
}

// mismeasuring records milliseconds where the metric is in seconds.
func mismeasuring() []*Operator {
	return one("unitmismatch", "record milliseconds", func(f *Func) []Site {
		var found []Site
		for _, call := range f.calling("(time.Duration).Seconds") {
			record, ok := f.tree.parent[call].(*ast.CallExpr)
			if !ok {
				continue
			}
			fun, ok := record.Fun.(*ast.SelectorExpr)
			if !ok || fun.Sel.Name != "Record" && fun.Sel.Name != "Observe" || !f.inSeconds(fun.X) {
				continue
			}
			text := "float64(" + f.text(call.Fun.(*ast.SelectorExpr).X) + ".Milliseconds())"
			found = append(found, Site{At: call, Edits: []Edit{replace(call, text)}})
		}
		return found
	})
}

// inSeconds reports whether a metric is in seconds: it says so where the
// function or the package makes it.
func (f *Func) inSeconds(metric ast.Expr) bool {
	obj := f.object(metric)
	for _, assign := range all[*ast.AssignStmt](f) {
		if obj != nil && f.object(assign.Lhs[0]) == obj {
			return assign.Tok == token.DEFINE && strings.Contains(f.text(assign), `WithUnit("s")`)
		}
	}
	for _, decl := range f.File.Decls {
		vars, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range vars.Specs {
			if spec, ok := spec.(*ast.ValueSpec); ok && obj != nil && f.TypesInfo.Defs[spec.Names[0]] == obj {
				return strings.Contains(f.text(spec), `_seconds"`)
			}
		}
	}
	return false
}
