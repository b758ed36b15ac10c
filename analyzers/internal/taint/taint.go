// Package taint tells what a function makes of some values: which others may
// have something of them in them.
//
// It is a matter of may, and knows no order: what is put into a variable later
// counts too. An element of a list that is appended to is one of many; the list
// has nothing of it.
package taint

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Field reports whether a field of a struct type, or of what a pointer type
// points to, is of interest where the struct is.
type Field func(t types.Type, field int) bool

// Set is some values of a function and what it may make of them.
type Set struct {
	values map[ssa.Value]bool
	fields Field
}

// Of returns the set of some values of a function.
func Of(fn *ssa.Function, fields Field, from ...ssa.Value) *Set {
	s := &Set{map[ssa.Value]bool{}, fields}
	for _, v := range from {
		s.values[v] = true
	}
	for grown := true; grown; {
		grown = false
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			if s.Uses(instr) && s.flows(instr) {
				grown = true
			}
		}
	}
	return s
}

// Has reports whether a value is in the set.
func (s *Set) Has(v ssa.Value) bool { return s.values[v] }

// Uses reports whether an instruction uses a value of the set.
func (s *Set) Uses(instr ssa.Instruction) bool {
	var operands [8]*ssa.Value
	return slices.ContainsFunc(instr.Operands(operands[:0]), func(v *ssa.Value) bool { return *v != nil && s.values[*v] })
}

// Into returns the function that is run with some arguments, and the set of what
// it is given or captures of this one; nil if that is nothing, or the function
// is not known.
func (s *Set) Into(runs ssa.Value, args []ssa.Value) (*ssa.Function, *Set) {
	body := value.Function(runs)
	if body == nil || len(body.Blocks) == 0 {
		return nil, nil
	}
	var from []ssa.Value
	if closure := value.Closure(runs); closure != nil {
		for i, bound := range closure.Bindings {
			if s.values[bound] {
				from = append(from, body.FreeVars[i])
			}
		}
	}
	for i, arg := range args {
		if s.values[arg] {
			from = append(from, body.Params[i])
		}
	}
	if from == nil {
		return nil, nil
	}
	return body, Of(body, s.fields, from...)
}

// flows adds what an instruction makes of the set, and reports whether that is
// new.
func (s *Set) flows(instr ssa.Instruction) bool {
	grown := false
	switch instr := instr.(type) {
	case *ssa.Store:
		return s.values[instr.Val] && s.fill(instr.Addr)
	case *ssa.FieldAddr:
		if !s.fields(instr.X.Type(), instr.Field) {
			return false
		}
	case *ssa.Field:
		if !s.fields(instr.X.Type(), instr.Field) {
			return false
		}
	case *ssa.Call:
		if _, builtin := instr.Call.Value.(*ssa.Builtin); builtin {
			return false // append: one of many from here on
		}
		for _, arg := range instr.Call.Args {
			if arg != value.Receiver(&instr.Call) || decodes(symbol.Callee(&instr.Call)) {
				grown = s.fill(arg) || grown
			}
		}
	}
	v, ok := instr.(ssa.Value)
	return ok && carries(v.Type()) && s.add(v) || grown
}

// fill adds the variable that an address is in, if it is a local one.
func (s *Set) fill(addr ssa.Value) bool {
	variable := value.Variable(addr)
	return variable != nil && s.add(variable)
}

func (s *Set) add(v ssa.Value) bool {
	if s.values[v] {
		return false
	}
	s.values[v] = true
	return true
}

// carries reports whether a value of the type may have something of another: of
// the basic types, only texts.
func carries(t types.Type) bool {
	if basic, ok := t.Underlying().(*types.Basic); ok {
		return basic.Kind() == types.String
	}
	return !symbol.IsContext(t) && !symbol.IsError(t)
}

// decodes reports whether a method is named for filling its receiver.
func decodes(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	name := strings.ToLower(fn.Name())
	return strings.HasPrefix(name, "unmarshal") || strings.HasPrefix(name, "decode") || strings.HasPrefix(name, "parse")
}
