package chain_test

import (
	"fmt"
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
			add(pkg.Func(decl.Name.Name))
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

type test struct{ name, source string }

var lostTests = slices.Concat(libraryTests, []test{
	httpTest("error edge spelled as a switch", `
		switch err := check(r); {
		case err != nil:
			w.WriteHeader(400)
			return
		}
		next.ServeHTTP(w, r)`),
	httpTest("correlated conditions", `
		ok := r.Host != ""
		if ok {
			next.ServeHTTP(w, r)
		}
		if !ok {
			return // lost
		}`),
	httpTest("flag set where next is called", `
		served := false
		if r.Host != "" {
			next.ServeHTTP(w, r)
			served = true
		}
		if served {
			return
		}
		w.WriteHeader(404)`),
	httpTest("labelled continue around next", `
	hosts:
		for _, host := range []string{"a", "b"} {
			for range 2 {
				if host == r.Host {
					continue hosts
				}
			}
			next.ServeHTTP(w, r)
			return
		}
		return // lost`),
	httpTest("loop that retries next", `
		for _, host := range []string{"a", "b"} {
			r.Host = host
			next.ServeHTTP(w, r)
		}`),
	httpTest("select on something else", `
		select {
		case <-make(chan int):
			return // lost
		case <-r.Context().Done():
			return
		default:
			next.ServeHTTP(w, r)
		}`),
	httpTest("method value", `
		serve := next.ServeHTTP
		defer serve(w, r)
		return`),
	httpTest("range over a function", `
		for host := range func(yield func(string) bool) { yield("a") } {
			if host == r.Host {
				next.ServeHTTP(w, r)
			}
		}`),
	httpTest("panic and recover", `
		defer func() {
			if v := recover(); v != nil {
				http.Error(w, "", 500)
			}
		}()
		if r.Host == "" {
			panic("no host")
		}
		if r.URL == nil {
			return // lost
		}
		next.ServeHTTP(w, r)`),
	httpTest("deferred answer", `
		defer func() { http.Error(w, "", 500) }()
		if r.Host == "" {
			return
		}
		next.ServeHTTP(w, r)`),
	httpTest("goto", `
		if r.Host == "" {
			goto end
		}
		next.ServeHTTP(w, r)
		return
	end:
		return // lost`),
	httpTest("sink in a variable", `
		out := w
		if r.Host == "" {
			out = nil
			return // lost
		}
		next.ServeHTTP(out, r)`),
})

// httpTest puts statements into the body of a net/http middleware.
func httpTest(name, body string) test {
	return test{name, fmt.Sprintf(`package p
import "net/http"
func check(*http.Request) error { return nil }
func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {%s
	})
}`, body)}
}

var libraryTests = []test{
	{"kitex", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) error {
		if req == nil {
			return nil // lost
		}
		if resp, ok := resp.(*string); ok {
			*resp = "cached"
			return nil
		}
		return next(ctx, req, resp)
	}
}`},
	{"go-micro handler", `package p
import ("context"; "go-micro.dev/v5/server")
func wrapper(h server.HandlerFunc) server.HandlerFunc {
	return func(ctx context.Context, req server.Request, rsp any) error {
		if req.Method() == "" {
			return nil // lost
		}
		return h(ctx, req, rsp)
	}
}`},
	{"go-micro subscribers may drop", `package p
import ("context"; "go-micro.dev/v5/server")
func wrapper(next server.SubscriberFunc) server.SubscriberFunc {
	return func(ctx context.Context, msg server.Message) error {
		if msg.Topic() == "" {
			return nil
		}
		return next(ctx, msg)
	}
}`},
	{"go-micro call", `package p
import ("context"; "go-micro.dev/v5/client"; "go-micro.dev/v5/registry")
func wrapper(next client.CallFunc) client.CallFunc {
	return func(ctx context.Context, node *registry.Node, req client.Request, rsp any, opts client.CallOptions) error {
		if node == nil {
			return nil // lost
		}
		return next(ctx, node, req, rsp, opts)
	}
}`},
	{"aliases and named results", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
type step = endpoint.Endpoint
func middleware(next step) (wrapped step) {
	wrapped = func(ctx context.Context, req, resp interface{}) (err error) {
		defer func() { println(err == nil) }()
		if req == nil {
			err = ctx.Err()
			return
		}
		if ctx == nil {
			return // lost
		}
		err = next(ctx, req, resp)
		return
	}
	return
}`},
	{"generic constructor", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware[T any](next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) error {
		if _, ok := req.(T); !ok {
			return nil // lost
		}
		return next(ctx, req, resp)
	}
}`},
	{"two handlers and no next", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func either(a, b endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) error {
		if req == nil {
			return nil
		}
		return a(ctx, req, resp)
	}
}`},
}
