package unboundedclient

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// client returns what makes the client that sends a request, nil for the default
// one; ok is false if it may have a limit.
func (l *linter) client(call *ssa.Call) (made ssa.Value, ok bool) {
	if shortcuts.Calls(&call.Call) {
		return nil, !l.changed
	}
	for _, source := range l.sources(call.Call.Args[0]) {
		switch {
		case value.Global(source) == "net/http.DefaultClient":
			if l.changed {
				return nil, false
			}
		case !l.unlimited(source):
			return nil, false
		case made == nil:
			made = source
		}
	}
	return made, true
}

// sources returns the values that a client may be, or the address of the variable
// that it is in as such.
func (l *linter) sources(client ssa.Value) []ssa.Value {
	switch client.(type) {
	case *ssa.FieldAddr, *ssa.Global:
		stored, _ := l.index.Stored(trail.Variable(client))
		return []ssa.Value{within(client, stored)}
	case *ssa.Alloc, *ssa.FreeVar:
		if cell := value.Cell(client); cell != nil {
			var stored []ssa.Value
			for _, store := range value.Stores(cell) {
				stored = append(stored, store.Val)
			}
			return []ssa.Value{within(cell, stored)}
		}
	}
	return l.index.Sources(client)
}

// within returns what a variable's struct is made by: the literal that is copied
// into it, or else the variable itself.
func within(variable ssa.Value, stored []ssa.Value) ssa.Value {
	stored = slices.DeleteFunc(stored, value.IsZero)
	if len(stored) != 1 {
		return variable
	}
	if load, ok := stored[0].(*ssa.UnOp); ok {
		if literal, ok := load.X.(*ssa.Alloc); ok {
			return literal
		}
	}
	return variable
}

// changesDefaults reports whether a package replaces the default client or
// transport, or sets a field of it.
func changesDefaults(funcs []*ssa.Function) bool {
	for _, fn := range funcs {
		for store := range flow.Instrs[*ssa.Store](fn) {
			switch addr := store.Addr.(type) {
			case *ssa.Global:
				if addr.Pkg.Pkg.Path() == "net/http" {
					return true
				}
			case *ssa.FieldAddr:
				if from := value.Global(value.Origin(addr.X)); from == "net/http.DefaultClient" || from == "net/http.DefaultTransport" {
					return true
				}
			}
		}
	}
	return false
}

// unlimited reports whether a client certainly has no limit: it is made in the
// package, which never gives it one and hands it to nobody else.
func (l *linter) unlimited(client ssa.Value) bool {
	known, ok := l.clients[client]
	if !ok {
		known = l.followed(client, func(name string, v ssa.Value) bool {
			switch name {
			case "Timeout":
				return false // even 0: there it is no limit on purpose
			case "Transport":
				return l.transport(v)
			}
			return true
		})
		l.clients[client] = known
	}
	return known
}

// followed reports whether a struct is made in the package, reaches no code that
// is not known, and has none but good values in its fields.
func (l *linter) followed(made ssa.Value, good func(name string, v ssa.Value) bool) bool {
	switch made.(type) {
	case *ssa.Alloc, *ssa.FieldAddr, *ssa.Global:
	default:
		return false
	}
	all := true
	complete, public := l.index.ReachStruct(made, func(field string, v ssa.Value) {
		all = all && v != nil && good(field, v)
	}, known)
	return all && complete && (!public || l.pass.Pkg.Name() == "main")
}

// known reports whether a use of a client or a transport sets no limit.
func known(use trail.Use) bool {
	switch instr := use.Instr.(type) {
	case *ssa.Store:
		field, ok := instr.Addr.(*ssa.FieldAddr)
		return ok && symbol.Is(field.X.Type(), "net/http", "Client") // the transport of one
	case ssa.CallInstruction:
		return harmless.Calls(instr.Common())
	}
	return false
}

var harmless = symbol.Union(sends, wrapsTransport, symbol.Of(
	"(*net/http.Client).CloseIdleConnections", "(*net/http.Transport).CloseIdleConnections",
	"(*net/http.Transport).Clone", "golang.org/x/net/http2.ConfigureTransport",
))

// transport reports whether a transport certainly has no limit for the answer.
func (l *linter) transport(v ssa.Value) bool {
	for _, source := range l.index.Sources(v) {
		switch source := source.(type) {
		case *ssa.Const:
		case *ssa.UnOp:
			if value.Global(source) != "net/http.DefaultTransport" || l.changed {
				return false
			}
		case *ssa.Alloc:
			if !symbol.Is(source.Type(), "net/http", "Transport") || !l.followed(source, l.plainTransport) {
				return false
			}
		case *ssa.Call:
			if !wrapsTransport.Calls(&source.Call) || !l.transport(source.Call.Args[0]) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

var wrapsTransport = symbol.Of("go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.NewTransport")

var dials = symbol.Of("(*net.Dialer).DialContext", "(*net.Dialer).Dial")

// plainTransport reports whether a field of a transport is set to what does not
// limit the wait for an answer, and reaches other machines.
func (l *linter) plainTransport(name string, v ssa.Value) bool {
	switch name {
	case "ResponseHeaderTimeout":
		return value.IsZero(v)
	case "Dial", "DialContext", "DialTLS", "DialTLSContext":
		fn := value.Function(v)
		return fn != nil && dials.Has(symbol.Object(fn))
	}
	return true
}
