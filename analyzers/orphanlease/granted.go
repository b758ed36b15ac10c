package orphanlease

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// granted is what a package does with leases.
type granted struct {
	grants  []*ssa.Call
	renewed bool                   // it renews some lease
	loops   map[*ssa.Function]bool // called in a loop, or in ways unknown
}

func (g *granted) see(call *ssa.Call) {
	switch {
	case catalog.LeaseGrant.Calls(&call.Call):
		g.grants = append(g.grants, call)
	case catalog.LeaseRenewals.Calls(&call.Call):
		g.renewed = true
	}
	if fn := call.Call.StaticCallee(); fn != nil && flow.InCycle(call.Block()) {
		if g.loops == nil {
			g.loops = map[*ssa.Function]bool{}
		}
		g.loops[fn] = true
	}
}

// report reports the leases that register a service and are not renewed.
func (g *granted) report(pass *rule.Pass) {
	if g.renewed {
		return // which one, is not followed
	}
	for _, grant := range g.grants {
		fn := grant.Parent()
		if flow.InCycle(grant.Block()) || fn.Parent() != nil || g.loops[fn] {
			continue // a heartbeat that grants anew
		}
		put := registers(grant)
		if put == nil {
			continue
		}
		pos, end := rule.Range(fn, grant)
		at, to := rule.Range(fn, put)
		pass.Report(rule.Finding{
			Pos: pos, End: end,
			Message: fmt.Sprintf("the lease of %s is never kept alive: what %s registers is gone after its TTL", service.Name(pass, grant), service.Name(pass, put)),
			Path: []rule.Step{
				{Pos: pos, End: end, Message: "the lease is granted here"},
				{Pos: at, End: to, Message: "the registration ends with it; the package has no KeepAlive"},
			},
		})
	}
}

// registers returns the call that registers a service under a lease, if its ID
// goes nowhere else.
func registers(grant *ssa.Call) ssa.CallInstruction {
	response := value.Result(grant, 0)
	if response == nil {
		return nil
	}
	var put ssa.CallInstruction
	for _, use := range *response.Referrers() {
		field, ok := use.(*ssa.FieldAddr)
		if !ok {
			if _, debug := use.(*ssa.DebugRef); debug {
				continue
			}
			return nil // stored or handed on
		}
		for _, use := range *field.Referrers() {
			id, ok := use.(*ssa.UnOp)
			if !ok {
				return nil
			}
			call, known := idUses(id)
			if !known {
				return nil
			}
			if call != nil {
				put = call
			}
		}
	}
	return put
}

// idUses returns the call that registers under a lease's ID, and false if the
// ID goes somewhere unknown.
func idUses(id ssa.Value) (put ssa.CallInstruction, known bool) {
	for _, use := range *id.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.MakeInterface:
		case *ssa.Call:
			if !catalog.LeaseReaders.Calls(&use.Call) {
				return nil, false
			}
			if catalog.LeaseOption.Calls(&use.Call) {
				put = optionUse(use)
			}
		default:
			return nil, false
		}
	}
	return put, true
}

// optionUse returns the call that registers with an option, or nil.
func optionUse(option *ssa.Call) ssa.CallInstruction {
	for call := range flow.Instrs[ssa.CallInstruction](option.Parent()) {
		if catalog.RegistersWithLease(call.Common()) && catalog.HasOption(call.Common(), option) {
			return call
		}
	}
	return nil
}
