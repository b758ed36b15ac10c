package catalog

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// consul: a check registered on its own belongs to a service that has been
// registered before, and starts out critical.
var consul = table{
	Gated: symbol.Of(
		"(*github.com/hashicorp/consul/api.Agent).CheckRegister",
		"(*github.com/hashicorp/consul/api.Agent).CheckRegisterOpts",
	),
	Deregister: symbol.Of(
		"(*github.com/hashicorp/consul/api.Agent).ServiceDeregister",
		"(*github.com/hashicorp/consul/api.Agent).ServiceDeregisterOpts",
		"(*github.com/hashicorp/consul/api.Agent).CheckDeregister",
		"(*github.com/hashicorp/consul/api.Agent).CheckDeregisterOpts",
		"(*github.com/hashicorp/consul/api.Catalog).Deregister",
		"(*github.com/go-kit/kit/sd/consul.Registrar).Deregister",
	),
}

// consulService tells whether the agent routes to the service at once. It
// starts a check as critical unless the registration says otherwise, so a
// service with a check is Gated, and so is one whose checks are not known.
func consulService(call ssa.CallInstruction) Event {
	args := call.Common().Args
	return consulGate(args[1], call)
}

// consulCatalog registers what may run elsewhere, and has no agent of its own.
func consulCatalog(call ssa.CallInstruction) Event { return consulService(call) &^ Lasting }

var newRegistrar = symbol.Of("github.com/go-kit/kit/sd/consul.NewRegistrar")

// gokitConsul looks at the registration given to NewRegistrar.
func gokitConsul(call ssa.CallInstruction) Event {
	made, ok := value.Origin(call.Common().Args[0]).(*ssa.Call)
	if !ok || !newRegistrar.Calls(&made.Call) {
		return Gated // made elsewhere
	}
	return consulGate(made.Call.Args[1], made)
}

func consulGate(registration ssa.Value, call ssa.CallInstruction) Event {
	checks, ok := consulChecks(registration, call)
	if !ok {
		return Gated // not known
	}
	event := Register
	for _, check := range checks {
		if !startsPassing(check) {
			event = Gated
		}
	}
	for _, check := range checks {
		if mayExpire(check) {
			return event
		}
	}
	return event | Lasting
}

// mayExpire reports whether a check may end the registration, or is one that
// the service has to keep passing.
func mayExpire(check ssa.Value) bool {
	fields := literal.Of(check, kept(check))
	if fields == nil {
		return true
	}
	for _, name := range []string{"DeregisterCriticalServiceAfter", "TTL"} {
		if v, known := fields.Field(name); !known || v != nil {
			return true
		}
	}
	return false
}

// kept returns the instruction that puts a check into a registration or into
// a list.
func kept(check ssa.Value) ssa.Instruction {
	check = value.Origin(check)
	if check.Referrers() == nil {
		return nil // a constant, or a variable of the package
	}
	for _, use := range *check.Referrers() {
		store, ok := use.(*ssa.Store)
		if !ok || store.Val != check {
			continue
		}
		switch store.Addr.(type) {
		case *ssa.FieldAddr, *ssa.IndexAddr:
			return store
		}
	}
	return nil
}

// consulChecks returns the checks of a registration, false if they are not known.
func consulChecks(registration ssa.Value, call ssa.CallInstruction) ([]ssa.Value, bool) {
	fields := literal.Of(registration, call)
	if fields == nil {
		return nil, false
	}
	check, knownCheck := fields.Field("Check")
	checks, knownChecks := fields.Field("Checks")
	if !knownCheck || !knownChecks {
		return nil, false
	}
	return checkList(check, checks)
}

func checkList(check, checks ssa.Value) ([]ssa.Value, bool) {
	var all []ssa.Value
	if checks != nil {
		elements, ok := literal.Elements(checks)
		if !ok {
			return nil, false
		}
		all = elements
	}
	if check != nil && !value.IsNil(check) {
		all = append(all, check)
	}
	return all, true
}

func startsPassing(check ssa.Value) bool {
	fields := literal.Of(check, nil)
	if fields == nil {
		return false
	}
	status, known := fields.Field("Status")
	if !known || status == nil {
		return false
	}
	c, ok := value.Origin(status).(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.String && constant.StringVal(c.Value) == "passing"
}

// behindInterface tells whether what a framework's registry interface hides
// may be Consul: the package that registers imports a client of it.
func behindInterface(call ssa.CallInstruction) Event {
	if call == nil || call.Parent().Pkg == nil {
		return Gated
	}
	for _, imported := range call.Parent().Pkg.Pkg.Imports() {
		if strings.Contains(imported.Path(), "consul") {
			return Gated
		}
	}
	return Register
}
