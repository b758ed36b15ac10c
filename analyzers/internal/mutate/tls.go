package mutate

import (
	"go/ast"
	"strings"
)

// undressing starts a server without its TLS.
func undressing() []*Operator {
	return one("plaintexttls", "serve without TLS", func(f *Func) []Site {
		var found []Site
		for _, call := range all[*ast.CallExpr](f) {
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok && f.callee(call) == listenTLS && f.configures() {
				found = append(found, Site{At: call, Edits: []Edit{replace(call, f.text(selector.X)+".ListenAndServe()")}})
			}
		}
		return found
	})
}

const listenTLS = "(*net/http.Server).ListenAndServeTLS"

// configures reports whether the function makes the server that it starts, with
// a TLS configuration made here, and starts it in no other way.
func (f *Func) configures() bool {
	configured := false
	for _, lit := range all[*ast.CompositeLit](f) {
		if strings.HasSuffix(f.text(lit.Type), "http.Server") && strings.Contains(f.text(lit), "TLSConfig: &tls.Config") {
			configured = true
		}
	}
	starts := 0
	for _, call := range all[*ast.CallExpr](f) {
		if name := f.callee(call); strings.HasPrefix(name, "(*net/http.Server).") && strings.Contains(name, "Serve") {
			starts++
		}
	}
	return configured && starts == 1
}
