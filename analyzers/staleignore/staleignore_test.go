package staleignore_test

import (
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/staleignore"
)

const doc = `// Package NAME reports calls of NAME.
//
// # Scene
//
// Any.
//
// # Symptom
//
// Any.
//
// # Cause
//
// Any.
//
// # Fix
//
// None.
//
// # Verify
//
// None.
//
// # Limits
//
// None.
package NAME
`

// toy returns a rule that reports calls of the function of its name.
func toy(name string, group rule.Group, status rule.Status) *rule.Rule {
	return rule.New(strings.ReplaceAll(doc, "NAME", name), rule.Meta{Group: group, Status: status}, func(pass *rule.Pass) error {
		for _, fn := range pass.Funcs() {
			for _, call := range ssatest.Calls(fn, name) {
				pass.Report(rule.Finding{Pos: call.Pos(), Message: name + " is called"})
			}
		}
		return nil
	})
}

var toys = []*rule.Rule{
	toy("first", rule.GRPC, rule.Stable),
	toy("second", rule.OTel, rule.Stable),
	toy("third", rule.OTel, rule.Preview),
}

const declarations = "package p\n\nfunc first()\n\nfunc second()\n\nfunc third()\n"

// judge returns what the rule reports in a package of the given source.
func judge(t *testing.T, s settings.Settings, source string) ([]rule.Finding, *analysis.Pass) {
	t.Helper()
	pass := ssatest.NewWorld(t).BuildFiles(t, "example.com/p", ssatest.File{Name: "p.go", Source: source}).Pass
	pass.ResultOf[settings.Analyzer] = &s
	pass.ImportObjectFact = func(types.Object, analysis.Fact) bool { return false }
	pass.ExportObjectFact = func(types.Object, analysis.Fact) {}
	pass.Report = func(analysis.Diagnostic) {}
	pass.ReadFile = func(string) ([]byte, error) { return []byte(source), nil }
	var err error
	if pass.ResultOf[summary.Analyzer], err = summary.Analyzer.Run(pass); err != nil {
		t.Fatal(err)
	}
	judging := staleignore.About(toys)
	for _, a := range judging.Analyzer.Requires {
		if pass.ResultOf[a] == nil {
			if pass.ResultOf[a], err = a.Run(pass); err != nil {
				t.Fatal(err)
			}
		}
	}
	result, err := judging.Analyzer.Run(pass)
	if err != nil {
		t.Fatal(err)
	}
	return result.(*rule.Report).Findings, pass
}

// TestOnlyRulesThatRan checks that nothing is said of rules that are off.
func TestOnlyRulesThatRan(t *testing.T) {
	names := func(list ...string) map[string]bool {
		on := map[string]bool{"staleignore": true}
		for _, name := range list {
			on[name] = true
		}
		return on
	}
	all, stable := names("first", "second", "third"), names("first", "second")
	for _, test := range []struct {
		line string
		on   map[string]bool
		want string // message, or "" for silence
	}{
		{"//govlint:ignore first why", all, "first reports nothing that this directive could suppress"},
		{"//govlint:ignore first why", nil, "first reports nothing that this directive could suppress"},
		{"//govlint:ignore first why", names("second"), ""},
		{"//govlint:ignore first why", names(), ""},
		{"//govlint:ignore third why", stable, ""},
		{"//govlint:ignore third why", nil, ""},
		{"//govlint:ignore third why", all, "third reports nothing that this directive could suppress"},
		{"first() //govlint:ignore first why", all, ""},
		{"first() //govlint:ignore first,second why", names("first"), ""},
		{"first() //govlint:ignore first,second why", all, "second reports nothing that this directive could suppress"},
		{"first() //govlint:ignore second why", all, "second reports nothing that this directive could suppress"},
		{"//govlint:ignore all why", stable, "all reports nothing that this directive could suppress"},
		{"//govlint:ignore all why", names("first"), ""},
		{"first() //govlint:ignore all why", all, ""},
		{"//govlint:ignore otel why", stable, "otel reports nothing that this directive could suppress"},
		{"//govlint:ignore otel why", names("first"), ""},
		{"second() //govlint:ignore otel why", stable, ""},
		{"first() //govlint:ignore otel why", all, "otel reports nothing that this directive could suppress"},
		{"//nolint:otel", all, ""},
		{"//nolint:govlint", stable, "govlint reports nothing that this directive could suppress"},
		{"//nolint:govlint", nil, "govlint reports nothing that this directive could suppress"},
		{"//nolint:govlint", names("second"), ""},
		{"second() //nolint:govlint", all, ""},
		{"third() //nolint:govlint", all, ""},
		{"//nolint:govlint-otel", stable, "govlint-otel reports nothing that this directive could suppress"},
		{"//nolint:govlint-otel", names("first"), ""},
		{"first() //nolint:govlint-otel", all, "govlint-otel reports nothing that this directive could suppress"},
		{"third() //nolint:govlint-otel", all, ""},
		{"//nolint:govlint-hotel", all, "govlint-hotel is no rule of govlint, so nothing is suppressed (did you mean govlint-otel?)"},
		{"//nolint:errcheck,govlint", all, "govlint reports nothing that this directive could suppress"},
		{"//nolint:first,staleignore", all, ""},
		{"//nolint:all", all, ""},
		{"//nolint", all, ""},
		{"//nolint:errcheck", all, ""},
		{"//govlint:ignore first why //nolint:staleignore", all, "first reports nothing that this directive could suppress"},
		{"//govlint:ignore staleignore why", all, ""},
		{"//govlint:ignore firts why", names(), "firts is no rule of govlint, so nothing is suppressed (did you mean first?)"},
		{"//govlint:ignore first", names(), "the directive gives no reason, so first is not suppressed"},
	} {
		findings, _ := judge(t, settings.Settings{On: test.on}, declarations+"\nfunc f() {\n\t"+test.line+"\n}\n")
		switch {
		case test.want == "" && len(findings) > 0:
			t.Errorf("%s: %s", test.line, findings[0].Message)
		case test.want != "" && (len(findings) != 1 || findings[0].Message != test.want):
			t.Errorf("%s: findings %v, want %s", test.line, findings, test.want)
		}
	}
}

