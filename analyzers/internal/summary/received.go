package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// IsListener reports whether t is a listener of package net.
func IsListener(t types.Type) bool {
	return symbol.Is(t, "net", "Listener") || symbol.Is(t, "net", "TCPListener") || symbol.Is(t, "net", "UnixListener")
}

// received reports whether a call serves a listener that is not known to have
// been bound by its function: a parameter, a field, the result of a function
// of unknown effect.
func (s *eventScan) received(call ssa.CallInstruction) bool {
	if call == nil {
		return true // a method value; its argument is not known
	}
	common := call.Common()
	if common.IsInvoke() {
		return !s.bound(common.Value, 0)
	}
	for _, arg := range common.Args {
		if IsListener(arg.Type()) && !s.bound(arg, 0) {
			return true
		}
	}
	return false
}

const maxWrapped = 4 // listeners around a listener

// bound reports whether v is a listener that this function or one that it
// calls has bound.
func (s *eventScan) bound(v ssa.Value, depth int) bool {
	if depth > maxWrapped {
		return false
	}
	switch v := value.Origin(v).(type) {
	case *ssa.Extract:
		return s.bound(v.Tuple, depth+1)
	case *ssa.Call:
		return s.binds(v, depth)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !value.IsNil(edge) && !s.bound(edge, depth+1) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		return s.stored(v, depth)
	}
	return false
}

// binds reports whether a call binds its result, or wraps a bound listener.
func (s *eventScan) binds(call *ssa.Call, depth int) bool {
	if s.call(call).May&catalog.Bind != 0 {
		return true
	}
	for _, arg := range call.Call.Args {
		if IsListener(arg.Type()) {
			return s.bound(arg, depth+1)
		}
	}
	return false
}

// stored reports whether what a load yields was bound by this function: some
// store to the same variable, or to the same field, is of a bound listener.
func (s *eventScan) stored(load *ssa.UnOp, depth int) bool {
	if cell := value.Cell(load.X); cell != nil {
		found := false
		value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
			store, ok := use.(*ssa.Store)
			found = found || ok && store.Addr == addr && s.bound(store.Val, depth+1)
			return true
		})
		return found
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	for store := range flow.Instrs[*ssa.Store](load.Parent()) {
		other, ok := store.Addr.(*ssa.FieldAddr)
		if ok && other.Field == field.Field && types.Identical(other.X.Type(), field.X.Type()) && s.bound(store.Val, depth+1) {
			return true
		}
	}
	return false
}
