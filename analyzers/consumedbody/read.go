package consumedbody

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// read is a call that reads the body of a request to its end.
type read struct {
	call *ssa.Call
	data []ssa.Value // what gets, or is, what has been read
}

// reads returns the calls of the function that read the body of the request.
// Functions of the package are looked into.
func (r request) reads() []read {
	var found []read
	for call := range flow.Instrs[*ssa.Call](r.param.Parent()) {
		reader, data := catalog.ReadUp(call)
		if reader == nil {
			reader, data = catalog.BindsBody(call)
		}
		switch {
		case reader != nil && data != nil && (r.body(reader) || r.holds(reader)):
			found = append(found, read{call, []ssa.Value{source(data)}})
		case reader == nil && r.readBy(call):
			found = append(found, read{call, tellsBack(call)})
		}
	}
	return slices.DeleteFunc(found, func(one read) bool { return r.renewedBefore(one.call) })
}

// source returns the variable that an address is of, or v itself.
func source(v ssa.Value) ssa.Value {
	if variable := value.Variable(v); variable != nil {
		return variable
	}
	return value.Origin(v)
}

// readBy reports whether a function of the package that is given the request, or
// its body, always reads that, and leaves it so.
func (r request) readBy(call *ssa.Call) bool {
	callee := call.Call.StaticCallee()
	if r.depth == deepest || callee == nil || len(callee.Blocks) == 0 || callee.Pkg != call.Parent().Pkg {
		return false
	}
	for i, arg := range call.Call.Args {
		if !r.given(arg) && !r.body(arg) {
			continue
		}
		inner := r.in(callee, i)
		return !inner.renews(callee) && slices.ContainsFunc(inner.reads(), always)
	}
	return false
}

// always reports whether no way leads past a read, but for a panic.
func always(one read) bool {
	fn := one.call.Parent()
	for ret := range flow.Instrs[*ssa.Return](fn) {
		if ret.Block() != fn.Recover && !flow.Precedes(one.call, ret) {
			return false
		}
	}
	return true
}

// tellsBack returns what a helper may tell its caller of what it has read: its
// results, and what its arguments point to.
func tellsBack(call *ssa.Call) []ssa.Value {
	found := []ssa.Value{call}
	for _, arg := range call.Call.Args {
		if _, ok := value.Strip(arg).Type().Underlying().(*types.Pointer); ok && !isRequest(arg.Type()) && !catalog.HasRequest(arg.Type()) {
			found = append(found, source(arg))
		}
	}
	return found
}

// renews reports whether some of a function may give the request another body.
func (r request) renews(fn *ssa.Function) bool {
	for instr := range flow.AllInstrs[ssa.Instruction](fn) {
		if r.putsBack(instr) {
			return true
		}
	}
	return false
}

// renewedBefore reports whether the body may be another, that can be read again,
// when a call reads it.
func (r request) renewedBefore(call *ssa.Call) bool {
	for instr := range flow.Instrs[ssa.Instruction](call.Parent()) {
		if !r.putsBack(instr) || !flow.Leads(instr, call) {
			continue
		}
		if store, ok := instr.(*ssa.Store); !ok || !catalog.ReadsOnce(store.Val) {
			return true
		}
	}
	return false
}

// putsBack reports whether an instruction may give the request a body to read.
func (r request) putsBack(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Store:
		return r.stores(instr)
	case *ssa.Call:
		if catalog.RequestSetters.Calls(&instr.Call) {
			return !r.is(instr.Call.Args[len(instr.Call.Args)-1])
		}
		return r.mayRenew(instr)
	case *ssa.MakeClosure:
		return slices.ContainsFunc(slices.Collect(flow.AllInstrs[*ssa.Store](instr.Fn.(*ssa.Function))), storesBody)
	}
	return false
}

func (r request) stores(store *ssa.Store) bool {
	if field, ok := store.Addr.(*ssa.FieldAddr); ok && r.holds(field.X) {
		return isRequest(store.Val.Type()) && !r.is(store.Val)
	}
	return storesBody(store) && !r.body(store.Val)
}

// storesBody reports whether a body of any request is replaced, or a request as
// a whole.
func storesBody(store *ssa.Store) bool {
	if field, ok := store.Addr.(*ssa.FieldAddr); ok {
		return isBody(field)
	}
	return symbol.Is(store.Val.Type(), "net/http", "Request") && !isRequest(store.Val.Type())
}

// mayRenew reports whether a call is given the request and may give it another
// body. Functions of the package are looked into, functions that print are not
// asked.
func (r request) mayRenew(call *ssa.Call) bool {
	common := &call.Call
	callee := symbol.Callee(common)
	if catalog.LeavesBody(callee) || callee != nil && catalog.Prints(callee) {
		return false
	}
	args := common.Args
	if common.IsInvoke() {
		args = append(slices.Clip(args), common.Value)
	}
	for i, arg := range args {
		if !r.given(arg) {
			continue
		}
		fn := common.StaticCallee()
		if r.depth == deepest || fn == nil || len(fn.Blocks) == 0 || r.in(fn, i).renews(fn) {
			return true
		}
	}
	return false
}
