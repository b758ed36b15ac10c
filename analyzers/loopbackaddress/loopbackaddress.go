package loopbackaddress

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/token"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the loopbackaddress rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Registry, Severity: rule.Info, Fix: rule.NoFix,
	Libraries: symbol.Packages(catalog.AddressFields),
	Logs:      []string{`connection refused`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !imports(pass) || local.MatchString(pass.Pkg.Path()) {
		return nil
	}
	for _, fn := range pass.Funcs() {
		if constrained(pass, fn.Pos()) {
			continue
		}
		for call := range flow.Instrs[*ssa.Call](fn) {
			callee := symbol.Callee(&call.Call)
			if callee == nil {
				continue
			}
			field := catalog.AddressFields[symbol.Name(callee)]
			if field == "" {
				continue // does not register
			}
			for _, arg := range call.Call.Args {
				check(pass, call, literal.Of(arg, call), field)
			}
		}
	}
	return nil
}

func imports(pass *rule.Pass) bool {
	names := symbol.Set{}
	for name := range catalog.AddressFields {
		names[name] = true
	}
	return symbol.Imports(pass.Pkg, names)
}

// local matches the paths of packages that are for one machine.
var local = regexp.MustCompile(`(?i)(^|[/_-])(examples?|demos?|tests?|e2e|samples?|dev|local|testing|benchmarks?|playground)($|[/_-])`)

// constrained reports whether the file around a position is for certain builds
// only.
func constrained(pass *rule.Pass, pos token.Pos) bool {
	file := fix.FileAt(pass.Pass, pos)
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		if slices.ContainsFunc(group.List, func(c *ast.Comment) bool { return constraint.IsGoBuild(c.Text) }) {
			return true
		}
	}
	return false
}

func check(pass *rule.Pass, call *ssa.Call, made *literal.Struct, field string) {
	if made == nil || proxied(made) {
		return
	}
	v, known := made.Field(field)
	if !known || v == nil {
		return // may be anything, or is left to the registry
	}
	host, ok := hostOf(literal.Text(v))
	if !ok {
		return
	}
	pos, end := rule.Range(call.Parent(), call)
	if e := fieldExpr(pass, call, field); e != nil {
		pos, end = e.Pos(), e.End()
	}
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s registers the service as %s: callers on other hosts dial themselves", service.Name(pass, call), host),
		Path:    []rule.Step{{Pos: pos, End: end, Message: "the registry hands out this address as it is"}},
	})
}

// proxied reports whether a registration of Consul is that of a sidecar.
func proxied(made *literal.Struct) bool {
	return made.Assigned("Proxy") || made.Assigned("Connect") || made.Assigned("Kind")
}

// hostOf returns the host that a text begins with if it means the machine of
// whoever dials it.
func hostOf(text string) (host string, own bool) {
	host, known := literal.Host(text)
	if !known {
		return "", false
	}
	if strings.EqualFold(host, "localhost") {
		return host, true
	}
	addr, err := netip.ParseAddr(host)
	return host, err == nil && (addr.IsLoopback() || addr.IsUnspecified())
}

// fieldExpr returns the expression of a field in a literal that is an argument
// of the call, or nil.
func fieldExpr(pass *rule.Pass, call *ssa.Call, field string) ast.Expr {
	site, ok := service.At(pass, call)
	if !ok {
		return nil
	}
	for _, arg := range site.Call.Args {
		if address, ok := arg.(*ast.UnaryExpr); ok {
			arg = address.X
		}
		lit, ok := arg.(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, element := range lit.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				if key, ok := pair.Key.(*ast.Ident); ok && key.Name == field {
					return pair.Value
				}
			}
		}
	}
	return nil
}
