package lingeringwriter

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// decides are the fields that say how long a message waits.
var decides = map[string]bool{"BatchTimeout": true, "BatchSize": true, "Async": true}

// tuned reports whether the package assigns such a field to a writer that it
// has not just made.
func tuned(pass *rule.Pass) bool {
	for _, file := range pass.Files {
		found := false
		ast.Inspect(file, func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok {
				return !found
			}
			for _, left := range assign.Lhs {
				sel, ok := left.(*ast.SelectorExpr)
				found = found || ok && decides[sel.Sel.Name] && isWriter(pass.TypesInfo.TypeOf(sel.X))
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

func isWriter(t types.Type) bool {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	return symbol.Is(t, kafka, "Writer") || symbol.Is(t, kafka, "WriterConfig")
}

// configuration returns the literal that made a writer, if it leaves all to
// the library, or nil.
func configuration(pass *rule.Pass, writer ssa.Value) *ast.CompositeLit {
	made := maker(pass, writer)
	if made == nil {
		return nil
	}
	if call, ok := made.(*ssa.Call); ok {
		load, ok := value.Origin(call.Call.Args[0]).(*ssa.UnOp)
		if !ok {
			return nil
		}
		made = load.X
	}
	alloc, ok := made.(*ssa.Alloc)
	if !ok || !plain(pass, alloc) {
		return nil
	}
	return literalAt(pass, alloc.Pos())
}

// maker returns what makes a writer: its variable, or the call of NewWriter.
func maker(pass *rule.Pass, writer ssa.Value) ssa.Value {
	switch v := value.Origin(writer).(type) {
	case *ssa.Alloc:
		return v
	case *ssa.Call:
		if newWriter.Calls(&v.Call) {
			return v
		}
		if fn := v.Call.StaticCallee(); fn != nil && fn.Pkg != nil && fn.Pkg.Pkg == pass.Pkg {
			return onlyResult(fn)
		}
	case *ssa.UnOp:
		if field, ok := v.X.(*ssa.FieldAddr); ok && !value.FieldOf(field).Exported() {
			return onlyStore(pass, value.FieldOf(field))
		}
	}
	return nil
}

// onlyResult returns what a function that makes a writer returns.
func onlyResult(fn *ssa.Function) ssa.Value {
	var only ssa.Value
	for ret := range flow.Instrs[*ssa.Return](fn) {
		if only != nil || len(ret.Results) == 0 {
			return nil
		}
		only = value.Origin(ret.Results[0])
	}
	return made(only)
}

// onlyStore returns what makes the writer that a field holds, if it is
// assigned in one place of the package.
func onlyStore(pass *rule.Pass, field *types.Var) ssa.Value {
	var only ssa.Value
	for _, fn := range pass.Funcs() {
		for addr := range flow.Instrs[*ssa.FieldAddr](fn) {
			if value.FieldOf(addr) != field {
				continue
			}
			for _, use := range *addr.Referrers() {
				if store, ok := use.(*ssa.Store); ok && store.Addr == addr {
					if only != nil {
						return nil
					}
					only = value.Origin(store.Val)
				}
			}
		}
	}
	if call, ok := only.(*ssa.Call); ok && !newWriter.Calls(&call.Call) {
		if fn := call.Call.StaticCallee(); fn != nil && fn.Pkg != nil && fn.Pkg.Pkg == pass.Pkg {
			return onlyResult(fn)
		}
	}
	return made(only)
}

func made(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.Alloc:
		return v
	case *ssa.Call:
		if newWriter.Calls(&v.Call) {
			return v
		}
	}
	return nil
}

// plain reports whether a literal sets no field that says how long a message
// waits, and whether no function is given the writer to do so.
func plain(pass *rule.Pass, alloc *ssa.Alloc) bool {
	for _, use := range *alloc.Referrers() {
		switch use := use.(type) {
		case *ssa.FieldAddr:
			if decides[value.FieldOf(use).Name()] && !manyAtOnce(use) {
				return false
			}
		case *ssa.Store:
			if use.Addr == alloc {
				return false // overwritten as a whole
			}
		case *ssa.Return, *ssa.UnOp, *ssa.DebugRef:
		case ssa.CallInstruction:
			if value.Receiver(use.Common()) != ssa.Value(alloc) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// manyAtOnce reports whether a field is the size of batches, set to a number
// that one message does not fill.
func manyAtOnce(field *ssa.FieldAddr) bool {
	uses := *field.Referrers()
	if value.FieldOf(field).Name() != "BatchSize" || len(uses) != 1 {
		return false
	}
	store, ok := uses[0].(*ssa.Store)
	if !ok {
		return false
	}
	size, ok := store.Val.(*ssa.Const)
	return ok && size.Int64() > 1
}

// literalAt returns the literal whose brace is at pos, if it is that of a
// writer and names its fields.
func literalAt(pass *rule.Pass, pos token.Pos) *ast.CompositeLit {
	for _, n := range fix.PathAt(pass.Pass, pos) {
		if lit, ok := n.(*ast.CompositeLit); ok && lit.Lbrace == pos && lit.Type != nil && isWriter(pass.TypesInfo.TypeOf(lit)) {
			return lit
		}
	}
	return nil
}
