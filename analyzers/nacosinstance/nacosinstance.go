package nacosinstance

import (
	_ "embed"
	"fmt"
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the nacosinstance rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"github.com/nacos-group/nacos-sdk-go"},
	Logs:      []string{`healthy instance list is empty`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var (
	registers = symbol.Of(
		"(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).RegisterInstance",
		"(github.com/nacos-group/nacos-sdk-go/clients/naming_client.INamingClient).RegisterInstance",
	)
	// deregisters are those to which the kind of an instance matters.
	deregisters = symbol.Of("(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).DeregisterInstance")
)

// use is a call with its parameters.
type use struct {
	call   *ssa.Call
	params *literal.Struct // nil if they are not known
}

func run(pass *rule.Pass) error {
	var registered, deregistered []use
	for _, fn := range pass.Funcs() {
		for call := range flow.Instrs[*ssa.Call](fn) {
			switch {
			case registers.Calls(&call.Call):
				registered = append(registered, use{call, paramsOf(call)})
			case deregisters.Calls(&call.Call):
				deregistered = append(deregistered, use{call, paramsOf(call)})
			}
		}
	}
	for _, u := range registered {
		checkSelected(pass, u)
	}
	kind := kindOf(registered)
	for _, u := range deregistered {
		if is := u.flag("Ephemeral"); kind != unknown && is != unknown && is != kind {
			reportKind(pass, u, registered[0], is)
		}
	}
	return nil
}

// paramsOf returns what a call's parameters are made of, or nil.
func paramsOf(call *ssa.Call) *literal.Struct {
	return literal.Of(call.Call.Args[len(call.Call.Args)-1], call)
}

// kind is whether instances are ephemeral.
type kind uint8

const (
	unknown kind = iota
	no
	yes
)

// flag returns what is known of a field that is a bool.
func (u use) flag(name string) kind {
	v, known := u.field(name)
	switch {
	case !known:
		return unknown
	case v == nil:
		return no
	}
	c, ok := value.Origin(v).(*ssa.Const)
	switch {
	case !ok || c.Value == nil:
		return unknown
	case constant.BoolVal(c.Value):
		return yes
	}
	return no
}

func (u use) field(name string) (ssa.Value, bool) {
	if u.params == nil || !u.params.Complete {
		return nil, false
	}
	return u.params.Field(name)
}

// kindOf returns the kind of all instances that a package registers.
func kindOf(registered []use) kind {
	all := unknown
	for i, u := range registered {
		k := u.flag("Ephemeral")
		if i > 0 && k != all {
			return unknown
		}
		all = k
	}
	return all
}

// checkSelected reports an instance that consumers leave out.
func checkSelected(pass *rule.Pass, u use) {
	var missing []string
	if u.flag("Enable") == no {
		missing = append(missing, "Enable")
	}
	if u.flag("Ephemeral") == yes && u.flag("Healthy") == no {
		missing = append(missing, "Healthy")
	}
	if v, known := u.field("Weight"); known && weightless(v) {
		missing = append(missing, "Weight")
	}
	if len(missing) == 0 {
		return
	}
	pos, end := rule.Range(u.call.Parent(), u.call)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s registers an instance without %s: no consumer selects it", service.Name(pass, u.call), strings.Join(missing, " and ")),
		Path:    []rule.Step{{Pos: pos, End: end, Message: "the zero value means disabled, unhealthy, of no weight"}},
		Fixes:   complete(pass, u, missing),
	})
}

// weightless reports whether a weight is certainly zero.
func weightless(v ssa.Value) bool {
	if v == nil {
		return true
	}
	c, ok := value.Origin(v).(*ssa.Const)
	return ok && c.Value != nil && constant.Sign(c.Value) == 0
}

func reportKind(pass *rule.Pass, u, registered use, is kind) {
	names, made := "a persistent", "an ephemeral"
	if is == yes {
		names, made = "an ephemeral", "a persistent"
	}
	pos, end := rule.Range(u.call.Parent(), u.call)
	at, to := rule.Range(registered.call.Parent(), registered.call)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s asks for %s instance, and %s has made %s one: it stays registered",
			service.Name(pass, u.call), names, service.Name(pass, registered.call), made),
		Path: []rule.Step{
			{Pos: at, End: to, Message: made + " instance is registered here"},
			{Pos: pos, End: end, Message: "the request to deregister goes to where there is none"},
		},
		Fixes: sameKind(pass, u, registered, is),
	})
}
