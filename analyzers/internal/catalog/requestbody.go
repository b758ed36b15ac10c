package catalog

import (
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// HasRequest reports whether t is the context in which a library gives a handler
// its *http.Request.
func HasRequest(t types.Type) bool {
	return symbol.Is(t, "github.com/gin-gonic/gin", "Context") || symbol.Is(t, "github.com/labstack/echo/v4", "Context")
}

// RequestGetters return the request of such a context, RequestSetters replace it.
var (
	RequestGetters = symbol.Of("(github.com/labstack/echo/v4.Context).Request")
	RequestSetters = symbol.Of("(github.com/labstack/echo/v4.Context).SetRequest")
)

// KeepsValue are the methods by which such a context keeps a value for the
// handlers behind.
var KeepsValue = symbol.Of("(*github.com/gin-gonic/gin.Context).Set", "(github.com/labstack/echo/v4.Context).Set")

// readers are functions that return a reader around another, which is the
// argument with the index.
var readers = map[string]int{
	"net/http.MaxBytesReader": 1,
	"io.LimitReader":          0,
	"io.TeeReader":            0,
	"io.NopCloser":            0,
	"io/ioutil.NopCloser":     0,
	"bufio.NewReader":         0,
	"compress/gzip.NewReader": 0,
	"bytes.NewBuffer":         -1,
	"bytes.NewBufferString":   -1,
	"bytes.NewReader":         -1,
	"strings.NewReader":       -1,
}

// Wrapped returns which argument of a call the reader that it returns reads from.
func Wrapped(call *ssa.CallCommon) (arg int, ok bool) {
	fn := symbol.Callee(call)
	if fn == nil {
		return 0, false
	}
	arg, ok = readers[symbol.Name(fn)]
	return arg, ok && arg >= 0
}

// ReadsOnce reports whether v is a reader from the standard library that has
// nothing more to give when it has been read to its end.
func ReadsOnce(v ssa.Value) bool {
	call, ok := value.Origin(v).(*ssa.Call)
	if !ok {
		return false
	}
	fn := symbol.Callee(&call.Call)
	if fn == nil {
		return false
	}
	arg, ok := readers[symbol.Name(fn)]
	return ok && (arg < 0 || ReadsOnce(call.Call.Args[arg]))
}

// fromReader are functions that read a reader to its end: the argument that it
// is, and the one that gets what has been read, -1 for the result.
var fromReader = map[string]struct{ reader, data int }{
	"io.ReadAll":               {0, -1},
	"io/ioutil.ReadAll":        {0, -1},
	"io.Copy":                  {1, 0},
	"(*bytes.Buffer).ReadFrom": {1, 0},
}

// ReadUp returns the reader that a call reads, and what gets what it has read;
// nil if it is no such call. To discard all on purpose is not to read it.
func ReadUp(call *ssa.Call) (reader, data ssa.Value) {
	fn := symbol.Callee(&call.Call)
	if fn == nil {
		return nil, nil
	}
	if known, ok := fromReader[symbol.Name(fn)]; ok {
		if known.data < 0 {
			return call.Call.Args[known.reader], value.Result(call, 0)
		}
		return call.Call.Args[known.reader], notDiscarded(call.Call.Args[known.data])
	}
	if fn.Name() != "Decode" || len(call.Call.Args) != 2 {
		return nil, nil
	}
	made, ok := value.Origin(call.Call.Args[0]).(*ssa.Call)
	if !ok || len(made.Call.Args) == 0 {
		return nil, nil
	}
	if maker := symbol.Callee(&made.Call); maker == nil || maker.Name() != "NewDecoder" {
		return nil, nil
	}
	return made.Call.Args[0], call.Call.Args[1]
}

func notDiscarded(w ssa.Value) ssa.Value {
	if Discards(w) {
		return nil
	}
	return w
}

// Discards reports whether a writer is io.Discard.
func Discards(w ssa.Value) bool {
	name := value.Global(value.Origin(w))
	return name == "io.Discard" || name == "io/ioutil.Discard"
}

// bodyBinds are methods of such contexts that read the body of the request: the
// argument that gets it, -1 for the result. Those that may find what they look
// for elsewhere are left out, and those that keep the body for others.
var bodyBinds = map[string]int{
	"(*github.com/gin-gonic/gin.Context).GetRawData":     -1,
	"(*github.com/gin-gonic/gin.Context).BindJSON":       1,
	"(*github.com/gin-gonic/gin.Context).BindXML":        1,
	"(*github.com/gin-gonic/gin.Context).BindYAML":       1,
	"(*github.com/gin-gonic/gin.Context).ShouldBindJSON": 1,
	"(*github.com/gin-gonic/gin.Context).ShouldBindXML":  1,
	"(*github.com/gin-gonic/gin.Context).ShouldBindYAML": 1,
}

var echoBinds = symbol.Of("(github.com/labstack/echo/v4.Context).Bind")

// BindsBody returns the context by which a call reads the body of a request, and
// what gets it; nil if it is no such call. echo's Bind is one if it can only look
// for JSON.
func BindsBody(call *ssa.Call) (c, data ssa.Value) {
	fn := symbol.Callee(&call.Call)
	if fn == nil {
		return nil, nil
	}
	if echoBinds.Has(fn) {
		if target := call.Call.Args[len(call.Call.Args)-1]; onlyJSON(value.Strip(target).Type()) {
			return value.Receiver(&call.Call), target
		}
		return nil, nil
	}
	switch arg, ok := bodyBinds[symbol.Name(fn)]; {
	case !ok:
		return nil, nil
	case arg < 0:
		return call.Call.Args[0], value.Result(call, 0)
	default:
		return call.Call.Args[0], call.Call.Args[arg]
	}
}

// onlyJSON reports whether t points to a struct whose fields have names in JSON,
// and none have names in forms, in paths and in the like.
func onlyJSON(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	s, ok := p.Elem().Underlying().(*types.Struct)
	if !ok || s.NumFields() == 0 {
		return false
	}
	for i := range s.NumFields() {
		tag := reflect.StructTag(s.Tag(i))
		for _, other := range []string{"form", "query", "param", "header"} {
			if tag.Get(other) != "" {
				return false
			}
		}
		if name, _, _ := strings.Cut(tag.Get("json"), ","); name == "" {
			return false
		}
	}
	return true
}

// SendsRequest are calls that send the request they are given to another server.
var SendsRequest = symbol.Of(
	"(net/http.RoundTripper).RoundTrip", "(*net/http.Transport).RoundTrip", "(*net/http.Client).Do",
	"(*net/http/httputil.ReverseProxy).ServeHTTP",
)

// leavesBody are packages whose functions take no request's body away, and put
// none in its place.
var leavesBody = map[string]bool{
	"net/http": true, "net/http/httputil": true, "context": true, "fmt": true, "errors": true, "encoding/json": true,
	"log": true, "log/slog": true, "github.com/gin-gonic/gin": true, "github.com/labstack/echo/v4": true,
	"github.com/go-chi/chi/v5": true, "github.com/gorilla/mux": true,
}

// LeavesBody reports whether a function that is given a request certainly leaves
// its body as it is.
func LeavesBody(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && leavesBody[fn.Pkg().Path()] && !RequestSetters.Has(fn)
}
