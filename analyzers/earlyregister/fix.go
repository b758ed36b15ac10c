package earlyregister

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/order"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

var listenAndServe = symbol.Of("(*net/http.Server).ListenAndServe")

// listenFirst offers to bind the port before the registration and to serve on
// that listener. It is a suggestion: the listener has to be closed if the
// registration fails, and only people know how.
func listenFirst(pass *rule.Pass, pair order.Pair) []rule.Fix {
	if !listenAndServe.Calls(pair.Then.Common()) {
		return nil // started through something else
	}
	server := literal.Of(pair.Then.Common().Args[0], pair.Then)
	if server == nil || !server.Assigned("Addr") {
		return nil // made elsewhere, or on the default port
	}
	register, ok := service.At(pass, pair.First)
	serve, served := service.At(pass, pair.Then)
	if !ok || !served || !sameBlock(register, serve) {
		return nil
	}
	failure := onError(pair.First.Parent())
	if failure == "" || !register.Free("listener") || !register.Free("listenErr") {
		return nil
	}
	stmt, _ := register.Stmt()
	name := serverName(pass, serve.Call, stmt)
	imports, ok := importNet(pass, stmt.Pos())
	if !ok || name == "" {
		return nil
	}
	edits := append(imports,
		analysis.TextEdit{Pos: stmt.Pos(), End: stmt.Pos(), NewText: listenCode(pass, stmt, name, failure)},
		fix.Replace(serve.Call, name+".Serve(listener)"))
	return []rule.Fix{{Message: "Listen before the registration, serve after it", Edits: edits}}
}

// serverName returns the variable whose method serves, "" if it is not one
// that is in scope before the given statement.
func serverName(pass *rule.Pass, serve *ast.CallExpr, before ast.Stmt) string {
	selector, ok := serve.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	server, ok := selector.X.(*ast.Ident)
	if !ok || pass.TypesInfo.ObjectOf(server).Pos() > before.Pos() {
		return ""
	}
	return server.Name
}

// sameBlock reports whether both calls are parts of statements of one block.
func sameBlock(a, b fix.Site) bool {
	stmt, block := a.Stmt()
	other, _ := b.Stmt()
	return stmt != nil && other != nil && stmt != other && slices.Contains(block, other)
}

// onError returns the statement that ends fn when it can not listen, "" if
// there is no obvious one.
func onError(fn *ssa.Function) string {
	results := fn.Signature.Results()
	switch {
	case results.Len() == 1 && symbol.IsError(results.At(0).Type()):
		return "return listenErr"
	case results.Len() == 0 && fn.Name() == "main":
		return "panic(listenErr)"
	}
	return ""
}

func listenCode(pass *rule.Pass, stmt ast.Stmt, server, failure string) []byte {
	indent := strings.Repeat("\t", pass.Fset.Position(stmt.Pos()).Column-1)
	return fmt.Appendf(nil, "listener, listenErr := net.Listen(\"tcp\", %[2]s.Addr)\n%[1]sif listenErr != nil {\n%[1]s\t%[3]s\n%[1]s}\n%[1]s",
		indent, server, failure)
}

// importNet returns the edit that imports net into the file around pos, none
// if it is there already. It returns false if there is no import list to add
// it to.
func importNet(pass *rule.Pass, pos token.Pos) ([]analysis.TextEdit, bool) {
	i := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return f.FileStart <= pos && pos < f.FileEnd })
	for _, decl := range pass.Files[i].Decls {
		list, ok := decl.(*ast.GenDecl)
		if !ok || list.Tok != token.IMPORT || !list.Lparen.IsValid() {
			continue
		}
		for _, spec := range list.Specs {
			spec := spec.(*ast.ImportSpec)
			path, _ := strconv.Unquote(spec.Path.Value)
			switch {
			case path == "net":
				return nil, spec.Name == nil
			case path > "net" && spec.Name == nil:
				return []analysis.TextEdit{{Pos: spec.Pos(), End: spec.Pos(), NewText: []byte("\"net\"\n\t")}}, true
			}
		}
	}
	return nil, false
}
