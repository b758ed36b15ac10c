package consumedbody

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/taint"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// known is what a function makes of what it has read of a request.
type known struct {
	request
	data *taint.Set
}

func (r request) know(one read) known {
	all := func(types.Type, int) bool { return true }
	return known{r, taint.Of(one.call.Parent(), all, one.data...)}
}

// has reports whether v has something of what was read, or is computed from it.
// An error is of no use to others.
func (k known) has(v ssa.Value) bool {
	v = value.Strip(v)
	if symbol.IsError(v.Type()) {
		return false
	}
	if k.data.Has(v) {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	return ok && k.data.Uses(instr)
}

// told reports whether a function may tell the handlers behind what it has read:
// in a context, in the request, or by a function that is given both.
func (k known) told(fn *ssa.Function) bool {
	for call := range flow.Instrs[*ssa.Call](fn) {
		common := &call.Call
		if k.tells(common) && k.anyOf(common.Args) {
			return true
		}
	}
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		switch instr := instr.(type) {
		case *ssa.Store:
			if k.has(instr.Val) && k.inside(instr.Addr) {
				return true
			}
		case *ssa.MapUpdate:
			if k.has(instr.Value) && k.inside(instr.Map) {
				return true
			}
		}
	}
	return false
}

func (k known) anyOf(args []ssa.Value) bool {
	for _, arg := range args {
		if k.has(arg) {
			return true
		}
	}
	return false
}

// tells reports whether a call may keep some of its arguments for the handlers
// behind.
func (k known) tells(call *ssa.CallCommon) bool {
	for result := range call.Signature().Results().Variables() {
		if symbol.IsContext(result.Type()) || isRequest(result.Type()) {
			return true
		}
	}
	callee := symbol.Callee(call)
	if catalog.KeepsValue.Has(callee) {
		return true
	}
	args := call.Args
	if call.IsInvoke() {
		args = append(args[:len(args):len(args)], call.Value)
	}
	for _, arg := range args {
		if k.inside(arg) || !catalog.LeavesBody(callee) && (k.given(arg) || symbol.IsContext(arg.Type())) {
			return true
		}
	}
	return false
}

// inside reports whether v is what a field of the request has, or an address in
// it, but for its body.
func (k known) inside(v ssa.Value) bool {
	for {
		switch x := value.Strip(v).(type) {
		case *ssa.UnOp:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.FieldAddr:
			if isBody(x) {
				return false
			}
			if k.given(x.X) {
				return value.FieldOf(x).Name() != "Request"
			}
			v = x.X
		default:
			return false
		}
	}
}

// empty reports whether the edge to the i-th successor of a block is taken only
// if there was no body, or nothing in it.
func (k known) empty(from *ssa.BasicBlock, i int) bool {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return false
	}
	test, ok := branch.Cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	holds, ok := k.ofNothing(test)
	return ok && holds == (i == 0)
}

// ofNothing returns the outcome of a comparison if there was no body, and whether
// it asks for that.
func (k known) ofNothing(test *ssa.BinOp) (holds, ok bool) {
	limit, ok := test.Y.(*ssa.Const)
	if !ok {
		return false, false
	}
	switch {
	case limit.IsNil():
		return test.Op == token.EQL, k.has(test.X) || k.body(test.X)
	case limit.Value == nil:
		return false, false // of a struct
	case limit.Value.Kind() == constant.String:
		return test.Op == token.EQL, constant.StringVal(limit.Value) == "" && k.has(test.X)
	case limit.Value.Kind() == constant.Int:
		n, exact := constant.Int64Val(limit.Value)
		asks := exact && (n == 0 || n == 1 && (test.Op == token.LSS || test.Op == token.GEQ))
		return constant.Compare(constant.MakeInt64(0), test.Op, limit.Value), asks && k.length(test.X)
	}
	return false, false
}

// length reports whether v is the length of what was read, or of the request.
func (k known) length(v ssa.Value) bool {
	switch v := value.Strip(v).(type) {
	case *ssa.Call:
		builtin, ok := v.Call.Value.(*ssa.Builtin)
		return ok && builtin.Name() == "len" && k.has(v.Call.Args[0])
	case *ssa.UnOp:
		field, ok := v.X.(*ssa.FieldAddr)
		return ok && isRequest(field.X.Type()) && value.FieldOf(field).Name() == "ContentLength"
	}
	return false
}
