package summary

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Each function is followed by what is known of its contexts.
const contextSource = `package p

import (
	"context"
	"net/http"
	"time"
)

func fresh() context.Context { return context.Background() } // detached [0]

func derived(name string, ctx context.Context) context.Context { // derived [{0 1}]
	return context.WithValue(ctx, name, name)
}

func withCancel(ctx context.Context) (context.CancelFunc, context.Context) { // derived [{1 0}]
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	return cancel, ctx
}

func error1(fail bool) (context.Context, error) { // detached [0]
	if fail {
		return nil, context.Canceled
	}
	return context.TODO(), nil
}

func mixed(ctx context.Context) context.Context { // unknown
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

func mixedVariable(ctx context.Context) context.Context { // unknown
	if ctx.Err() != nil {
		ctx = context.Background()
	}
	return ctx
}

func agreeing(ctx context.Context, long bool) context.Context { // derived [{0 0}]
	if long {
		ctx = context.WithValue(ctx, "long", true)
	}
	for range 3 {
		ctx = context.WithValue(ctx, "again", true)
	}
	return ctx
}

func captured(ctx context.Context) context.Context { // derived [{0 0}]
	ctx = context.WithValue(ctx, "a", 1)
	func() { ctx = context.WithValue(ctx, "b", 2) }()
	return ctx
}

func capturedMixed(ctx context.Context) context.Context { // unknown
	func() { ctx = context.Background() }()
	return ctx
}

func named() (ctx context.Context, err error) { // detached [0]
	defer func() { println(err == nil) }()
	ctx = context.Background()
	return ctx, nil
}

func escapes() context.Context { // unknown
	ctx := context.Background()
	set(&ctx)
	return ctx
}

func set(ctx *context.Context) { *ctx = context.TODO() } // unknown

func deliberate(ctx context.Context) context.Context { return context.WithoutCancel(ctx) } // unknown

func request(r *http.Request) *http.Request { // detached [0]
	return r.WithContext(derived("x", fresh()))
}

func ofRequest(r *http.Request) context.Context { return r.Context() } // derived [{0 0}]

type holder struct{ ctx context.Context }

func (h *holder) field() context.Context { return h.ctx } // unknown

func (h *holder) with(ctx context.Context) context.Context { return derived("h", ctx) } // derived [{0 1}]

func generic[T any](ctx context.Context, v T) context.Context { return context.WithValue(ctx, v, v) } // derived [{0 0}]

func instance(ctx context.Context) context.Context { return generic(ctx, 1) } // derived [{0 0}]

func recursive(ctx context.Context, n int) context.Context { // unknown
	if n == 0 {
		return ctx
	}
	return recursive(context.WithValue(ctx, n, n), n-1)
}
`

func TestContextsOf(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", contextSource, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	config := &types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, info, err := ssautil.BuildPackage(config, fset, types.NewPackage("example.com/p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(contextSource, "\n")
	for _, decl := range file.Decls {
		decl, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		fn := pkg.Prog.FuncValue(info.Defs[decl.Name].(*types.Func))
		_, want, _ := strings.Cut(lines[fset.Position(decl.Pos()).Line-1], " // ")
		if got := describe(contextsOf(fn, knownIn(pkg))); got != want {
			t.Errorf("%s: %s, want %s", fn.Name(), got, want)
		}
	}
}

// knownIn answers from the code of one package, without recursion.
func knownIn(pkg *ssa.Package) callee {
	busy := map[*types.Func]bool{}
	var known callee
	known = func(fn *types.Func) (Contexts, bool) {
		body := pkg.Prog.FuncValue(fn)
		if busy[fn] || body == nil || len(body.Blocks) == 0 || symbol.Object(body).Pkg() != pkg.Pkg {
			return Contexts{}, false
		}
		busy[fn] = true
		defer delete(busy, fn)
		return contextsOf(body, known), true
	}
	return known
}

func describe(c Contexts) string {
	switch {
	case len(c.Detached) > 0:
		return fmt.Sprint("detached ", c.Detached)
	case len(c.Derived) > 0:
		return fmt.Sprint("derived ", c.Derived)
	}
	return "unknown"
}
