package ctxbound

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// spent reports whether a value that a call has made may need its context no
// more by the time it is returned.
func (q *query) spent(noun string, call *ssa.Call) bool {
	v := value.Result(call, 0)
	if v == nil {
		return false
	}
	switch noun {
	case catalog.Response:
		return hasNoBody(call) || read(v, q.ret, q.body)
	case "command":
		return finished(v)
	}
	return false
}

// hasNoBody reports whether a request asks for the head of a response only.
func hasNoBody(call *ssa.Call) bool {
	for _, arg := range call.Call.Args {
		made, ok := value.Origin(arg).(*ssa.Extract)
		if !ok {
			continue
		}
		request, ok := made.Tuple.(*ssa.Call)
		if ok && newRequest.Calls(&request.Call) {
			if c, ok := value.Origin(request.Call.Args[1]).(*ssa.Const); ok && c.Value != nil && constant.StringVal(c.Value) == "HEAD" {
				return true
			}
		}
	}
	return false
}

var newRequest = symbol.Of("net/http.NewRequestWithContext")

// finished reports whether a command is waited for in the function.
func finished(command ssa.Value) bool {
	found := false
	eachUse(command, func(use ssa.Instruction, v ssa.Value) {
		call, ok := use.(ssa.CallInstruction)
		if !ok {
			return
		}
		if fn := symbol.Callee(call.Common()); fn == nil || fn.Name() != "Start" && value.Receiver(call.Common()) == v {
			found = true // Run, Output, Wait, or code of unknown effect
		}
	})
	return found
}

// read reports whether the body of a response may be read, replaced or handed
// on before a return, other than by the load of it that is returned.
func read(response ssa.Value, ret *ssa.Return, returned *ssa.UnOp) bool {
	found := false
	spends := func(instr ssa.Instruction) {
		found = found || instr.Parent() != ret.Parent() || instr.Block() == ret.Block() || flow.Reaches(instr.Block().Succs, ret.Block())
	}
	eachUse(response, func(use ssa.Instruction, v ssa.Value) {
		switch use := use.(type) {
		case ssa.CallInstruction:
			spends(use) // the whole response
		case *ssa.FieldAddr:
			if isBody(use) {
				eachBodyUse(use, returned, spends)
			}
		}
	})
	return found
}

// eachBodyUse calls visit for what spends the body.
func eachBodyUse(body *ssa.FieldAddr, returned *ssa.UnOp, spends func(ssa.Instruction)) {
	for _, use := range *body.Referrers() {
		load, ok := use.(*ssa.UnOp)
		if !ok {
			if _, debug := use.(*ssa.DebugRef); !debug {
				spends(use) // replaced, or its address taken
			}
			continue
		}
		if load == returned {
			continue
		}
		eachUse(load, func(use ssa.Instruction, _ ssa.Value) {
			if call, ok := use.(ssa.CallInstruction); ok {
				spends(call)
			}
		})
	}
}

func isBody(field *ssa.FieldAddr) bool {
	return symbol.Is(field.X.Type(), "net/http", "Response") && value.FieldOf(field).Name() == "Body"
}

// eachUse calls visit for the uses of a value, also through conversions, phis
// and a variable that holds it.
func eachUse(v ssa.Value, visit func(use ssa.Instruction, v ssa.Value)) {
	w := &uses{visit: visit, seen: map[ssa.Value]bool{}}
	w.of(v)
}

type uses struct {
	visit func(use ssa.Instruction, v ssa.Value)
	seen  map[ssa.Value]bool
}

func (w *uses) of(v ssa.Value) {
	if w.seen[v] {
		return // around a loop
	}
	w.seen[v] = true
	for _, use := range *v.Referrers() {
		if store, ok := use.(*ssa.Store); ok && store.Val == v {
			if cell := value.Cell(store.Addr); cell != nil {
				w.loads(cell)
				continue
			}
		}
		if phi, ok := use.(*ssa.Phi); ok {
			w.of(phi)
			continue
		}
		if converted, ok := use.(ssa.Value); ok && value.Converted(converted) == v {
			w.of(converted)
			continue
		}
		w.visit(use, v)
	}
}

func (w *uses) loads(cell *ssa.Alloc) {
	value.EachUse(cell, func(use ssa.Instruction, _ ssa.Value) bool {
		if load, ok := use.(*ssa.UnOp); ok {
			w.of(load)
		}
		return true
	})
}
