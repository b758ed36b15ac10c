package ignoredleaseloss

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the ignoredleaseloss rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Warning, Status: rule.Preview, Fix: rule.NoFix,
	Libraries: symbol.Packages(renewed),
	Logs:      []string{`lease keepalive channel closed`, `Unknown check ID`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

// renewed are the calls that keep a registration.
var renewed = symbol.Union(catalog.LeaseKeepAlive, catalog.ConsulHeartbeats)

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, renewed) {
		return nil
	}
	started := onlyStarted(pass)
	checkHeartbeats(pass, started)
	for _, fn := range pass.Funcs() {
		for _, r := range receives(fn) {
			switch r.closed() {
			case spins:
				report(pass, r, fmt.Sprintf("this loop spins when %s is closed, which says that the lease is lost", r.name()))
			case ends:
				if started[fn] {
					report(pass, r, fmt.Sprintf("nothing happens when %s is closed: the lease is lost then, and the service stays unregistered", r.name()))
				}
			}
		}
		checkFirst(pass, fn)
	}
	return nil
}

func report(pass *rule.Pass, r receive, message string) {
	pos, end := rule.Range(r.instr.Parent(), r.instr)
	if r.at.IsValid() {
		pos, end = r.at, r.at+token.Pos(len("<-"))
	}
	pass.Report(rule.Finding{
		Pos: pos, End: end, Message: message,
		Path: []rule.Step{{Pos: pos, End: end, Message: "the client closes the channel when the lease is lost"}},
	})
}

// onlyStarted returns the functions that run in goroutines of their own and
// nowhere else.
func onlyStarted(pass *rule.Pass) map[*ssa.Function]bool {
	started, called := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	for _, fn := range pass.Funcs() {
		for instr := range flow.Instrs[ssa.Instruction](fn) {
			start, isGo := instr.(*ssa.Go)
			for _, operand := range instr.Operands(nil) {
				var used *ssa.Function
				switch v := (*operand).(type) {
				case *ssa.Function:
					used = v
				case *ssa.MakeClosure:
					used = v.Fn.(*ssa.Function)
				}
				if used == nil {
					continue
				}
				if isGo && start.Call.Value == *operand {
					started[used] = true
				} else if _, makes := instr.(*ssa.MakeClosure); !makes {
					called[used] = true
				}
			}
		}
	}
	for fn := range called {
		delete(started, fn)
	}
	return started
}

// receive is one from a channel with the renewals of a lease.
type receive struct {
	instr ssa.Instruction // a *ssa.UnOp or *ssa.Select
	ch    ssa.Value
	value ssa.Value // what is received, if that is taken
	ok    ssa.Value // whether the channel is open, if that is taken
	then  *ssa.BasicBlock
	at    token.Pos // of the case of a select
}

// receives returns the receives from such channels in loops of a function.
func receives(fn *ssa.Function) []receive {
	var found []receive
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		if !flow.InCycle(instr.Block()) {
			continue
		}
		switch instr := instr.(type) {
		case *ssa.UnOp:
			if instr.Op == token.ARROW && renewals(instr.X.Type()) {
				found = append(found, plainReceive(instr))
			}
		case *ssa.Select:
			for i, state := range instr.States {
				if state.Dir == types.RecvOnly && renewals(state.Chan.Type()) {
					if r := selected(instr, i); r.then != nil {
						found = append(found, r)
					}
				}
			}
		}
	}
	return found
}

// renewals reports whether a channel's elements are renewals of a lease.
func renewals(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	for _, path := range symbol.Packages(catalog.LeaseKeepAlive) {
		if symbol.Is(ch.Elem(), path, "LeaseKeepAliveResponse") {
			return true
		}
	}
	return false
}

func plainReceive(instr *ssa.UnOp) receive {
	r := receive{instr: instr, ch: instr.X, value: instr, then: instr.Block()}
	if instr.CommaOk {
		r.value = extracted(instr, 0)
		r.ok = extracted(instr, 1)
	}
	return r
}

// selected returns the receive of the i-th case of a select.
func selected(sel *ssa.Select, i int) receive {
	r := receive{instr: sel, ch: sel.States[i].Chan, ok: extracted(sel, 1), at: sel.States[i].Pos}
	position := 2
	for _, state := range sel.States[:i] {
		if state.Dir == types.RecvOnly {
			position++
		}
	}
	r.value = extracted(sel, position)
	r.then = chosen(sel, i)
	return r
}

// extracted returns the i-th part of a tuple, or nil.
func extracted(tuple ssa.Value, i int) ssa.Value {
	for _, use := range *tuple.Referrers() {
		if e, ok := use.(*ssa.Extract); ok && e.Index == i {
			return e
		}
	}
	return nil
}

// chosen returns the block of the i-th case of a select, or nil.
func chosen(sel *ssa.Select, i int) *ssa.BasicBlock {
	index := extracted(sel, 0)
	if index == nil {
		return nil
	}
	for _, use := range *index.Referrers() {
		test, ok := use.(*ssa.BinOp)
		if !ok || test.Op != token.EQL {
			continue
		}
		c, ok := test.Y.(*ssa.Const)
		if !ok || c.Int64() != int64(i) {
			continue
		}
		if branch, ok := test.Block().Instrs[len(test.Block().Instrs)-1].(*ssa.If); ok && branch.Cond == test {
			return test.Block().Succs[0]
		}
	}
	return nil
}

// name returns what the source calls the channel.
func (r receive) name() string {
	v := r.ch
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.FieldAddr:
		return value.FieldOf(v).Name()
	case *ssa.Alloc:
		return v.Comment
	}
	return "the keep-alive channel"
}
