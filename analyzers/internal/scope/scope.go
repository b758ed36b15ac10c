// Package scope tells whether a live context is in scope where an instruction
// runs, which one, and how it is written there; and whether what runs there may
// be meant to do without it.
//
// A context is live if it was given to the function, by itself or in a request,
// a stream or a command, or if it derives from one that was: what it says, its
// deadline, its end, its trace, is about what the function does. One made from
// context.Background is not live, and neither is one that has ended. The
// direction is must: a variable counts if all that is assigned to it is live.
package scope

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Live is a context that is in scope.
type Live struct {
	Var   *types.Var    // the variable that is, or carries, the context
	Expr  string        // how the context is written, such as "ctx" or "r.Context()"
	Owner *ssa.Function // declares the variable

	// Captured says that a closure which may run at another time, such as a
	// goroutine, stands between the variable's function and the instruction.
	Captured bool

	// Mentioned says that such a closure uses the variable all the same.
	Mentioned bool

	// Only says that no other live context is in scope.
	Only bool

	// Endless says that nothing is known to ever end the context.
	Endless bool
}

// Finder answers questions about one package.
type Finder struct {
	pass    *analysis.Pass
	parent  func(ctx ssa.Value) ssa.Value
	dead    *dead.Finder
	sources map[ast.Node]sources
	calls   map[*ssa.Function][]ssa.CallInstruction // of the package's functions; nil until asked for
	values  map[*ssa.Function]bool                  // that are used otherwise than to call them
}

// In returns the finder for a package. Parent returns the context that another
// one was derived from by a call, or nil if that is not known.
func In(pass *analysis.Pass, parent func(ctx ssa.Value) ssa.Value) *Finder {
	return &Finder{pass: pass, parent: parent, dead: dead.New(parent), sources: map[ast.Node]sources{}}
}

// At returns the innermost live context that is in scope at an instruction:
// that of the innermost function; of the same function a context before what
// carries one, and of several the one that was declared last.
func (f *Finder) At(instr ssa.Instruction) (Live, bool) {
	var found []Live
	for _, candidate := range f.candidates(instr) {
		if !f.live(candidate.Owner, candidate.Var, instr) {
			continue
		}
		switch cause, ended := f.ended(candidate, instr); {
		case ended && cause.Kind == dead.Done:
			return Live{}, false // what is left to do is done without it
		case !ended:
			found = append(found, candidate)
		}
	}
	if len(found) == 0 {
		return Live{}, false
	}
	found[0].Only = len(found) == 1
	found[0].Endless = f.endless(found[0])
	return found[0], true
}

// candidates returns the variables that are or carry a context and are visible
// at an instruction, best first.
func (f *Finder) candidates(instr ssa.Instruction) []Live {
	pos, fn := instr.Pos(), instr.Parent()
	if !pos.IsValid() || fn.Syntax() == nil {
		return nil
	}
	var found []Live
	innermost := f.pass.Pkg.Scope().Innermost(pos)
	for s := innermost; s != nil && s.Parent() != nil && s.Parent() != f.pass.Pkg.Scope(); s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok || name == "_" {
				continue
			}
			selector, ok := catalog.ContextOf(v.Type())
			if !ok || !symbol.Visible(f.pass.Pkg, v, pos) {
				continue
			}
			if c, ok := f.candidate(fn, v, selector); ok {
				found = append(found, c)
			}
		}
	}
	slices.SortStableFunc(found, before(fn))
	return found
}

// candidate describes a variable that is visible in fn.
func (f *Finder) candidate(fn *ssa.Function, v *types.Var, selector string) (Live, bool) {
	c := Live{Var: v, Expr: v.Name() + selector, Owner: fn}
	for !within(c.Owner.Syntax(), v.Pos()) {
		if !inPlace(c.Owner) {
			c.Captured = true
			c.Mentioned = c.Mentioned || f.mentions(c.Owner.Syntax(), v)
		}
		if c.Owner = c.Owner.Parent(); c.Owner == nil || c.Owner.Syntax() == nil {
			return c, false // a variable of the package
		}
	}
	// Requests that a function makes for itself are another matter than those
	// it is given.
	return c, symbol.IsContext(v.Type()) || parameter(c.Owner, v) != nil
}

// before compares two candidates that are visible in fn.
func before(fn *ssa.Function) func(a, b Live) int {
	depth := func(c Live) (n int) {
		for inner := fn; inner != c.Owner; inner = inner.Parent() {
			n++
		}
		return n
	}
	carrier := func(c Live) int {
		if symbol.IsContext(c.Var.Type()) {
			return 0
		}
		return 1
	}
	return func(a, b Live) int {
		return cmp.Or(cmp.Compare(depth(a), depth(b)), cmp.Compare(carrier(a), carrier(b)), cmp.Compare(b.Var.Pos(), a.Var.Pos()))
	}
}

func within(n ast.Node, pos token.Pos) bool { return n != nil && n.Pos() <= pos && pos < n.End() }

// inPlace reports whether a closure runs only where it is made, as part of the
// function around it.
func inPlace(fn *ssa.Function) bool {
	if fn.Parent() == nil {
		return false
	}
	uses := 0
	called := false
	for instr := range flow.Instrs[ssa.Instruction](fn.Parent()) {
		switch instr := instr.(type) {
		case *ssa.MakeClosure:
			if instr.Fn == fn {
				uses += len(*instr.Referrers())
			}
		case *ssa.Call:
			called = called || value.Function(instr.Call.Value) == fn
		}
	}
	return called && uses <= 1
}

// mentions reports whether a variable is used in a piece of syntax.
func (f *Finder) mentions(in ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(in, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && f.pass.TypesInfo.Uses[id] == v {
			found = true
		}
		return !found
	})
	return found
}

func parameter(fn *ssa.Function, v *types.Var) *ssa.Parameter {
	for _, p := range fn.Params {
		if p.Object() == v {
			return p
		}
	}
	return nil
}
