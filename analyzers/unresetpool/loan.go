package unresetpool

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// loan is what a package does with an object of a pool.
type loan struct {
	get     *ssa.Call
	pool    any
	buffer  bool // the object keeps what is written to it
	emptied bool // perhaps
	writes  []ssa.Instruction
	reads   []ssa.Instruction // of all that is in it
	puts    []ssa.Instruction
}

// poolOf returns what stands for the variable that a pool, or the pointer to it,
// is in; nil if there is none.
func poolOf(v ssa.Value) any {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X
	}
	return trail.Identity(v)
}

// use notes what an instruction does with the object. It returns whether that is
// all there is to know.
func (l *loan) use(use trail.Use) bool {
	l.buffer = l.buffer || accumulates(use.Value.Type())
	switch instr := use.Instr.(type) {
	case *ssa.Store:
		l.emptied = l.emptied || instr.Addr == use.Value // *buf = bytes.Buffer{}
	case *ssa.FieldAddr, *ssa.Field, *ssa.UnOp:
		l.emptied = l.emptied || accumulates(use.Value.Type()) // perhaps, as a copy or a part
	case ssa.CallInstruction:
		return l.call(instr, use.Value)
	}
	return false
}

func (l *loan) call(call ssa.CallInstruction, v ssa.Value) bool {
	common := call.Common()
	switch {
	case puts.Calls(common):
		if poolOf(common.Args[0]) == l.pool {
			l.puts = append(l.puts, call)
		}
		return true
	case value.Receiver(common) == v:
		return l.method(call)
	case common.StaticCallee() != nil && len(common.StaticCallee().Blocks) > 0:
		return false // will be followed
	case takesWriter(common, v) || intoBuffer.Calls(common):
		l.writes = append(l.writes, call)
		return true
	}
	return false
}

// intoBuffer are functions that write to the buffer they are given, and do nothing
// else with it.
var intoBuffer = symbol.Of("encoding/json.Compact", "encoding/json.HTMLEscape", "encoding/json.Indent")

// method notes what a method does with the object that it is called of.
func (l *loan) method(call ssa.CallInstruction) bool {
	switch callee := symbol.Callee(call.Common()); {
	case callee == nil:
		return false
	case writes[callee.Name()]:
		l.writes = append(l.writes, call)
	case readsAll[callee.Name()]:
		if v, ok := call.(*ssa.Call); ok && !cut(v) {
			l.reads = append(l.reads, call)
		}
	case !harmless[callee.Name()]:
		l.emptied = true // or used in ways unknown
	}
	return true
}

// Methods of buffers and hashes.
var (
	writes   = symbol.Of("Write", "WriteString", "WriteByte", "WriteRune", "ReadFrom")
	readsAll = symbol.Of("Bytes", "String", "Sum", "Sum32", "Sum64")
	harmless = symbol.Of("Len", "Cap", "Grow", "Available", "AvailableBuffer", "Size", "BlockSize")
)

// cut reports whether of a result only the end is used.
func cut(read *ssa.Call) bool {
	for _, use := range *read.Referrers() {
		if slice, ok := use.(*ssa.Slice); ok && slice.Low != nil {
			return true
		}
	}
	return false
}

// accumulates reports whether values of a type are buffers or hashes.
func accumulates(t types.Type) bool {
	if symbol.Is(t, "bytes", "Buffer") || symbol.Is(t, "strings", "Builder") {
		return true
	}
	return symbol.Method(t, "Sum") != nil && symbol.Method(t, "Reset") != nil && symbol.Method(t, "Write") != nil
}

// takesWriter reports whether a call takes a value as something to write to, and
// only that.
func takesWriter(call *ssa.CallCommon, v ssa.Value) bool {
	taken := false
	for _, arg := range call.Args {
		if arg == v {
			if !isWriter(v.Type()) {
				return false
			}
			taken = true
		}
	}
	return taken
}

// isWriter reports whether a type is an interface with which one can but write.
func isWriter(t types.Type) bool {
	methods, ok := t.Underlying().(*types.Interface)
	if !ok || methods.NumMethods() == 0 {
		return false
	}
	for method := range methods.Methods() {
		if !writes[method.Name()] {
			return false
		}
	}
	return true
}
