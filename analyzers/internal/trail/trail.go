// Package trail follows values over a whole package: through variables,
// closures, the fields of its types, its package variables, and the arguments
// and results of its functions.
//
// A field stands for that field of all values of its type. Exported fields,
// variables and functions may be used by other packages too: a trail that
// passes one is not complete.
package trail

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Use is an instruction that uses a value, under the name that the value has
// in its function.
type Use struct {
	Instr ssa.Instruction
	Value ssa.Value
}

// Index knows the variables and the calls of one package.
type Index struct {
	addresses map[*types.Var][]Use // uses of the addresses of fields and package variables
	fields    map[*types.Var][]ssa.Value
	calls     map[*ssa.Function][]ssa.CallInstruction
	values    map[*ssa.Function]bool // used other than by being called
	taken     map[types.Object]bool  // declared functions and methods of which a value is taken
}

// New reads a package's functions. They should include its initialisation,
// where package variables get their values.
func New(funcs []*ssa.Function) *Index {
	x := &Index{
		addresses: map[*types.Var][]Use{}, fields: map[*types.Var][]ssa.Value{},
		calls: map[*ssa.Function][]ssa.CallInstruction{}, values: map[*ssa.Function]bool{}, taken: map[types.Object]bool{},
	}
	for _, fn := range funcs {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			x.read(instr)
		}
	}
	return x
}

func (x *Index) read(instr ssa.Instruction) {
	if call, ok := instr.(ssa.CallInstruction); ok {
		if callee := call.Common().StaticCallee(); callee != nil {
			x.calls[callee] = append(x.calls[callee], call)
		}
	}
	switch instr := instr.(type) {
	case *ssa.FieldAddr:
		key := Variable(instr)
		for _, use := range *instr.Referrers() {
			x.addresses[key] = append(x.addresses[key], Use{use, instr})
		}
	case *ssa.Field:
		key := field(instr.X.Type(), instr.Field)
		x.fields[key] = append(x.fields[key], instr)
	}
	var operands [8]*ssa.Value
	for _, op := range instr.Operands(operands[:0]) {
		switch op := (*op).(type) {
		case *ssa.Global:
			if key := Variable(op); key != nil {
				x.addresses[key] = append(x.addresses[key], Use{instr, op})
			}
		case *ssa.Function:
			if call, ok := instr.(ssa.CallInstruction); !ok || call.Common().StaticCallee() != op {
				x.values[op] = true
				x.taken[op.Object()] = true
			}
		}
	}
}

// Variable returns the field or the package variable that an address is of, or
// nil.
func Variable(addr ssa.Value) *types.Var {
	switch addr := addr.(type) {
	case *ssa.Global:
		v, _ := addr.Object().(*types.Var)
		return v
	case *ssa.FieldAddr:
		return field(addr.X.Type(), addr.Field)
	}
	return nil
}

// Identity returns what stands for the variable that an address is of: that of
// Variable, or the place of a local variable; nil if there is none.
func Identity(addr ssa.Value) any {
	if v := Variable(addr); v != nil {
		return v
	}
	if cell := value.Cell(addr); cell != nil {
		return cell
	}
	return nil
}

// Loaded returns the field or the package variable that a value is read from,
// or nil.
func Loaded(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return Variable(v.X)
		}
	case *ssa.Field:
		return field(v.X.Type(), v.Field)
	}
	return nil
}

// Name returns a name of a field or package variable that is the same in all
// packages, or "" if others cannot reach it.
func Name(v *types.Var) string {
	if v == nil || !v.Exported() || v.Pkg() == nil {
		return ""
	}
	path, err := objectpath.For(v)
	if err != nil {
		return "" // a field of a type that others do not see
	}
	return v.Pkg().Path() + " " + string(path)
}

func field(t types.Type, i int) *types.Var {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if structure, ok := t.Underlying().(*types.Struct); ok {
		return structure.Field(i).Origin()
	}
	return nil
}

// Uses returns the uses of the address of a field or a package variable.
func (x *Index) Uses(v *types.Var) []Use { return x.addresses[v] }

// Stored returns the values that the package stores in a field or a package
// variable; ok is false if its address goes anywhere else, so that others may
// be stored.
func (x *Index) Stored(v *types.Var) (stored []ssa.Value, ok bool) {
	ok = true
	for _, use := range x.addresses[v] {
		switch instr := use.Instr.(type) {
		case *ssa.Store:
			if instr.Addr != use.Value {
				ok = false
			} else {
				stored = append(stored, instr.Val)
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			ok = false
		}
	}
	return stored, ok
}

// Calls returns the calls of a declared function by name; ok is false if it, or
// a method of a value, is used in another way too.
func (x *Index) Calls(fn *ssa.Function) (calls []ssa.CallInstruction, ok bool) {
	return x.calls[fn], fn.Object() != nil && !x.taken[fn.Object()]
}

// reads returns where the package has the value of a field or variable: what it
// loads, or the addresses of what is no pointer.
func (x *Index) reads(v *types.Var) []ssa.Value {
	found := x.fields[v]
	for _, use := range x.addresses[v] {
		if load, ok := use.Instr.(*ssa.UnOp); ok && load.X == use.Value {
			found = append(found[:len(found):len(found)], load)
		}
	}
	return found
}

// open reports whether code of other packages may use a variable.
func open(v *types.Var) bool { return v == nil || v.Exported() }

// local reports whether all calls of a function are calls of it by name, in
// its package.
func (x *Index) local(fn *ssa.Function) bool {
	return fn.Object() != nil && !fn.Object().Exported() && !x.values[fn]
}

// Sources returns the values that v may be: where they are made, or enter what
// the package can see. The latter are loads, parameters and results like any
// other value.
func (x *Index) Sources(v ssa.Value) []ssa.Value {
	s := &sources{index: x, seen: map[ssa.Value]bool{}}
	s.add(v)
	return s.found
}

type sources struct {
	index *Index
	seen  map[ssa.Value]bool
	found []ssa.Value
}

func (s *sources) add(v ssa.Value) {
	v = value.Origin(v)
	if s.seen[v] {
		return
	}
	s.seen[v] = true
	if !s.expand(v) {
		s.found = append(s.found, v)
	}
}

// expand adds what a value comes from. It returns false if it comes from here.
func (s *sources) expand(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Phi:
		for _, edge := range v.Edges {
			s.add(edge)
		}
		return true
	case *ssa.UnOp, *ssa.Field:
		return s.variable(Loaded(v))
	case *ssa.Parameter:
		return s.parameter(v)
	case *ssa.Call:
		return s.results(v, 0)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && s.results(call, v.Index)
	}
	return false
}

func (s *sources) variable(v *types.Var) bool {
	stored, ok := s.index.Stored(v)
	if open(v) || !ok || len(stored) == 0 {
		return false
	}
	for _, v := range stored {
		s.add(v)
	}
	return true
}

func (s *sources) parameter(p *ssa.Parameter) bool {
	fn := p.Parent()
	calls := s.index.calls[fn]
	if !s.index.local(fn) || len(calls) == 0 {
		return false
	}
	for i, other := range fn.Params {
		if other == p {
			for _, call := range calls {
				s.add(call.Common().Args[i])
			}
		}
	}
	return true
}

func (s *sources) results(call *ssa.Call, i int) bool {
	callee := call.Call.StaticCallee()
	if callee == nil || len(callee.Blocks) == 0 {
		return false
	}
	for _, block := range callee.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok {
			s.add(ret.Results[i])
		}
	}
	return true
}
