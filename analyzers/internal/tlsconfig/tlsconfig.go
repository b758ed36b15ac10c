// Package tlsconfig finds the places from which on a TLS configuration belongs
// to someone else.
package tlsconfig

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Handover is such a place.
type Handover struct {
	At     ssa.Instruction
	Config ssa.Value
	Taker  string
	Copies bool // the taker goes on with a copy
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

// Handovers returns the places in the functions of a package.
func Handovers(funcs []*ssa.Function) []Handover {
	var found []Handover
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
					found = append(found, Handover{instr, instr.Call.Args[i], callee.Pkg().Name() + "." + callee.Name(), name == copying})
				}
			case *ssa.Store:
				field, ok := instr.Addr.(*ssa.FieldAddr)
				if ok && symbol.Is(field.X.Type(), "net/http", "Server") && value.FieldOf(field).Name() == "TLSConfig" {
					found = append(found, Handover{instr, instr.Val, "http.Server", true})
				}
			}
		}
	}
	return found
}

// Variable returns the field or package variable that a configuration has been
// read from, or nil.
func Variable(config ssa.Value) *types.Var { return trail.Loaded(value.Origin(config)) }
