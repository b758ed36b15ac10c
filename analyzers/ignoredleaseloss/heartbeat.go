package ignoredleaseloss

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// checkHeartbeats reports loops that tell Consul that a service is well, and to
// which it means nothing that Consul does not take it.
func checkHeartbeats(pass *rule.Pass, started map[*ssa.Function]bool) {
	forgotten := removes(pass) && !registersAgain(pass)
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if !catalog.ConsulHeartbeats.Calls(&call.Call) || !flow.InCycle(call.Block()) {
				continue
			}
			switch failed(call) {
			case ends:
				if started[fn] {
					reportHeartbeat(pass, call, "this loop ends with the first %s that fails: the check turns critical, and the service stays out")
				}
			case spins:
				if forgotten {
					reportHeartbeat(pass, call, "nothing happens when %s keeps failing: Consul has removed the service then, and it stays unregistered")
				}
			}
		}
	}
}

func reportHeartbeat(pass *rule.Pass, call *ssa.Call, message string) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok {
		return
	}
	pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf(message, types.ExprString(site.Call.Fun)),
	})
}

// failed returns what a loop does when its heartbeat fails: it spins if it goes
// on as if nothing had happened.
func failed(call *ssa.Call) outcome {
	err := value.Result(call, 0)
	if err == nil {
		return spins // nobody takes the error
	}
	branch := asked(call)
	if branch == nil {
		return answered // or not, in a way that is not known
	}
	bad, good := within(branch.Block().Succs[0]), within(branch.Block().Succs[1])
	if _, negated := errtest.Classify(branch.Cond, call); !negated {
		bad, good = good, bad
	}
	test, ok := branch.Cond.(*ssa.BinOp)
	if !ok || used(err, test, bad) || slices.ContainsFunc(good, remembers) {
		return answered
	}
	return leaves(bad)
}

// asked returns the one branch by whether a call has failed, or nil.
func asked(call *ssa.Call) *ssa.If {
	var found *ssa.If
	for branch := range flow.Instrs[*ssa.If](call.Parent()) {
		if kind, _ := errtest.Classify(branch.Cond, call); kind != errtest.Nil {
			continue
		}
		if found != nil {
			return nil
		}
		found = branch
	}
	return found
}

// within returns the blocks that only one outcome of a branch leads to.
func within(first *ssa.BasicBlock) []*ssa.BasicBlock {
	if len(first.Preds) != 1 {
		return nil
	}
	var blocks []*ssa.BasicBlock
	for _, block := range first.Parent().Blocks {
		if first.Dominates(block) {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// used reports whether anything is done with an error but to test it, and what
// is done in some blocks.
func used(err ssa.Value, test ssa.Instruction, blocks []*ssa.BasicBlock) bool {
	for _, use := range *err.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			cell := value.Cell(use.Addr)
			if cell == nil || readElsewhere(use, test, blocks) {
				return true
			}
		default:
			if use != test && !slices.Contains(blocks, use.Block()) {
				return true
			}
		}
	}
	return false
}

// readElsewhere reports whether the function reads the error out of the variable
// it is stored in for anything but the test, and outside some blocks.
func readElsewhere(store *ssa.Store, test ssa.Instruction, blocks []*ssa.BasicBlock) bool {
	for load := range flow.Instrs[*ssa.UnOp](store.Parent()) {
		if load.X != store.Addr || slices.Contains(blocks, load.Block()) {
			continue
		}
		if last := errtest.LastStore(load); last != nil && last != store.Val {
			continue // another error
		}
		for _, use := range *load.Referrers() {
			if _, debug := use.(*ssa.DebugRef); !debug && use != test {
				return true
			}
		}
	}
	return false
}

// remembers reports whether a block keeps something of a heartbeat that Consul
// has taken: others may miss it.
func remembers(block *ssa.BasicBlock) bool {
	return slices.ContainsFunc(block.Instrs, func(instr ssa.Instruction) bool {
		switch instr.(type) {
		case *ssa.Call, *ssa.Store, *ssa.Send, *ssa.MapUpdate, *ssa.Go:
			return answers(instr) && !waits(instr)
		}
		return false
	})
}

// waits reports whether an instruction only lets time pass.
func waits(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	return ok && waiting.Calls(&call.Call)
}

var waiting = symbol.Of("time.Sleep", "(*time.Timer).Reset", "(*time.Ticker).Reset")

// leaves returns what the blocks of a failure do: they answer it, end the
// function, or go on as after a success.
func leaves(blocks []*ssa.BasicBlock) outcome {
	result := spins
	for _, block := range blocks {
		for _, instr := range block.Instrs {
			if _, returns := instr.(*ssa.Return); returns {
				result = ends
			}
			if answers(instr) && !waits(instr) {
				return answered
			}
		}
		for _, succ := range block.Succs {
			if !slices.Contains(blocks, succ) && tells(block, succ) {
				return answered
			}
		}
	}
	return result
}

// tells reports whether a variable differs by which way a block was reached.
func tells(from, to *ssa.BasicBlock) bool {
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		own := phi.Edges[slices.Index(to.Preds, from)]
		for _, edge := range phi.Edges {
			if edge != own {
				return true
			}
		}
	}
	return false
}

// removes reports whether the package has Consul remove a service whose
// heartbeat is missing for too long.
func removes(pass *rule.Pass) bool {
	const ttl, after = 1, 2
	filled := map[ssa.Value]int{}
	for _, fn := range pass.Funcs() {
		for store := range flow.Instrs[*ssa.Store](fn) {
			field, ok := store.Addr.(*ssa.FieldAddr)
			if !ok || !symbol.Is(field.X.Type(), catalog.ConsulAPI, "AgentServiceCheck") {
				continue
			}
			switch value.FieldOf(field).Name() {
			case "TTL":
				filled[field.X] |= ttl
			case "DeregisterCriticalServiceAfter":
				filled[field.X] |= after
			}
			if filled[field.X] == ttl|after {
				return true
			}
		}
	}
	return false
}

// registersAgain reports whether the package registers a service in a loop, or
// asks the agent which it has.
func registersAgain(pass *rule.Pass) bool {
	registers := map[*ssa.Function]bool{}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if catalog.ConsulRegistrations.Calls(&call.Call) {
				registers[fn] = true
			}
		}
	}
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			repeated := catalog.ConsulRegistrations.Calls(&call.Call) || registers[call.Call.StaticCallee()]
			if catalog.ConsulInventory.Calls(&call.Call) || repeated && flow.InCycle(call.Block()) {
				return true
			}
		}
	}
	return false
}
