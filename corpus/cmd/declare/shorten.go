package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// shorten returns the compiler's arguments with copies of the Go files in which
// functions have no bodies, and what removes the copies.
func shorten(args []string) ([]string, func(), error) {
	first := slices.IndexFunc(args, func(arg string) bool { return strings.HasSuffix(arg, ".go") })
	if first < 0 {
		return nil, nil, fmt.Errorf("no Go files in %q", args)
	}
	dir, err := os.MkdirTemp("", "declare")
	if err != nil {
		return nil, nil, err
	}
	cleanup := func() { _ = os.RemoveAll(dir) } // in a directory of the system's
	// All functions of a complete package have bodies.
	short := slices.DeleteFunc(slices.Clone(args[:first]), func(arg string) bool { return arg == "-complete" })
	names := namer{config: configOf(args)}
	for i, name := range args[first:] {
		// The compiler wants no two files of one name, so each has a number.
		file := filepath.Join(dir, fmt.Sprintf("%d_%s", i, filepath.Base(name)))
		if err := names.copyShort(name, file); err != nil {
			cleanup()
			return nil, nil, err
		}
		short = append(short, file)
	}
	return short, cleanup, nil
}

// configOf returns the file that says where imported packages are.
func configOf(args []string) string {
	if i := slices.Index(args, "-importcfg"); i >= 0 && i+1 < len(args) {
		return args[i+1]
	}
	return ""
}

// copyShort writes a file's declarations to another file.
func (n *namer) copyShort(from, to string) error {
	src, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, from, src, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return err
	}
	tokens := fset.File(file.FileStart)
	used := qualifiers(file)
	var cuts []cut
	for _, spec := range file.Imports {
		if c, ok := n.blank(spec, used, tokens); ok {
			cuts = append(cuts, c)
		}
	}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
			cuts = append(cuts, cut{tokens.Offset(fn.Body.Lbrace), tokens.Offset(fn.Body.Rbrace) + 1, body(fn)})
		}
	}
	out := append([]byte("//line "+from+":1\n"), apply(src, cuts)...)
	return os.WriteFile(to, out, 0o666)
}

// body returns what a function has instead of its body. Only generic functions
// and those that are called by the runtime must have one.
func body(fn *ast.FuncDecl) string {
	name := fn.Name.Name
	switch {
	case fn.Recv == nil && (name == "init" || name == "main") || name == "_":
		return "{}"
	case fn.Type.TypeParams != nil || fn.Recv != nil && generic(fn.Recv):
		return "{ panic(0) }"
	}
	return ""
}

// generic reports whether a receiver's type has parameters.
func generic(receiver *ast.FieldList) bool {
	found := false
	ast.Inspect(receiver, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.IndexExpr, *ast.IndexListExpr:
			found = true
		}
		return !found
	})
	return found
}

// qualifiers returns the names before a dot in all that is kept of a file.
func qualifiers(file *ast.File) map[string]bool {
	used := map[string]bool{}
	for _, decl := range file.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BlockStmt:
				fn, ok := decl.(*ast.FuncDecl)
				return !ok || n != fn.Body
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok {
					used[id.Name] = true
				}
			}
			return true
		})
	}
	return used
}

// cut is a part of a file and what is written in its place.
type cut struct {
	from, to int
	text     string
}

// apply makes the cuts, which are in order. Lines keep their numbers.
func apply(src []byte, cuts []cut) []byte {
	var out bytes.Buffer
	at := 0
	for _, c := range cuts {
		out.Write(src[at:c.from])
		out.WriteString(c.text)
		out.Write(bytes.Repeat([]byte("\n"), bytes.Count(src[c.from:c.to], []byte("\n"))))
		at = c.to
	}
	out.Write(src[at:])
	return out.Bytes()
}
