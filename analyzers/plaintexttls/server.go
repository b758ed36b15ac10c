package plaintexttls

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// server is what a package does with a server.
type server struct {
	index  *trail.Index
	config *ssa.Store            // gives it a TLS configuration
	plain  []ssa.CallInstruction // that serve without TLS
	exempt bool                  // it may serve with TLS, or is not meant to
}

var serves = symbol.Of("(*net/http.Server).ListenAndServe", "(*net/http.Server).Serve")

// harmless are functions that say nothing of how the server serves.
var harmless = symbol.Of(
	"(*net/http.Server).Shutdown", "(*net/http.Server).Close", "(*net/http.Server).RegisterOnShutdown",
	"(*net/http.Server).SetKeepAlivesEnabled", "golang.org/x/net/http2.ConfigureServer",
)

// use takes note of one use of the server.
func (s *server) use(use trail.Use) bool {
	switch instr := use.Instr.(type) {
	case *ssa.FieldAddr:
		s.field(instr)
		return true
	case *ssa.MakeClosure:
		if method := value.BoundMethod(instr); method != nil {
			s.exempt = s.exempt || !harmless.Has(method)
			return true
		}
	case ssa.CallInstruction:
		return s.call(instr)
	}
	return false
}

func (s *server) call(call ssa.CallInstruction) bool {
	callee := symbol.Callee(call.Common())
	switch {
	case callee == nil:
		return false
	case serves.Has(callee):
		if callee.Name() == "Serve" && !s.plainListener(call.Common().Args[1]) {
			s.exempt = true
		}
		s.plain = append(s.plain, call)
		return true
	case harmless.Has(callee):
		return true
	case callee.Signature().Recv() != nil && symbol.Is(callee.Signature().Recv().Type(), "net/http", "Server"):
		s.exempt = true // ListenAndServeTLS, ServeTLS
		return true
	}
	return false
}

var listens = symbol.Of("net.Listen", "(*net.ListenConfig).Listen", "net.ListenTCP")

// plainListener reports whether a listener is certainly one without TLS.
func (s *server) plainListener(listener ssa.Value) bool {
	for _, source := range s.index.Sources(listener) {
		extract, ok := source.(*ssa.Extract)
		if !ok {
			return false
		}
		call, ok := extract.Tuple.(*ssa.Call)
		if !ok || !listens.Calls(&call.Call) {
			return false
		}
	}
	return true
}

// field takes note of what is set.
func (s *server) field(field *ssa.FieldAddr) {
	name := value.FieldOf(field).Name()
	for _, use := range *field.Referrers() {
		store, ok := use.(*ssa.Store)
		if !ok {
			continue
		}
		switch name {
		case "TLSConfig":
			if s.config == nil && s.certain(store.Val) {
				s.config = store
			}
		case "Addr":
			addr := literal.Text(store.Val)
			s.exempt = s.exempt || addr == ":80" || addr == ":http"
		case "Handler":
			s.exempt = s.exempt || exemptHandler(store.Val)
		case "Protocols":
			s.exempt = true
		}
	}
}

// certain reports whether there is a TLS configuration: it is made somewhere
// in the package, or by a function.
func (s *server) certain(config ssa.Value) bool {
	for _, source := range s.index.Sources(config) {
		if extract, ok := source.(*ssa.Extract); ok {
			source = extract.Tuple
		}
		switch source.(type) {
		case *ssa.Alloc, *ssa.Call:
			return true
		}
	}
	return false
}

var exemptHandlers = symbol.Of("(*golang.org/x/crypto/acme/autocert.Manager).HTTPHandler", "golang.org/x/net/http2/h2c.NewHandler")

// exemptHandler reports whether a handler is for plain text on purpose.
func exemptHandler(handler ssa.Value) bool {
	call, ok := value.Origin(handler).(*ssa.Call)
	return ok && exemptHandlers.Calls(&call.Call)
}
