package summary

import (
	"cmp"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// ContextKey is a key of a context's values: a string of a certain type.
type ContextKey struct {
	Type string // as types.TypeString prints it; "string" for plain strings, "" if it may be any
	Text string // "" if it may be any
}

// Plain is the type of keys that are plain strings.
const Plain = "string"

// StoredKeys returns the keys under which the package and those below it store
// values in contexts, sorted.
func (r *Result) StoredKeys() []ContextKey { return r.program.Keys }

// KeyOf returns the key that a value is. It is known unless its type or its
// text is not constant; keys that are no strings are ok, and empty.
func KeyOf(v ssa.Value) (key ContextKey, isString bool) {
	v = value.Origin(v)
	t := v.Type()
	if types.IsInterface(t) {
		return ContextKey{}, true // a parameter, perhaps
	}
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&types.IsString == 0 {
		return ContextKey{}, false
	}
	key.Type = types.TypeString(types.Default(t), nil)
	if c, ok := v.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		key.Text = constant.StringVal(c.Value)
	}
	return key, true
}

var withValue = symbol.Of("context.WithValue")

// setters put a value under a plain string into a context object that is a
// context.Context too, or is turned into one.
var setters = symbol.Of(
	"(*github.com/gin-gonic/gin.Context).Set",
	"(github.com/labstack/echo/v4.Context).Set",
	"(*github.com/labstack/echo/v5.Context).Set",
	"(*github.com/valyala/fasthttp.RequestCtx).SetUserValue",
	"(*github.com/gofiber/fiber/v2.Ctx).Locals",
	"(*github.com/cloudwego/hertz/pkg/app.RequestContext).Set",
)

// storedKeys returns the keys that a function stores values under.
func storedKeys(fn *ssa.Function) []ContextKey {
	var keys []ContextKey
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		common := call.Common()
		arg := -1
		switch {
		case withValue.Calls(common):
			arg = 1
		case setters.Calls(common):
			arg = len(common.Args) - 2
		}
		if arg < 0 {
			continue
		}
		if key, isString := KeyOf(common.Args[arg]); isString {
			keys = append(keys, key)
		}
	}
	return keys
}

func sortedKeys(keys []ContextKey) []ContextKey {
	slices.SortFunc(keys, func(a, b ContextKey) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Text, b.Text)) })
	return slices.Compact(keys)
}
