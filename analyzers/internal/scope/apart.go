package scope

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Apart reports whether what runs at an instruction may be meant to do without
// the context in scope there: it runs at another time or side by side with the
// rest; it cleans up, stops or makes good what has failed; it serves something
// that outlives the request; or a comment speaks of it.
func (f *Finder) Apart(live Live, instr ssa.Instruction) bool {
	if _, plain := instr.(*ssa.Call); !plain || live.Captured {
		return true // deferred, or in a goroutine or a callback
	}
	for fn := instr.Parent(); fn != live.Owner.Parent(); fn = fn.Parent() {
		if outlives(fn.Name()) || asks(fn) {
			return true
		}
	}
	call := instr.(*ssa.Call)
	if callee := symbol.Callee(&call.Call); callee != nil && !catalog.FreshContexts.Has(callee) && outlives(callee.Name()) {
		return true
	}
	return Failed(instr.Block()) || f.explained(instr.Pos())
}

// Failed reports whether a block runs only when something has failed: behind a
// test that found an error.
func Failed(block *ssa.BasicBlock) bool {
	for b := block; b != nil && b.Idom() != nil; b = b.Idom() {
		if len(b.Preds) != 1 {
			continue
		}
		from := b.Preds[0]
		branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
		if ok && from.Succs[0] != from.Succs[1] && failure(branch.Cond, from.Succs[0] == b) {
			return true
		}
	}
	return false
}

// failure reports whether an outcome of a condition says that there is an
// error, or that it is a certain one.
func failure(cond ssa.Value, outcome bool) bool {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		return cond.Op == token.NOT && failure(cond.X, !outcome)
	case *ssa.BinOp:
		if !symbol.IsError(cond.X.Type()) {
			return false
		}
		return cond.Op == token.NEQ && outcome || cond.Op == token.EQL && !outcome
	case *ssa.Call:
		for _, arg := range cond.Call.Args {
			if symbol.IsError(arg.Type()) {
				return outcome
			}
		}
	}
	return false
}

// asks reports whether a function looks at the end of a context itself: then
// it has its own idea of what should end with it.
func asks(fn *ssa.Function) bool {
	for call := range flow.Instrs[*ssa.Call](fn) {
		if catalog.ContextEnds.Calls(&call.Call) || detaches.Calls(&call.Call) {
			return true
		}
	}
	return false
}

var detaches = symbol.Of("context.WithoutCancel", "context.AfterFunc")

// apart are the words, in the names of functions, of what must be done even if
// the request is over, or is done for all requests.
var apart = []string{
	"abort", "async", "background", "cache", "cancel", "clean", "close", "compensat", "deregister", "destroy", "detach", "disconnect",
	"dispose", "drain", "evict", "expire", "fail", "finali", "finish", "flush", "graceful", "init", "kill", "leave", "migrat", "prefetch", "preload", "purge",
	"refresh", "release", "reload", "revoke", "rollback", "shutdown", "singleflight", "stop", "teardown", "terminate", "undo", "unlock",
	"unregister", "warm", "watch", "worker",
}

func outlives(name string) bool { return symbol.Mentions(name, apart...) }

// explained reports whether a comment on the line of pos, or right above it,
// speaks of contexts.
func (f *Finder) explained(pos token.Pos) bool {
	file := fix.FileAt(f.pass, pos)
	if file == nil {
		return false
	}
	line := func(pos token.Pos) int { return f.pass.Fset.File(pos).Line(pos) }
	for _, group := range file.Comments {
		if end := line(group.End()); end == line(pos) || end == line(pos)-1 {
			return speaks(group)
		}
	}
	return false
}

func speaks(group *ast.CommentGroup) bool {
	return symbol.Mentions(group.Text(), "background", "context", "ctx", "cancel", "deadline", "detach", "timeout", "outlive")
}

// Written reports whether the identifiers of a context's expression mean the
// same at another place: nothing hides the variable there.
func (l Live) Written(pkg *types.Package, pos token.Pos) bool {
	return symbol.Visible(pkg, l.Var, pos)
}