// TestOff checks that the rule can be turned off, and is silent in tests.
func TestOff(t *testing.T) {
	source := declarations + "\nfunc f() {} //govlint:ignore first why\n"
	if findings, _ := judge(t, settings.Settings{On: map[string]bool{"first": true}}, source); len(findings) > 0 {
		t.Errorf("off, and reports %v", findings)
	}
	if findings, _ := judge(t, settings.Settings{}, "// Code generated by x. DO NOT EDIT.\n\n"+source); len(findings) > 0 {
		t.Errorf("in a generated file: %v", findings)
	}
}

// TestDeletion applies safe fixes.
func TestDeletion(t *testing.T) {
	const directive = "//govlint:ignore first why"
	for _, test := range []struct{ name, source, want string }{
		{"alone", "func f() {\n\tprintln()\n\t" + directive + "\n\tprintln()\n}\n", "func f() {\n\tprintln()\n\tprintln()\n}\n"},
		{"behind code", "func f() {\n\tprintln() \t" + directive + "\n}\n", "func f() {\n\tprintln()\n}\n"},
		{"with line ends of Windows", "func f() {\r\n\tprintln() " + directive + "\r\n\t" + directive + "\r\n}\r\n", "func f() {\r\n\tprintln()\r\n}\r\n"},
		{"at the end of the file", "func f() {}\n\n" + directive, "func f() {}\n\n"},
		{"between empty lines", "func f() {\n\tprintln()\n\n\t" + directive + "\n\n\tprintln()\n}\n", "func f() {\n\tprintln()\n\n\tprintln()\n}\n"},
		{"at the begin of a block", "func f() {\n\t" + directive + "\n\n\tprintln()\n}\n", "func f() {\n\tprintln()\n}\n"},
		{"at the end of a comment", "// F is.\n//\n" + directive + "\nfunc f() {}\n", "// F is.\nfunc f() {}\n"},
		{"in a comment", "// F is.\n//\n" + directive + "\n// More.\nfunc f() {}\n", "// F is.\n//\n// More.\nfunc f() {}\n"},
		{"of several", "func f() {} //nolint:errcheck, FIRST ,second // why\n", "func f() {} //nolint:errcheck // why\n"},
		{"unknown", "func f() {} //govlint:ignore anotherlinter why\n", "func f() {}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := declarations + "\n" + test.source
			findings, pass := judge(t, settings.Settings{}, source)
			if len(findings) == 0 {
				t.Fatal("nothing found")
			}
			for i := len(findings) - 1; i >= 0; i-- {
				fix := findings[i].Fixes[0]
				if !fix.Safe {
					t.Errorf("not safe: %s", fix.Message)
				}
				file := pass.Fset.File(fix.Edits[0].Pos)
				source = source[:file.Offset(fix.Edits[0].Pos)] + string(fix.Edits[0].NewText) + source[file.Offset(fix.Edits[0].End):]
			}
			if got := strings.TrimPrefix(source, declarations+"\n"); got != test.want {
				t.Errorf("fixed:\n%q\nwant\n%q", got, test.want)
			}
		})
	}
}
