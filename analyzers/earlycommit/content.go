package earlycommit

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// committed returns the one message that a call of a library commits, or nil.
func committed(call *ssa.Call) ssa.Value {
	if !catalog.CommitsKafka(symbol.Callee(&call.Call)) {
		return nil
	}
	for _, arg := range call.Call.Args {
		if catalog.IsKafkaMessage(arg.Type()) {
			return arg
		}
	}
	messages, ok := literal.Elements(call.Call.Args[len(call.Call.Args)-1])
	if !ok || len(messages) != 1 {
		return nil
	}
	return messages[0]
}

// cell returns what holds a message: the variable that is loaded, which is
// assigned once, or the value itself; nil if it is part of something.
func cell(v ssa.Value) ssa.Value {
	if v == nil {
		return nil
	}
	v = value.Strip(v)
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return v
	}
	switch load.X.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		if assignments(value.Cell(load.X)) == 1 {
			return load.X
		}
		return nil
	case *ssa.FieldAddr, *ssa.Global:
		return nil
	}
	return v
}

// assignments counts the places that assign a variable as a whole.
func assignments(variable *ssa.Alloc) int {
	n := 0
	if variable != nil {
		value.EachUse(variable, func(use ssa.Instruction, addr ssa.Value) bool {
			if store, ok := use.(*ssa.Store); ok && store.Addr == addr {
				n++
			}
			return true
		})
	}
	return n
}

// parameter returns the index of the parameter that a message is, or -1.
func parameter(message ssa.Value) int {
	v := cell(message)
	if local, ok := v.(*ssa.Alloc); ok {
		for _, use := range *local.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == local {
				v = store.Val
			}
		}
	}
	if param, ok := v.(*ssa.Parameter); ok {
		return slices.Index(param.Parent().Params, param)
	}
	return -1
}

// content is what a function has of a message: the message itself, its key and
// its value, and what is made of these. It is a matter of may, and knows no
// order: what is filled from the message later counts too.
type content map[ssa.Value]bool

func contentOf(fn *ssa.Function, from ...ssa.Value) content {
	c := content{}
	for _, v := range from {
		c[v] = true
	}
	for grown := true; grown; {
		grown = false
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			if c.in(instr) && c.flows(instr) {
				grown = true
			}
		}
	}
	return c
}

// in reports whether an instruction uses some of the content.
func (c content) in(instr ssa.Instruction) bool {
	var operands [8]*ssa.Value
	return slices.ContainsFunc(instr.Operands(operands[:0]), func(v *ssa.Value) bool { return *v != nil && c[*v] })
}

// flows adds what an instruction makes of the content, and reports whether that
// is new.
func (c content) flows(instr ssa.Instruction) bool {
	grown := false
	switch instr := instr.(type) {
	case *ssa.Store:
		return c[instr.Val] && c.add(variable(instr.Addr))
	case *ssa.FieldAddr:
		if !sent(instr.X.Type(), instr.Field) {
			return false
		}
	case *ssa.Field:
		if !sent(instr.X.Type(), instr.Field) {
			return false
		}
	case *ssa.Call:
		if _, builtin := instr.Call.Value.(*ssa.Builtin); builtin {
			return false // append: one of many from here on
		}
		for _, arg := range instr.Call.Args {
			if arg != value.Receiver(&instr.Call) || decodes(symbol.Callee(&instr.Call)) {
				grown = c.add(variable(arg)) || grown
			}
		}
	}
	v, ok := instr.(ssa.Value)
	return ok && carries(v.Type()) && c.add(v) || grown
}

func (c content) add(v ssa.Value) bool {
	if v == nil || c[v] {
		return false
	}
	c[v] = true
	return true
}

// variable returns the local variable that an address is in, or nil.
func variable(v ssa.Value) ssa.Value {
	for {
		v = value.Strip(v)
		switch addr := v.(type) {
		case *ssa.FieldAddr:
			v = addr.X
		case *ssa.IndexAddr:
			v = addr.X
		case *ssa.Slice:
			v = addr.X
		case *ssa.Alloc:
			return addr
		default:
			return nil
		}
	}
}

// sent reports whether a field has what the sender of a message has put there:
// of other things than messages, all have.
func sent(t types.Type, field int) bool {
	if !catalog.IsKafkaMessage(t) {
		return true
	}
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	name := t.Underlying().(*types.Struct).Field(field).Name()
	return name == "Key" || name == "Value"
}

// carries reports whether a value of the type may have content.
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
