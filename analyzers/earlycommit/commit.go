package earlycommit

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// committing returns the call of a library that a call is, or certainly makes
// on the message that it is given, and that message; nil if it is none.
func committing(call *ssa.Call) (commit *ssa.Call, message ssa.Value) {
	if message := catalog.KafkaCommitted(call); message != nil {
		return call, message
	}
	callee := call.Call.StaticCallee()
	if callee == nil || len(callee.Blocks) == 0 || callee.Parent() != nil {
		return nil, nil
	}
	for _, instr := range callee.Blocks[0].Instrs {
		inner, ok := instr.(*ssa.Call)
		if !ok {
			continue
		}
		if i := parameter(catalog.KafkaCommitted(inner)); i >= 0 {
			return inner, call.Call.Args[i]
		}
	}
	return nil, nil
}

// parameter returns the index of the parameter that a message is, or -1.
func parameter(message ssa.Value) int {
	v := holder(message)
	if local, ok := v.(*ssa.Alloc); ok {
		v = value.Stores(local)[0].Val
	}
	if param, ok := v.(*ssa.Parameter); ok {
		return slices.Index(param.Parent().Params, param)
	}
	return -1
}

// holder returns what holds a message: the variable that is loaded, which is
// assigned once, or the value itself; nil if it is one of many, perhaps.
func holder(message ssa.Value) ssa.Value {
	if message == nil {
		return nil
	}
	v := value.Strip(message)
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return v
	}
	switch load.X.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		if cell := value.Cell(load.X); cell != nil && len(value.Stores(cell)) == 1 {
			return load.X
		}
		return nil
	case *ssa.FieldAddr, *ssa.Global:
		return nil
	}
	return v
}

var onPurpose = regexp.MustCompile(`(?i)at[- ]most[- ]once`)

// atMostOnce reports whether a comment in or above the declaration that a
// function is in says that messages may be lost.
func atMostOnce(pass *rule.Pass, fn *ssa.Function) bool {
	return onPurpose.MatchString(pass.Comments(fn))
}

// keepsMarks reports whether the package commits what it has marked itself.
func keepsMarks(pass *rule.Pass) bool {
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			if catalog.KafkaMarksKept.Calls(call.Common()) {
				return true
			}
		}
	}
	return false
}

// commitsItself reports whether the package configures readers of kafka-go, and
// all of them with a group: ReadMessage commits then.
func commitsItself(pass *rule.Pass) bool {
	readers, grouped := 0, 0
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if ok && catalog.IsKafkaReaderConfig(pass.TypesInfo.TypeOf(lit)) {
				readers++
				if group := fix.Field(lit, "GroupID"); group != nil && types.ExprString(group) != `""` {
					grouped++
				}
			}
			return true
		})
	}
	return readers > 0 && readers == grouped
}
