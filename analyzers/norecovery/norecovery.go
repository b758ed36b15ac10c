package norecovery

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the norecovery rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Status: rule.Policy,
	Libraries: []string{"google.golang.org/grpc"},
	Logs:      []string{`goroutine \d+ \[running\]`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

var newServer = symbol.Of("google.golang.org/grpc.NewServer")

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, newServer) {
		return nil // makes no server
	}
	for call := range pass.Calls(newServer) {
		check(pass, call)
	}
	return nil
}

// check reports a server that serves something, and whose options are known and
// recover nothing.
func check(pass *rule.Pass, server *ssa.Call) {
	register, calls := registration(server)
	if register == nil {
		return // not known what it serves
	}
	o := options{pass: pass}
	if !o.read(server.Call.Args[0]) {
		return // some option may bring a recovery
	}
	var exposed string
	switch {
	case calls[handler.Unary] && !o.unary:
		exposed = "unary calls"
	case calls[handler.Stream] && !o.stream:
		exposed = "streams"
	default:
		return
	}
	pos, end := rule.Range(server.Parent(), server)
	at, atEnd := rule.Range(server.Parent(), register)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("the server has no interceptor that recovers from panics in %s: one ends the process", exposed),
		Path:    []rule.Step{{Pos: at, End: atEnd, Message: "the server serves what is registered here"}},
	})
}

// registration returns a call that registers a service with the server, and
// which kinds of methods all registered services have.
func registration(server *ssa.Call) (register *ssa.Call, kinds map[handler.Kind]bool) {
	kinds = map[handler.Kind]bool{}
	for call := range flow.Instrs[*ssa.Call](server.Parent()) {
		if len(call.Call.Args) != 2 || value.Origin(call.Call.Args[0]) != server {
			continue
		}
		service := handler.Registers(call.Call.Signature())
		if service == nil {
			continue
		}
		register = call
		addKinds(service, kinds)
	}
	return register, kinds
}

func addKinds(service *types.Interface, kinds map[handler.Kind]bool) {
	for method := range service.Methods() {
		kinds[handler.MethodKind(method.Signature())] = true
	}
}
