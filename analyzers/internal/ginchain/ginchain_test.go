package ginchain_test

import (
	"go/types"
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
