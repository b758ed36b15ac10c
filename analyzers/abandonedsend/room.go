package abandonedsend

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// room gives the channel a buffer for the values of all goroutines, if it can be
// told how many they are.
func room(pass *rule.Pass, ch *channel, name string) (rule.Fix, bool) {
	site, ok := fix.CallAt(pass.Pass, ch.made.Pos())
	size := capacity(pass.Pass, ch)
	if !ok || size == "" {
		return rule.Fix{}, false
	}
	args := site.Call.Args
	edit := analysis.TextEdit{Pos: args[0].End(), End: args[0].End(), NewText: []byte(", " + size)}
	if len(args) == 2 {
		edit = fix.Replace(args[1], size)
	}
	many := "all values"
	if size == "1" {
		many = "one value"
	}
	return rule.Fix{
		Message: "Give " + name + " room for " + many, Edits: []analysis.TextEdit{edit},
		Safe: !slices.ContainsFunc(ch.senders, func(s *sender) bool { return !s.last() }) && !token.IsIdentifier(size), // make panics where a number is negative
	}, true
}

// capacity returns an expression for how many goroutines send, or "".
func capacity(pass *analysis.Pass, ch *channel) string {
	loops := loopsAfter(ch.made, ch.senders[0].start)
	switch {
	case len(ch.senders) == 1 && len(loops) == 1:
		return turns(pass, ch.made.Pos(), ch.senders[0].start.Pos())
	case slices.ContainsFunc(ch.senders, func(s *sender) bool { return len(loopsAfter(ch.made, s.start)) > 0 }):
		return ""
	}
	return strconv.Itoa(len(ch.senders))
}

// loopsAfter returns the loops in which a goroutine is started and the channel is
// not made.
func loopsAfter(made *ssa.MakeChan, start *ssa.Go) []*flow.Loop {
	return slices.DeleteFunc(flow.LoopsAround(start.Block()), func(l *flow.Loop) bool { return l.Has(made.Block()) })
}

// turns returns how many turns the loop around a statement makes, in terms that
// mean the same where the channel is made.
func turns(pass *analysis.Pass, made, start token.Pos) string {
	for _, n := range fix.PathAt(pass, start) {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if id, ok := n.X.(*ast.Ident); ok && fix.Settled(pass, id, made) {
				return length(pass.TypesInfo.TypeOf(id), id.Name)
			}
			return ""
		case *ast.ForStmt, *ast.FuncLit, *ast.FuncDecl:
			return ""
		}
	}
	return ""
}

// length returns how many elements a range over a variable has, at the most.
func length(t types.Type, name string) string {
	switch t := t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map:
		return "len(" + name + ")"
	case *types.Basic:
		if t.Kind() == types.Int {
			return name
		}
	}
	return ""
}
