package flow

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Comparison is a comparison of some value with a constant.
type Comparison struct {
	Op   token.Token // ==, <, <=, > or >=
	With constant.Value
	key  string // how the constant is written in keys
}

// Compares returns the value that cond compares with a constant, and how. It
// has the outcome of cond, but for != that of ==.
func Compares(cond ssa.Value) (v ssa.Value, c Comparison, ok bool) {
	b, isBin := cond.(*ssa.BinOp)
	if !isBin {
		return nil, Comparison{}, false
	}
	with, isConst := b.Y.(*ssa.Const)
	if !isConst || with.Value == nil {
		return nil, Comparison{}, false
	}
	c = Comparison{Op: b.Op, With: with.Value, key: new(Condition).expr(with)}
	switch b.Op {
	case token.NEQ:
		c.Op = token.EQL
	case token.EQL, token.LSS, token.LEQ, token.GTR, token.GEQ:
	default:
		return nil, Comparison{}, false
	}
	return b.X, c, true
}

// Key returns the key of the condition that v compares so.
func (c Comparison) Key(v ssa.Value) string {
	return c.Op.String() + "(" + new(Condition).expr(v) + "," + c.key + ")"
}

// Of returns the outcome for a value, if it is a constant, or a counter's next
// value, which is above all that the counter begins with.
func (c Comparison) Of(v ssa.Value) (outcome, ok bool) {
	if k, isConst := v.(*ssa.Const); isConst && k.Value != nil {
		return constant.Compare(k.Value, c.Op, c.With), true
	}
	least := leastNext(v)
	if least == nil {
		return false, false
	}
	switch c.Op {
	case token.EQL, token.LEQ:
		return false, constant.Compare(c.With, token.LSS, least)
	case token.LSS:
		return false, constant.Compare(c.With, token.LEQ, least)
	case token.GTR:
		return true, constant.Compare(c.With, token.LSS, least)
	}
	return true, constant.Compare(c.With, token.LEQ, least)
}

// leastNext returns the least that the next value of a counter can be, or nil
// if v is no such value: i+1, where i is a phi that begins with constants and
// goes on with i+1.
func leastNext(v ssa.Value) constant.Value {
	phi, step := increment(v)
	if phi == nil {
		return nil
	}
	var least constant.Value
	for _, edge := range phi.Edges {
		if start, ok := edge.(*ssa.Const); ok && start.Value != nil {
			if least == nil || constant.Compare(start.Value, token.LSS, least) {
				least = start.Value
			}
		} else if other, _ := increment(edge); other != phi && edge != phi {
			return nil
		}
	}
	if least == nil {
		return nil
	}
	return constant.BinaryOp(least, token.ADD, step)
}

// increment returns the phi that v is more than, and by how much.
func increment(v ssa.Value) (*ssa.Phi, constant.Value) {
	sum, ok := v.(*ssa.BinOp)
	if !ok || sum.Op != token.ADD {
		return nil, nil
	}
	phi, isPhi := sum.X.(*ssa.Phi)
	step, isConst := sum.Y.(*ssa.Const)
	if !isPhi || !isConst || step.Value == nil || step.Value.Kind() != constant.Int || constant.Sign(step.Value) <= 0 {
		return nil, nil
	}
	return phi, step.Value
}

// Comparisons returns, for each phi of fn, the comparisons that a branch makes
// of it, or of a phi that takes its value from it.
func Comparisons(fn *ssa.Function) (all map[*ssa.Phi][]Comparison, keys []string) {
	all = map[*ssa.Phi][]Comparison{}
	var add func(v ssa.Value, c Comparison)
	add = func(v ssa.Value, c Comparison) {
		phi, ok := v.(*ssa.Phi)
		if !ok || slices.ContainsFunc(all[phi], func(other Comparison) bool { return other.Op == c.Op && other.key == c.key }) {
			return
		}
		all[phi] = append(all[phi], c)
		keys = append(keys, c.Key(phi))
		for _, edge := range phi.Edges {
			add(edge, c)
		}
	}
	for _, block := range fn.Blocks {
		if branch, ok := last(block).(*ssa.If); ok {
			if v, c, ok := Compares(branch.Cond); ok {
				add(v, c)
			}
		}
	}
	return all, keys
}
