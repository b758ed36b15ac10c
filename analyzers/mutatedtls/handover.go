package mutatedtls

import (
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// handover is a place from which on a configuration belongs to someone else.
type handover struct {
	at     ssa.Instruction
	config ssa.Value
	taker  string
	copies bool
}

// takers are functions that take a TLS configuration: as which argument.
var takers = map[string]int{
	"google.golang.org/grpc/credentials.NewTLS": 0,
	"crypto/tls.NewListener":                    1,
	"crypto/tls.Server":                         1,
	"crypto/tls.Client":                         1,
	"crypto/tls.Listen":                         2,
	"crypto/tls.Dial":                           2,
}

const copying = "google.golang.org/grpc/credentials.NewTLS"

func handovers(funcs []*ssa.Function) []handover {
	var found []handover
	for _, fn := range funcs {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			switch instr := instr.(type) {
			case *ssa.Call:
				callee := symbol.Callee(&instr.Call)
				if callee == nil {
					continue
				}
				name := symbol.Name(callee)
				if i, ok := takers[name]; ok {
					found = append(found, handover{instr, instr.Call.Args[i], callee.Pkg().Name() + "." + callee.Name(), name == copying})
				}
			case *ssa.Store:
				field, ok := instr.Addr.(*ssa.FieldAddr)
				if ok && symbol.Is(field.X.Type(), "net/http", "Server") && fieldName(field) == "TLSConfig" {
					found = append(found, handover{instr, instr.Val, "http.Server", true})
				}
			}
		}
	}
	return found
}

// same reports whether two values certainly may be the same configuration: one
// that a function of the package made, other than by itself just now.
func same(index *trail.Index, changed, taken ssa.Value, in *ssa.Function) bool {
	if v := trail.Loaded(value.Origin(changed)); v != nil && taken.Parent() != in && assigns(in, v) {
		return false // a new one
	} else if v != nil && v == trail.Loaded(value.Origin(taken)) {
		return true
	}
	known := index.Sources(taken)
	return slices.ContainsFunc(index.Sources(changed), func(source ssa.Value) bool {
		switch source.(type) {
		case *ssa.Alloc, *ssa.Call, *ssa.Extract:
		default:
			return false
		}
		return slices.Contains(known, source) && (source.Parent() != in || taken.Parent() == in)
	})
}

// assigns reports whether a function assigns to a variable.
func assigns(fn *ssa.Function, v *types.Var) bool {
	for store := range flow.Instrs[*ssa.Store](fn) {
		if trail.Variable(store.Addr) == v {
			return true
		}
	}
	return false
}

// timing knows what comes after a configuration has been handed over.
type timing struct {
	finder *handler.Finder
	funcs  []*ssa.Function
}

// late are names of functions that are for a running service.
var late = regexp.MustCompile(`(?i)reload|rotate|renew|refresh`)

// after reports whether a change comes after the hand-over.
func (t *timing) after(store *ssa.Store, h handover) bool {
	fn := store.Parent()
	if fn == h.at.Parent() {
		return flow.Precedes(h.at, store)
	}
	if t.starts(h.at.Parent(), fn) {
		return false // the running service hands over a new one each time
	}
	for ; fn != nil; fn = fn.Parent() {
		if _, ok := t.finder.Of(fn); ok || late.MatchString(fn.Name()) || t.goroutine(fn) {
			return true
		}
	}
	return false
}

// starts reports whether the function that changes a configuration calls the
// one that hands it over.
func (t *timing) starts(taker, changer *ssa.Function) bool {
	for call := range flow.Instrs[ssa.CallInstruction](changer) {
		if call.Common().StaticCallee() == taker {
			return true
		}
	}
	return false
}

// goroutine reports whether a go statement of the package runs a function.
func (t *timing) goroutine(fn *ssa.Function) bool {
	for _, other := range t.funcs {
		for start := range flow.Instrs[*ssa.Go](other) {
			if start.Call.StaticCallee() == fn {
				return true
			}
		}
	}
	return false
}
