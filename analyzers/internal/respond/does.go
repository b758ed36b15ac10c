package respond

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// library is what functions of the standard library do to the writer that is
// their first argument.
var library = map[string]Act{
	"net/http.Error":        Status | Body | Error,
	"net/http.NotFound":     Status | Body | Error,
	"net/http.Redirect":     Status | Body | Error,
	"net/http.ServeFile":    Status | Body,
	"net/http.ServeContent": Status | Body,
	"net/http.ServeFileFS":  Status | Body,
	"fmt.Fprint":            Body,
	"fmt.Fprintf":           Body,
	"fmt.Fprintln":          Body,
	"io.WriteString":        Body,
	"net/http.SetCookie":    Header,
	"(net/http.Header).Set": Header,
	"(net/http.Header).Add": Header,
	"(net/http.Header).Del": 0,
}

// Does returns what a call certainly does to the writer w.
func (a *Analysis) Does(call ssa.CallInstruction, w ssa.Value) Act {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.does(call, w)
}

func (a *Analysis) does(call ssa.CallInstruction, w ssa.Value) Act {
	common := call.Common()
	if common.IsInvoke() {
		return invoked(common, w)
	}
	fn := symbol.Callee(common)
	if fn == nil || len(common.Args) == 0 {
		return a.called(common, w)
	}
	act, known := library[symbol.Name(fn)]
	switch {
	case !known:
		return a.called(common, w)
	case act == Header && symbol.Name(fn) != "net/http.SetCookie":
		if headerOf(common.Args[0], w) && !trailer(common.Args[1]) {
			return Header
		}
		return 0
	case same(common.Args[0], w):
		return act
	}
	return 0
}

// invoked returns what a method of the writer does.
func invoked(call *ssa.CallCommon, w ssa.Value) Act {
	if !same(call.Value, w) {
		return 0
	}
	switch call.Method.Name() {
	case "WriteHeader":
		if c, ok := call.Args[0].(*ssa.Const); ok && c.Value != nil {
			if n, exact := constant.Int64Val(c.Value); exact && n < 200 {
				return 0 // informational: the real one is still to come
			}
		}
		return Status
	case "Write":
		return Body
	}
	return 0
}

// called returns what a function of the module does.
func (a *Analysis) called(call *ssa.CallCommon, w ssa.Value) Act {
	var acts Act
	for _, fact := range a.of(call) {
		if fact.Param < len(call.Args) && same(call.Args[fact.Param], w) {
			acts |= fact.Acts
			if fact.Acts&Status != 0 && fact.Acts&Body != 0 && a.failing(call) {
				acts |= Error
			}
		}
	}
	return acts
}

func same(v, w ssa.Value) bool { return value.Origin(v) == value.Origin(w) }

// headerOf reports whether v is the header of the writer w.
func headerOf(v, w ssa.Value) bool {
	call, ok := value.Origin(v).(*ssa.Call)
	return ok && call.Call.IsInvoke() && call.Call.Method.Name() == "Header" && same(call.Call.Value, w)
}

// Announces reports whether fn announces trailers of the writer w: then headers
// may come late.
func Announces(fn *ssa.Function, w ssa.Value) bool {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		if !setHeader.Calls(call.Common()) || !headerOf(call.Common().Args[0], w) {
			continue
		}
		if c, ok := call.Common().Args[1].(*ssa.Const); !ok || c.Value != nil && strings.EqualFold(constant.StringVal(c.Value), "Trailer") {
			return true
		}
	}
	return false
}

var setHeader = symbol.Of("(net/http.Header).Set", "(net/http.Header).Add")

// trailer reports whether the key of a header may be one that is sent behind
// the body.
func trailer(key ssa.Value) bool {
	c, ok := key.(*ssa.Const)
	if !ok || c.Value == nil {
		return true
	}
	name := constant.StringVal(c.Value)
	return strings.EqualFold(name, "Trailer") || strings.HasPrefix(name, "Trailer:")
}

// HandsOn reports whether a call hands the writer to another handler.
func HandsOn(call ssa.CallInstruction, w ssa.Value) bool {
	common := call.Common()
	if common.IsInvoke() {
		return common.Method.Name() == "ServeHTTP" && len(common.Args) == 2 && same(common.Args[0], w)
	}
	if fn := symbol.Callee(common); fn != nil {
		return symbol.Name(fn) == "(net/http.HandlerFunc).ServeHTTP" && same(common.Args[1], w)
	}
	return symbol.Is(common.Value.Type(), "net/http", "HandlerFunc") && len(common.Args) == 2 && same(common.Args[0], w)
}
