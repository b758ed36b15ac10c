package chain_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
)

// libraries declare what shapes need of modules that the fixtures cannot have.
var libraries = map[string]string{
	"github.com/cloudwego/kitex/pkg/endpoint": `package endpoint
import "context"
type Endpoint func(ctx context.Context, req, resp any) error
type Middleware func(Endpoint) Endpoint`,

	"go-micro.dev/v5/registry": `package registry
type Node struct{}`,

	"go-micro.dev/v5/server": `package server
import "context"
type Request interface{ Method() string }
type Message interface{ Topic() string }
type HandlerFunc func(ctx context.Context, req Request, rsp any) error
type SubscriberFunc func(ctx context.Context, msg Message) error
type HandlerWrapper func(HandlerFunc) HandlerFunc
type SubscriberWrapper func(SubscriberFunc) SubscriberFunc`,

	"go-micro.dev/v5/client": `package client
import ("context"; "go-micro.dev/v5/registry")
type Request interface{ Method() string }
type CallOptions struct{}
type CallFunc func(ctx context.Context, node *registry.Node, req Request, rsp any, opts CallOptions) error
type CallWrapper func(CallFunc) CallFunc`,
}

// world type-checks sources; the standard library comes from its own.
type world struct {
	fset     *token.FileSet
	std      types.Importer
	packages map[string]*types.Package
}

func newWorld() *world {
	fset := token.NewFileSet()
	return &world{fset: fset, std: importer.ForCompiler(fset, "source", nil), packages: map[string]*types.Package{}}
}

func (w *world) Import(path string) (*types.Package, error) {
	source, ok := libraries[path]
	if !ok {
		return w.std.Import(path)
	}
	if pkg, ok := w.packages[path]; ok {
		return pkg, nil
	}
	file, err := parser.ParseFile(w.fset, path+".go", source, 0)
	if err != nil {
		return nil, err
	}
	pkg, err := (&types.Config{Importer: w}).Check(path, w.fset, []*ast.File{file}, nil)
	w.packages[path] = pkg
	return pkg, err
}

// functions builds the SSA form of the source and returns its functions and
// literals.
func (w *world) functions(t *testing.T, source string) []*ssa.Function {
	t.Helper()
	file, err := parser.ParseFile(w.fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: w}, w.fset, types.NewPackage("example.com/p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []*ssa.Function
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		all = append(all, fn)
		for _, literal := range fn.AnonFuncs {
			add(literal)
		}
	}
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			if fn := pkg.Func(decl.Name.Name); fn != nil {
				add(fn)
			}
		}
	}
	return all
}

// lost returns the lines on which the source's links lose requests.
func (w *world) lost(t *testing.T, source string) []int {
	t.Helper()
	var lines []int
	for _, fn := range w.functions(t, source) {
		link, ok := chain.Of(fn, catalog.Middleware)
		if !ok {
			continue
		}
		for _, exit := range link.Lost() {
			lines = append(lines, w.fset.Position(exit.Return.Pos()).Line)
		}
	}
	slices.Sort(lines)
	return lines
}

// TestLost compares the returns found with those marked "lost" in the source.
func TestLost(t *testing.T) {
	w := newWorld()
	for _, test := range lostTests {
		t.Run(test.name, func(t *testing.T) {
			var want []int
			for i, line := range strings.Split(test.source, "\n") {
				if strings.HasSuffix(line, "// lost") {
					want = append(want, i+1)
				}
			}
			if got := w.lost(t, test.source); !slices.Equal(got, want) {
				t.Errorf("lost on lines %v, want %v", got, want)
			}
		})
	}
}
