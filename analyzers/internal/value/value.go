// Package value answers where an SSA value comes from and where it goes:
// through conversions, single-store cells, phis, tuples and closures.
package value

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Strip removes conversions that keep the value: changes of type and
// interface, boxing, and assertions.
func Strip(v ssa.Value) ssa.Value {
	for {
		inner := Converted(v)
		if inner == nil {
			return v
		}
		v = inner
	}
}

// Converted returns the operand if v is a conversion of it that keeps the
// value, else nil.
func Converted(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return v.X
	case *ssa.ChangeInterface:
		return v.X
	case *ssa.MakeInterface:
		return v.X
	case *ssa.Convert:
		return v.X
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return v.X
		}
	case *ssa.Extract:
		if assert, ok := v.Tuple.(*ssa.TypeAssert); ok && v.Index == 0 {
			return assert.X
		}
	}
	return nil
}

// Origin follows v back through conversions, loads of single-store cells and
// phis whose operands agree, to the value that was first computed.
func Origin(v ssa.Value) ssa.Value {
	seen := map[ssa.Value]bool{}
	for {
		v = loaded(v, seen)
		phi, ok := v.(*ssa.Phi)
		if !ok {
			return v
		}
		common, ok := agreed(phi, nil, map[*ssa.Phi]bool{})
		if !ok {
			common = onlyEdge(phi)
		}
		if common == nil || seen[common] {
			return v
		}
		v = common
	}
}

// loaded follows v back through conversions and loads of single-store cells.
func loaded(v ssa.Value, seen map[ssa.Value]bool) ssa.Value {
	for {
		v = Strip(v)
		load, ok := v.(*ssa.UnOp)
		if !ok || seen[v] {
			return v
		}
		seen[v] = true
		stored := SingleStore(load)
		if stored == nil {
			return v
		}
		v = stored
	}
}

// agreed returns the value that all operands of a phi, and of the phis among
// them, come from; common is the one found so far.
func agreed(phi *ssa.Phi, common ssa.Value, seen map[*ssa.Phi]bool) (ssa.Value, bool) {
	seen[phi] = true
	for _, edge := range phi.Edges {
		v := loaded(edge, map[ssa.Value]bool{})
		inner, ok := v.(*ssa.Phi)
		switch {
		case ok && seen[inner]:
			// the loop brings it around
		case ok:
			var agree bool
			if common, agree = agreed(inner, common, seen); !agree {
				return nil, false
			}
		case common == nil:
			common = v
		case common != v:
			return nil, false
		}
	}
	return common, true
}

// onlyEdge returns the one operand of a phi that is not the phi itself, or nil.
func onlyEdge(phi *ssa.Phi) ssa.Value {
	var only ssa.Value
	for _, edge := range phi.Edges {
		v := Strip(edge)
		if v == phi || v == only {
			continue
		}
		if only != nil {
			return nil
		}
		only = v
	}
	return only
}

// Closure returns the closure that v is, through conversions, single-store
// cells and agreeing phis; nil if v is none or not known.
func Closure(v ssa.Value) *ssa.MakeClosure {
	mc, _ := Origin(v).(*ssa.MakeClosure)
	return mc
}

// Function returns the function that a call of v runs: a declared function, a
// literal or a bound method's wrapper; nil if not known.
func Function(v ssa.Value) *ssa.Function {
	switch o := Origin(v).(type) {
	case *ssa.Function:
		return o
	case *ssa.MakeClosure:
		return o.Fn.(*ssa.Function)
	}
	return nil
}

// BoundMethod returns the method that a closure is, bound to its receiver; nil if
// it is a literal.
func BoundMethod(closure *ssa.MakeClosure) *types.Func {
	method, ok := closure.Fn.(*ssa.Function).Object().(*types.Func)
	if !ok {
		return nil
	}
	return method.Origin()
}

// Receiver returns the receiver of a method call, or nil.
func Receiver(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	if fn := call.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(call.Args) > 0 {
		return call.Args[0]
	}
	return nil
}

// ErrorResult returns the index of the last result of type error in the
// call's results, or -1.
func ErrorResult(sig *types.Signature) int {
	for i := sig.Results().Len() - 1; i >= 0; i-- {
		if types.Identical(sig.Results().At(i).Type(), types.Universe.Lookup("error").Type()) {
			return i
		}
	}
	return -1
}

// Result returns the value of the i-th result of a call, or nil if nothing
// takes it.
func Result(call *ssa.Call, i int) ssa.Value {
	if call.Call.Signature().Results().Len() == 1 {
		if i != 0 || len(*call.Referrers()) == 0 {
			return nil
		}
		return call
	}
	for _, use := range *call.Referrers() {
		if e, ok := use.(*ssa.Extract); ok && e.Index == i && len(*e.Referrers()) > 0 {
			return e
		}
	}
	return nil
}

// Global returns the full name of the package variable that v is loaded from, such
// as "io.EOF", or "".
func Global(v ssa.Value) string {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return ""
	}
	global, ok := load.X.(*ssa.Global)
	if !ok {
		return ""
	}
	return global.Pkg.Pkg.Path() + "." + global.Name()
}

// IsFalse reports whether v is the constant false.
func IsFalse(v ssa.Value) bool {
	c, ok := Origin(v).(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
}

// IsNil reports whether v is the constant nil.
func IsNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// IsZero reports whether v is a constant that is the zero value of its type.
func IsZero(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return ok
	}
	switch c.Value.Kind() {
	case constant.Bool:
		return !constant.BoolVal(c.Value)
	case constant.String:
		return constant.StringVal(c.Value) == ""
	}
	return constant.Sign(c.Value) == 0
}

// Signature returns the signature of a function type, or nil.
func Signature(t types.Type) *types.Signature {
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// FieldOf returns the field that is addressed, as FieldAt does.
func FieldOf(addr *ssa.FieldAddr) *types.Var { return FieldAt(addr.X.Type(), addr.Field) }

// FieldAt returns the i-th field of a struct type, or of what a pointer type
// points to, as it is declared: of an instance of a generic type, the field of the
// generic type.
func FieldAt(t types.Type, i int) *types.Var {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying().(*types.Struct).Field(i).Origin()
}

// NilTest returns what a condition compares with nil, and which edge of a branch
// on it is taken when that is nil.
func NilTest(cond ssa.Value) (v ssa.Value, edge int, ok bool) {
	test, ok := cond.(*ssa.BinOp)
	if !ok || test.Op != token.EQL && test.Op != token.NEQ {
		return nil, 0, false
	}
	v = test.X
	if IsNil(v) {
		v = test.Y
	} else if !IsNil(test.Y) {
		return nil, 0, false
	}
	if test.Op == token.NEQ {
		edge = 1
	}
	return v, edge, true
}
