package escapedtransaction

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// queries reports whether a call sends a statement through the pool of the given
// path.
func queries(call *ssa.Call, pool string) bool {
	if !catalog.PoolQueries.Calls(&call.Call) && (!catalog.PoolPrepares.Calls(&call.Call) || !runsHere(call)) {
		return false
	}
	return pathOf(value.Receiver(&call.Call)) == pool
}

// pathOf names the variable, parameter or field that a pool is taken from, so
// that equal names are the same pool; "" if it may be another one each time.
func pathOf(v ssa.Value) string {
	switch v := root(v).(type) {
	case *ssa.Parameter:
		return v.Parent().String() + " " + v.Name()
	case *ssa.Global:
		return v.String()
	case *ssa.Extract, *ssa.Alloc:
		return v.Parent().String() + " " + v.Name()
	case *ssa.Call:
		if catalog.PoolBegin.Calls(&v.Call) {
			return "" // a transaction already
		}
		return v.Parent().String() + " " + v.Name()
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return location(v.X)
		}
	}
	return ""
}

// location names what is loaded from an address.
func location(address ssa.Value) string {
	switch address := address.(type) {
	case *ssa.Global:
		return address.String()
	case *ssa.FieldAddr:
		holder := pathOf(address.X)
		field := value.FieldOf(address)
		if holder == "" || field.Embedded() {
			return holder
		}
		return holder + "." + field.Name()
	}
	return "" // a variable that is assigned more than once
}

// root returns the value that a chain of gorm's methods begins with.
func root(v ssa.Value) ssa.Value {
	for {
		v = value.Origin(v)
		call, ok := v.(*ssa.Call)
		if !ok || !chains(&call.Call) {
			return v
		}
		v = call.Call.Args[0]
	}
}

// chains reports whether a call returns its receiver in another state.
func chains(call *ssa.CallCommon) bool {
	receiver := value.Receiver(call)
	if receiver == nil || call.IsInvoke() || catalog.PoolBegin.Calls(call) {
		return false
	}
	results := call.Signature().Results()
	t := receiver.Type()
	return results.Len() == 1 && types.Identical(results.At(0).Type(), t) &&
		(symbol.Is(t, "gorm.io/gorm", "DB") || symbol.Is(t, "github.com/jinzhu/gorm", "DB"))
}

// owner returns the value that has v embedded in it, or nil.
func owner(v ssa.Value) ssa.Value {
	load, ok := value.Origin(v).(*ssa.UnOp)
	if !ok {
		return nil
	}
	if field, ok := load.X.(*ssa.FieldAddr); ok && value.FieldOf(field).Embedded() {
		return root(field.X)
	}
	return nil
}

func method(call *ssa.CallCommon) string {
	if fn := symbol.Callee(call); fn != nil {
		return fn.Name()
	}
	return ""
}
