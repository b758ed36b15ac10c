package flow

import (
	"go/constant"
	"go/token"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Condition is a branch condition in canonical form: two conditions with the
// same Key have the same outcome as long as no leaf is computed anew, and
// Negated tells which edge is which.
type Condition struct {
	Key     string
	Negated bool
	Leaves  []ssa.Value // what the condition was computed from
}

// Canonical returns the canonical form of cond: negations are folded into
// Negated, x != y becomes !(x == y), and expressions over the same parameters,
// constants and fields get the same key.
func Canonical(cond ssa.Value) Condition {
	var c Condition
	for {
		if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
			c.Negated = !c.Negated
			cond = not.X
			continue
		}
		break
	}
	if b, ok := cond.(*ssa.BinOp); ok {
		if length, empty, ok := emptiness(b); ok {
			c.Negated = c.Negated == empty
			c.Key = "empty(" + c.expr(length) + ")"
			return c
		}
	}
	if b, ok := cond.(*ssa.BinOp); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
		c.Negated = c.Negated != (b.Op == token.NEQ)
		x, y := b.X, b.Y
		if _, ok := x.(*ssa.Const); ok {
			x, y = y, x
		}
		c.Key = "==(" + c.expr(x) + "," + c.expr(y) + ")"
		return c
	}
	c.Key = c.expr(cond)
	return c
}

// expr prints v so that equal texts mean equal values while the leaves stand.
func (c *Condition) expr(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return "nil"
		}
		return v.Type().String() + v.Value.ExactString()
	case *ssa.Parameter, *ssa.FreeVar:
		return "$" + v.Name()
	case *ssa.Global, *ssa.Function:
		return "@" + v.String()
	case *ssa.BinOp:
		return v.Op.String() + "(" + c.expr(v.X) + "," + c.expr(v.Y) + ")"
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return v.Op.String() + c.expr(v.X)
		}
		if field, ok := v.X.(*ssa.FieldAddr); ok && !InCycle(v.Block()) {
			// A field may change between two reads, but code that tests it
			// twice on one straight path means the same thing.
			return c.expr(field.X) + "." + strconv.Itoa(field.Field)
		}
		if global, ok := v.X.(*ssa.Global); ok && !InCycle(v.Block()) {
			return "*" + c.expr(global) // likewise
		}
	case *ssa.FieldAddr:
		return "&" + c.expr(v.X) + "." + strconv.Itoa(v.Field)
	case *ssa.Field:
		return c.expr(v.X) + "." + strconv.Itoa(v.Field)
	case *ssa.ChangeType:
		return c.expr(v.X)
	case *ssa.Convert:
		return v.Type().String() + "(" + c.expr(v.X) + ")"
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && (b.Name() == "len" || b.Name() == "cap") {
			if _, ok := v.Call.Args[0].(*ssa.Parameter); ok {
				return b.Name() + "(" + v.Call.Args[0].Name() + ")"
			}
		}
	}
	c.Leaves = append(c.Leaves, v)
	return v.Name()
}

// Decided returns the outcome of a comparison of two constants.
func Decided(cond ssa.Value) (outcome, ok bool) {
	if c, isConst := cond.(*ssa.Const); isConst && c.Value != nil && c.Value.Kind() == constant.Bool {
		return constant.BoolVal(c.Value), true
	}
	v, c, ok := Compares(cond)
	if !ok {
		return false, false
	}
	x, ok := v.(*ssa.Const)
	if !ok || x.Value == nil {
		return false, false
	}
	return constant.Compare(x.Value, cond.(*ssa.BinOp).Op, c.With), true
}

// InCycle reports whether block can reach itself.
func InCycle(block *ssa.BasicBlock) bool {
	return Reaches(block.Succs, block)
}

// Reaches reports whether to can be reached from any of the given blocks,
// which count as reached themselves.
func Reaches(from []*ssa.BasicBlock, to *ssa.BasicBlock) bool {
	seen := make([]bool, len(to.Parent().Blocks))
	stack := append([]*ssa.BasicBlock(nil), from...)
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if b == to {
			return true
		}
		if seen[b.Index] {
			continue
		}
		seen[b.Index] = true
		stack = append(stack, b.Succs...)
	}
	return false
}

// Correlated returns the keys of conditions that at least two branches of fn
// test, in a fixed order: knowing one outcome then tells the other.
func Correlated(fn *ssa.Function) []string {
	count := map[string]int{}
	var keys []string
	for _, block := range fn.Blocks {
		branch, ok := last(block).(*ssa.If)
		if !ok {
			continue
		}
		key := Canonical(branch.Cond).Key
		if count[key]++; count[key] == 2 {
			keys = append(keys, key)
		}
	}
	return keys
}

func last(block *ssa.BasicBlock) ssa.Instruction {
	if len(block.Instrs) == 0 {
		return nil
	}
	return block.Instrs[len(block.Instrs)-1]
}

// NilKey returns the key of the condition that v is nil.
func NilKey(v ssa.Value) string {
	var c Condition
	return "==(" + c.expr(v) + ",nil)"
}

// emptiness reports whether a comparison says that a length is zero, or that
// it is not: len(x) > 0 is the same as len(x) != 0.
func emptiness(b *ssa.BinOp) (length ssa.Value, empty, ok bool) {
	call, isCall := b.X.(*ssa.Call)
	limit, isConst := b.Y.(*ssa.Const)
	if !isCall || !isConst || limit.Value == nil || limit.Value.Kind() != constant.Int {
		return nil, false, false
	}
	if builtin, isBuiltin := call.Call.Value.(*ssa.Builtin); !isBuiltin || builtin.Name() != "len" && builtin.Name() != "cap" {
		return nil, false, false
	}
	n := limit.Int64()
	switch {
	case b.Op == token.EQL && n == 0, b.Op == token.LSS && n == 1, b.Op == token.LEQ && n == 0:
		return call, true, true
	case b.Op == token.NEQ && n == 0, b.Op == token.GTR && n == 0, b.Op == token.GEQ && n == 1:
		return call, false, true
	}
	return nil, false, false
}
