package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Body is the body of an HTTP response. Until it is closed, or read to its end,
// it keeps its connection and two goroutines.
var Body = &lifecycle.Spec{
	Name:  "body",
	Noun:  "response body",
	Field: "Body",
	Begin: map[string]int{
		"net/http.Get":                              0,
		"net/http.Post":                             0,
		"net/http.PostForm":                         0,
		"(*net/http.Client).Do":                     0,
		"(*net/http.Client).Get":                    0,
		"(*net/http.Client).Post":                   0,
		"(*net/http.Client).PostForm":               0,
		"(*net/http.Transport).RoundTrip":           0,
		"golang.org/x/net/context/ctxhttp.Do":       0,
		"golang.org/x/net/context/ctxhttp.Get":      0,
		"golang.org/x/net/context/ctxhttp.Post":     0,
		"golang.org/x/net/context/ctxhttp.PostForm": 0,

		"github.com/hashicorp/go-retryablehttp.Get":                0,
		"github.com/hashicorp/go-retryablehttp.Post":               0,
		"(*github.com/hashicorp/go-retryablehttp.Client).Do":       0,
		"(*github.com/hashicorp/go-retryablehttp.Client).Get":      0,
		"(*github.com/hashicorp/go-retryablehttp.Client).Post":     0,
		"(*github.com/hashicorp/go-retryablehttp.Client).PostForm": 0,
	},
	Match:   roundTrip,
	End:     symbol.Of("(io.Closer).Close"),
	Keep:    symbol.Of("net/http.NewRequest", "net/http.NewRequestWithContext", "(*net/http.Client).Post", "net/http.Post"),
	Process: true,
}

// roundTrip recognises interfaces of clients by the signature of their method:
// a request goes in, a response and an error come out.
func roundTrip(call *ssa.CallCommon) (result int, ok bool) {
	if !call.IsInvoke() {
		return 0, false
	}
	sig := call.Method.Signature()
	if sig.Params().Len() != 1 || sig.Results().Len() != 2 {
		return 0, false
	}
	return 0, isPointerTo(sig.Params().At(0).Type(), "net/http", "Request") &&
		isPointerTo(sig.Results().At(0).Type(), "net/http", "Response") && symbol.IsError(sig.Results().At(1).Type())
}

func isPointerTo(t types.Type, path, name string) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && symbol.Is(p.Elem(), path, name)
}
