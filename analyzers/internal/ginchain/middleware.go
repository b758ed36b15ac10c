package ginchain

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// uses are the methods that take middleware; routes are those that take the
// handlers of a route, the last of which is not one.
var (
	uses = symbol.Of(
		"(*github.com/gin-gonic/gin.Engine).Use",
		"(*github.com/gin-gonic/gin.RouterGroup).Use",
		"(github.com/gin-gonic/gin.IRoutes).Use",
		"(github.com/gin-gonic/gin.IRouter).Use",
		"(*github.com/gin-gonic/gin.RouterGroup).Group",
	)
	routes = symbol.Of(
		"(*github.com/gin-gonic/gin.RouterGroup).GET",
		"(*github.com/gin-gonic/gin.RouterGroup).POST",
		"(*github.com/gin-gonic/gin.RouterGroup).PUT",
		"(*github.com/gin-gonic/gin.RouterGroup).PATCH",
		"(*github.com/gin-gonic/gin.RouterGroup).DELETE",
		"(*github.com/gin-gonic/gin.RouterGroup).Any",
		"(*github.com/gin-gonic/gin.RouterGroup).Handle",
	)
)

// Middleware returns which functions are registered, by some of a package, to
// run before others.
func Middleware(funcs []*ssa.Function) map[*ssa.Function]bool {
	found := map[*ssa.Function]bool{}
	for _, fn := range funcs {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if len(call.Call.Args) == 0 {
				continue
			}
			handlers, _ := literal.Elements(call.Call.Args[len(call.Call.Args)-1])
			switch {
			case uses.Calls(&call.Call):
			case routes.Calls(&call.Call) && len(handlers) > 1:
				handlers = handlers[:len(handlers)-1]
			default:
				continue
			}
			for _, h := range handlers {
				register(found, h)
			}
		}
	}
	return found
}

// register adds the handler that v is, or that a constructor of the package
// returns.
func register(found map[*ssa.Function]bool, v ssa.Value) {
	if fn := value.Function(v); fn != nil {
		found[fn] = true
		return
	}
	call, ok := value.Origin(v).(*ssa.Call)
	if !ok {
		return
	}
	constructor := value.Function(call.Call.Value)
	if constructor == nil {
		return
	}
	for ret := range flow.Instrs[*ssa.Return](constructor) {
		if len(ret.Results) == 1 && value.Function(ret.Results[0]) != nil {
			found[value.Function(ret.Results[0])] = true
		}
	}
}
