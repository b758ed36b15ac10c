package leakedstack

import (
	_ "embed"
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the leakedstack rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{catalog.RecoveryPackage},
	Logs:      []string{`panic caught: `},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if !symbol.Imports(pass.Pkg, catalog.RecoveryInterceptors) || !returnsStack(pass.Pkg) {
		return nil // or a version that hides the panic
	}
	for call := range pass.Calls(catalog.RecoveryInterceptors) {
		if len(call.Call.Args) == 1 && value.IsNil(call.Call.Args[0]) {
			report(pass, call)
		}
	}
	return nil
}

// returnsStack reports whether the version in use answers with a PanicError.
func returnsStack(pkg *types.Package) bool {
	for _, imported := range pkg.Imports() {
		if imported.Path() == catalog.RecoveryPackage {
			return imported.Scope().Lookup("PanicError") != nil
		}
	}
	return false
}

func report(pass *rule.Pass, call *ssa.Call) {
	site, ok := fix.CallAt(pass.Pass, call.Pos())
	if !ok || len(site.Call.Args) > 0 || site.Call.Ellipsis.IsValid() {
		return // in generated code, or options that happen to be nil
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("%s without options answers a panic with the server's stack trace", types.ExprString(site.Call.Fun)),
	}
	if f, ok := hide(pass, site); ok {
		finding.Fixes = []rule.Fix{f}
	}
	pass.Report(finding)
}

// hide returns the fix that keeps panic and stack on the server.
func hide(pass *rule.Pass, site fix.Site) (rule.Fix, bool) {
	names, imports, ok := fix.Imports(pass.Pass, site.Call.Pos(),
		catalog.RecoveryPackage, "recovery", "google.golang.org/grpc/codes", "codes", "google.golang.org/grpc/status", "status",
		"log", "log", "runtime/debug", "debug")
	if !ok {
		return rule.Fix{}, false
	}
	code := fmt.Sprintf("%[1]s.WithRecoveryHandler(func(p any) error {\n"+
		"%[6]s\t%[4]s.Printf(\"panic: %%v\\n%%s\", p, %[5]s.Stack())\n"+
		"%[6]s\treturn %[3]s.Error(%[2]s.Internal, \"internal error\")\n"+
		"%[6]s})", names[0], names[1], names[2], names[3], names[4], indent(pass, site))
	at := site.Call.Rparen
	return rule.Fix{
		Message: "Log the stack and answer with codes.Internal",
		Safe:    true,
		Edits:   append([]analysis.TextEdit{{Pos: at, End: at, NewText: []byte(code)}}, imports...),
	}, true
}

// indent returns the white space at the start of the call's last line.
func indent(pass *rule.Pass, site fix.Site) string {
	file := pass.Fset.File(site.Call.Pos())
	content, err := pass.ReadFile(file.Name())
	if err != nil {
		return ""
	}
	line := string(content[file.Offset(file.LineStart(file.Line(site.Call.Rparen))):file.Offset(site.Call.Rparen)])
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}
