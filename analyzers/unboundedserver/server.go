package unboundedserver

import (
	"go/types"
	"iter"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// server is what a package does with a server.
type server struct {
	index    *trail.Index
	ours     bool // no other package can use it
	handler  bool
	serve    ssa.Instruction // a call, or the method bound to the server
	returned bool            // by an exported function, as something to be served
	exempt   bool            // it has a limit, may get one from others, or serves this machine alone
}

var serves = symbol.Of(
	"(*net/http.Server).ListenAndServe", "(*net/http.Server).ListenAndServeTLS",
	"(*net/http.Server).Serve", "(*net/http.Server).ServeTLS",
)

// shortcuts are the functions that make a server of their own.
var shortcuts = symbol.Of("net/http.ListenAndServe", "net/http.ListenAndServeTLS", "net/http.Serve", "net/http.ServeTLS")

// harmless are functions that set no limit.
var harmless = symbol.Of("golang.org/x/net/http2.ConfigureServer")

// servers yields what makes a server in a function: a variable or a literal, or
// the first use of a field that is part of another struct and gets a handler.
func servers(fn *ssa.Function) iter.Seq[ssa.Instruction] {
	return func(yield func(ssa.Instruction) bool) {
		seen := map[*types.Var]bool{}
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			switch instr := instr.(type) {
			case *ssa.Alloc:
				if !isServer(instr.Type()) {
					continue
				}
			case *ssa.FieldAddr:
				if !isServer(instr.Type()) || !handled(instr) || seen[trail.Variable(instr)] {
					continue
				}
				seen[trail.Variable(instr)] = true
			default:
				continue
			}
			if !yield(instr) {
				return
			}
		}
	}
}

func isServer(pointer types.Type) bool {
	p, ok := pointer.(*types.Pointer)
	if !ok {
		return false
	}
	_, direct := types.Unalias(p.Elem()).(*types.Named)
	return direct && symbol.Is(p, "net/http", "Server")
}

// handled reports whether a handler is stored in a server that is a field.
func handled(server *ssa.FieldAddr) bool {
	for _, use := range *server.Referrers() {
		if field, ok := use.(*ssa.FieldAddr); ok && value.FieldOf(field).Name() == "Handler" {
			return true
		}
	}
	return false
}

// use takes note of one use of the server.
func (s *server) use(use trail.Use) bool {
	switch instr := use.Instr.(type) {
	case *ssa.Store:
		variable := trail.Variable(instr.Addr)
		s.exempt = s.exempt || variable != nil && variable.Exported() && !s.ours
	case *ssa.Return:
		if fn := symbol.Object(instr.Parent()); fn != nil && fn.Exported() && !s.ours {
			s.returned = true
		}
	case *ssa.MakeClosure:
		if method := value.BoundMethod(instr); method != nil {
			s.method(method, instr)
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
	case harmless.Has(callee):
		return true
	case callee.Signature().Recv() != nil && symbol.Is(callee.Signature().Recv().Type(), "net/http", "Server"):
		s.method(callee, call)
		s.exempt = s.exempt || takesListener(callee) && local(s.index, call.Common().Args[1])
		return true
	}
	return false
}

func (s *server) method(method *types.Func, instr ssa.Instruction) {
	if serves.Has(method) && s.serve == nil {
		s.serve = instr
	}
}

func takesListener(method *types.Func) bool {
	return method.Name() == "Serve" || method.Name() == "ServeTLS"
}

// set takes note of what a field is set to.
func (s *server) set(field string, v ssa.Value) {
	switch field {
	case "ReadHeaderTimeout":
		s.exempt = true // even with 0: there it is no limit on purpose
	case "ReadTimeout":
		s.exempt = s.exempt || !value.IsZero(v)
	case "Addr":
		s.exempt = s.exempt || v == nil || literal.Loopback(literal.Text(v))
	case "Handler":
		s.handler = true
	}
}
