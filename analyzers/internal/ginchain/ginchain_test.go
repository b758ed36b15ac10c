package ginchain_test

import (
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/ginchain"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const library = `package gin

type Context struct{ Keys map[string]any }

func (c *Context) Next()
func (c *Context) Abort()
func (c *Context) AbortWithStatusJSON(code int, v any)
func (c *Context) JSON(code int, v any)
func (c *Context) Status(code int)
`

const source = `package p

import "github.com/gin-gonic/gin"

var kept *gin.Context

func fails(c *gin.Context) { c.JSON(400, "no") }
func succeeds(c *gin.Context) { c.JSON(200, "yes") }
func code(c *gin.Context, status int) { c.Status(status) }
func failsByCode(c *gin.Context) { code(c, 403) }
func failsSometimes(c *gin.Context, a bool) { if a { c.Status(500) } }
func aborts(c *gin.Context, a bool) { if a { c.Abort() } }
func abortsBehind(c *gin.Context) { c.AbortWithStatusJSON(401, nil) }
func nexts(c *gin.Context) { c.Next() }
func through(c *gin.Context) { aborts(c, true) }
func calls(c *gin.Context, f func(*gin.Context)) { f(c) }
func keeps(c *gin.Context) { kept = c }
func captures(c *gin.Context) func() { return func() { c.Abort() } }
func looks(c *gin.Context) int { return len(c.Keys) }
func recursive(c *gin.Context, n int) { if n > 0 { recursive(c, n-1) } }
`

func TestFacts(t *testing.T) {
	w := ssatest.NewWorld(t)
	w.Build(t, "github.com/gin-gonic/gin", library)
	p := w.Build(t, "example.com/p", source)
	a := ginchain.New(func(*types.Func) ([]ginchain.Fact, bool) { return nil, false })
	const anything = ginchain.Aborts | ginchain.Nexts
	for name, want := range map[string]ginchain.Fact{
		"fails":          {Acts: ginchain.Fails, Code: -1},
		"succeeds":       {Code: -1},
		"code":           {Code: 1},
		"failsByCode":    {Acts: ginchain.Fails, Code: -1},
		"failsSometimes": {Code: -1},
		"aborts":         {Acts: ginchain.Aborts, Code: -1},
		"abortsBehind":   {Acts: ginchain.Aborts, Code: -1},
		"nexts":          {Acts: ginchain.Nexts, Code: -1},
		"through":        {Acts: ginchain.Aborts, Code: -1},
		"calls":          {Acts: anything, Code: -1},
		"keeps":          {Acts: anything, Code: -1},
		"captures":       {Acts: anything, Code: -1},
		"looks":          {Code: -1},
		"recursive":      {Acts: anything, Code: -1},
	} {
		facts := a.Facts(p.Func(t, name))
		if len(facts) != 1 || facts[0] != want {
			t.Errorf("%s: %+v, want %+v", name, facts, want)
		}
	}
}

const handovers = `package p

import (
	"context"

	"github.com/gin-gonic/gin"
	"lib.example/i18n"
)

type store interface{ find(ctx context.Context, id string) }

func find(id string, ctx context.Context)
func plain(c *gin.Context)

func static(c *gin.Context) { find("1", c) }
func method(c *gin.Context, s store) { s.find(c, "1") }
func itself(c *gin.Context) { plain(c) }
func inGoroutine(c *gin.Context) { go find("1", c); go func() { find("1", c) }() }
func copied(c *gin.Context) { d := *c; find("1", &d) }
func known(c *gin.Context) { i18n.Text(c) }
func unwraps(ctx context.Context) { ctx.(*gin.Context).Next() }
func asks(ctx context.Context) { ctx.Value(gin.ContextKey) }
`

func TestHandovers(t *testing.T) {
	w := ssatest.NewWorld(t, "context", "time")
	w.Build(t, "github.com/gin-gonic/gin", strings.Replace(library, "\n", "\nimport \"time\"\n", 1)+`
const ContextKey = "_gin-gonic/gin/contextkey"
func (c *Context) Deadline() (t time.Time, ok bool) { return }
func (c *Context) Done() <-chan struct{} { return nil }
func (c *Context) Err() error { return nil }
func (c *Context) Value(any) any { return nil }
`)
	w.Build(t, "lib.example/i18n", `package i18n
import ("context"; _ "github.com/gin-gonic/gin")
func Text(ctx context.Context)
`)
	p := w.Build(t, "example.com/p", handovers)
	for name, args := range map[string][]int{"static": {1}, "method": {0}, "itself": nil, "inGoroutine": nil, "copied": nil, "known": nil} {
		var got []int
		for _, h := range ginchain.Handovers(p.Func(t, name)) {
			got = append(got, h.Arg)
		}
		if !slices.Equal(got, args) {
			t.Errorf("%s: arguments %v, want %v", name, got, args)
		}
	}
	for name, want := range map[string]bool{"static": false, "unwraps": true, "asks": true} {
		if got := ginchain.Unwraps(p.Func(t, name)); got != want {
			t.Errorf("%s unwraps: %t", name, got)
		}
	}
}
