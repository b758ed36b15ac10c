package catalog

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// unpinned are modules that the fixture module does not have, with the reason.
// Their names cannot be checked.
var unpinned = map[string]string{
	"github.com/ArthurHlt/go-eureka-client": "not to be had from the module proxy",
	"github.com/asim/go-micro":              "not to be had from the module proxy",
	"github.com/cloudwego/kitex":            "not to be had from the module proxy",
	"github.com/micro/go-micro":             "not to be had from the module proxy",
	"github.com/rpcxio":                     "not to be had from the module proxy",
	"github.com/smallnest/rpcx":             "not to be had from the module proxy",
	"go-micro.dev":                          "not to be had from the module proxy",

	"github.com/Shopify/sarama": "the former name of IBM/sarama: same names",

	"github.com/coreos/etcd":                       "needs an older grpc than the fixtures use; same names as in v3",
	"go.etcd.io/etcd/clientv3":                     "needs an older grpc than the fixtures use; same names as in v3",
	"github.com/go-kratos/kratos/contrib/registry": "left out to keep the module small: two methods each",
	"github.com/grpc-ecosystem/go-grpc-middleware": "left out to keep the module small: one type each",
	"gopkg.in/DataDog/dd-trace-go.v1":              "left out to keep the module small: same names as in v2",
}

// TestNamesResolve looks up every function name in the catalog's source. A
// misspelt name would be a rule that never fires and never complains.
func TestNamesResolve(t *testing.T) {
	names := functionNames(t)
	paths := map[string]bool{}
	for name := range names {
		paths[symbol.Package(name)] = true
	}
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedTypes | packages.NeedExportFile | packages.NeedImports,
		Dir:  "../../testdata",
	}, slices.Sorted(maps.Keys(paths))...)
	if err != nil {
		t.Fatal(err)
	}
	pkgs := map[string]*types.Package{}
	for _, p := range loaded {
		if len(p.Errors) == 0 {
			pkgs[p.PkgPath] = p.Types
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if pkg := pkgs[symbol.Package(name)]; pkg == nil {
			t.Errorf("%s: %s does not load", names[name], symbol.Package(name))
		} else if !resolves(pkg, name) {
			t.Errorf("%s: no such function or type: %s", names[name], name)
		}
	}
}

var fullName = regexp.MustCompile(`^(\(\*?\w[\w./-]*\.[A-Za-z]\w*(\[.*\])?\)|\w[\w./-]*)\.[A-Z]\w*$`)

// functionNames returns the string literals of this package that look like
// names of functions or types, with their places.
func functionNames(t *testing.T) map[string]token.Position {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]token.Position{}
	fset := token.NewFileSet()
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(fset, file, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if name, _ := strconv.Unquote(lit.Value); fullName.MatchString(name) && pinned(name) {
					names[name] = fset.Position(lit.Pos())
				}
			}
			return true
		})
	}
	return names
}

func pinned(name string) bool {
	for module := range unpinned {
		if strings.HasPrefix(symbol.Package(name), module) {
			return false
		}
	}
	return true
}

// resolves reports whether pkg declares what a full name says, under that very
// name: a promoted method has the name of the type that declares it.
func resolves(pkg *types.Package, name string) bool {
	rest := strings.TrimPrefix(strings.TrimLeft(name, "(*"), pkg.Path()+".")
	owner, method, isMethod := strings.Cut(rest, ").")
	if !isMethod {
		return pkg.Scope().Lookup(rest) != nil
	}
	owner, _, _ = strings.Cut(owner, "[")
	obj, ok := pkg.Scope().Lookup(owner).(*types.TypeName)
	if !ok {
		return false
	}
	found, _, _ := types.LookupFieldOrMethod(types.NewPointer(obj.Type()), true, pkg, method)
	if _, ok := obj.Type().Underlying().(*types.Interface); ok {
		found, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	fn, ok := found.(*types.Func)
	if ok && symbol.Name(fn) != name {
	}
	return ok && symbol.Name(fn) == name
}

// TestUnverified makes sure that what is listed as unverified is what cannot
// be verified.
func TestUnverified(t *testing.T) {
	for _, names := range unverified {
		for name := range names {
			if pinned(name) {
				t.Errorf("%s is of a module that the fixtures have", name)
			}
		}
	}
}
