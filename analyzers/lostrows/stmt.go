package lostrows

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// perCall reports whether a statement is prepared for one call of its function:
// nobody keeps it, nothing that the function returns reads through it, and the
// pool lives on.
func perCall(life lifecycle.Life) bool {
	fn := symbol.Callee(&life.Call.Call)
	if life.HandedOn || fn == nil || returnsRows(life.Call.Parent().Signature) {
		return false
	}
	if _, direct := catalog.Stmt.Begin[symbol.Name(fn)]; !direct {
		return false // a helper may keep it, too
	}
	return !closed(value.Receiver(&life.Call.Call), life.Call.Parent())
}

// returnsRows reports whether a function returns what a statement has yielded.
func returnsRows(sig *types.Signature) bool {
	for i := range sig.Results().Len() {
		for _, name := range []string{"Rows", "Row"} {
			t := sig.Results().At(i).Type()
			if symbol.Is(t, "database/sql", name) || symbol.Is(t, "github.com/jmoiron/sqlx", name) {
				return true
			}
		}
	}
	return false
}

// closed reports whether a function, or one around or inside it, makes or closes
// the pool that something is prepared on.
func closed(pool ssa.Value, fn *ssa.Function) bool {
	fn = flow.Outermost(fn)
	origin := value.Origin(pool)
	if result, ok := origin.(*ssa.Extract); ok {
		origin = result.Tuple
	}
	if made, ok := origin.(*ssa.Call); ok {
		if catalog.OpenDB.Calls(&made.Call) {
			return true
		}
		if db := value.Receiver(&made.Call); db != nil && closed(db, fn) {
			return true // a connection of the pool
		}
	}
	return closes(fn, pool)
}

// closes reports whether a function, or one inside it, closes the pool.
func closes(fn *ssa.Function, pool ssa.Value) bool {
	for call := range flow.AllInstrs[ssa.CallInstruction](fn) {
		db := value.Receiver(call.Common())
		if catalog.CloseDB.Calls(call.Common()) && (value.Same(db, pool) || value.Same(embedding(db), pool)) {
			return true
		}
	}
	return false
}

// embedding returns the value that has v in a field, or v.
func embedding(v ssa.Value) ssa.Value {
	if load, ok := value.Origin(v).(*ssa.UnOp); ok {
		if field, ok := load.X.(*ssa.FieldAddr); ok {
			return field.X
		}
	}
	return v
}
