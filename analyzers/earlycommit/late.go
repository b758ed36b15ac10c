package earlycommit

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// checkLate reports reads that commit what the package means to commit itself,
// when it is done with it: it reads messages in no other way.
func checkLate(pass *rule.Pass) bool {
	var reads, commits []*ssa.Call
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			switch callee := symbol.Callee(&call.Call); {
			case callee == nil:
			case catalog.FetchesKafka(callee):
				return false
			case catalog.ReadsKafka(callee):
				reads = append(reads, call)
			case catalog.CommitsKafka(callee) && !catalog.KafkaMarks(callee):
				commits = append(commits, call)
			}
		}
	}
	if len(commits) == 0 {
		return false
	}
	for _, read := range reads {
		if !atMostOnce(pass, read.Parent()) {
			reportLate(pass, read, commits[0])
		}
	}
	return true
}

func reportLate(pass *rule.Pass, read, commit *ssa.Call) {
	site, ok := service.At(pass, read)
	if !ok {
		return // made by the compiler
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: types.ExprString(site.Call.Fun) + " commits the message before it returns it, so " + service.Name(pass, commit) +
			" comes too late: what fails in between is lost",
		Path:  []rule.Step{rule.StepAt(read, "from here on the message is not delivered again"), rule.StepAt(commit, "the commit that is meant")},
		Fixes: fetch(pass, site.Call),
	})
}

// fetch offers to read without a commit.
func fetch(pass *rule.Pass, call *ast.CallExpr) []rule.Fix {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	method, _, _ := types.LookupFieldOrMethod(pass.TypesInfo.TypeOf(sel.X), true, pass.Pkg, "FetchMessage")
	fn, ok := method.(*types.Func)
	if !ok || !catalog.FetchesKafka(fn) {
		return nil
	}
	return []rule.Fix{{Message: "Leave the commit to CommitMessages", Edits: []analysis.TextEdit{fix.Replace(sel.Sel, "FetchMessage")}}}
}
