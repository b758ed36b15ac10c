package escapedtransaction

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// straight looks for statements of the pool between the begin of a transaction
// and a commit in the same function. Those on the way to a rollback may say
// what has failed.
func straight(pass *rule.Pass, begin *ssa.Call) {
	pool, tx := pathOf(value.Receiver(&begin.Call)), value.Result(begin, 0)
	if pool == "" || tx == nil {
		return
	}
	ends, commits := endsOf(begin.Parent(), tx)
	if len(commits) == 0 {
		return // ended elsewhere
	}
	var found []*ssa.Call
	visit := func(_ flow.Node, instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		if !ok {
			return true
		}
		if queries(call, pool) && !slices.Contains(found, call) && leadsTo(call, commits) && blind(call, tx) {
			found = append(found, call)
		}
		return !slices.Contains(ends, call)
	}
	edge := func(from *ssa.BasicBlock, i int) bool { return !errtest.Fails(begin, from, i) }
	if _, complete := flow.Follow(begin.Parent(), begin, visit, edge); !complete {
		return
	}
	for _, call := range found {
		report(pass, call, escape{begin: begin, tx: variableOf(pass, begin)})
	}
}

// endsOf returns the calls that end the transaction, and those of them that
// commit it. A deferred one ends it when nothing follows.
func endsOf(fn *ssa.Function, tx ssa.Value) (ends, commits []*ssa.Call) {
	for call := range flow.Instrs[*ssa.Call](fn) {
		if !catalog.Tx.End.Calls(&call.Call) && !catalog.GormTx.End.Calls(&call.Call) {
			continue
		}
		receiver := value.Receiver(&call.Call)
		if root(receiver) != root(tx) && owner(receiver) != root(tx) {
			continue
		}
		ends = append(ends, call)
		if method(&call.Call) == "Commit" {
			commits = append(commits, call)
		}
	}
	return ends, commits
}

// leadsTo reports whether one of the calls can come after a call.
func leadsTo(call *ssa.Call, later []*ssa.Call) bool {
	return slices.ContainsFunc(later, func(l *ssa.Call) bool {
		if l.Block() == call.Block() && slices.Index(l.Block().Instrs, ssa.Instruction(l)) > slices.Index(l.Block().Instrs, ssa.Instruction(call)) {
			return true
		}
		return flow.Reaches(call.Block().Succs, l.Block())
	})
}
