package main

import (
	"go/ast"
	"go/token"
	"maps"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers"
)

// rewriting returns a rule that reports calls of functions without arguments,
// or their names only, with a safe fix from a table.
func rewriting(name string, whole bool, fixes map[string]string) *analyzers.Rule {
	return toy(name, 2, func(pass *analysis.Pass, report *analyzers.Report) {
		for _, file := range pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				id, ok := call.Fun.(*ast.Ident)
				if !ok || fixes[id.Name] == "" {
					return true
				}
				end := id.End()
				if whole {
					end = call.End()
				}
				report.Findings = append(report.Findings, rewrite(id.Pos(), end, id.Name, fixes[id.Name]))
				return true
			})
		}
	})
}

func rewrite(pos, end token.Pos, name, text string) analyzers.Finding {
	edits := []analysis.TextEdit{{Pos: pos, End: end, NewText: []byte(text)}}
	return analyzers.Finding{Pos: pos, End: end, Message: "call of " + name, Fixes: []analyzers.Fix{{Message: "Rewrite", Safe: true, Edits: edits}}}
}

const numbers = "package p\n\nfunc one() {}\n\nfunc two() {}\n\nfunc three() {}\n\nfunc four() {}\n\n" +
	"func f() {\n\tif true { one() }\n}\n"

const moreNumbers = "package p\n\nfunc five() {}\n\nfunc g() { five() }\n"

// TestFixRounds applies fixes that overlap, and fixes of what other fixes have
// brought to light. What is left has its place in the fixed file.
func TestFixRounds(t *testing.T) {
	dir := write(t, map[string]string{"p.go": numbers, "q.go": moreNumbers})
	rules := []*analyzers.Rule{
		rewriting("acall", true, map[string]string{"one": "two()"}),
		rewriting("bname", false, map[string]string{"one": "three", "two": "four"}),
		rewriting("cname", true, map[string]string{"five": "five("}),
	}
	code, stdout, stderr := invokeWith(t, rules, "-C", dir, "-fix")
	const want = "govlint: q.go:5: not applied: Rewrite (cname): q.go would not be valid Go: "
	if code != exitFindings || !strings.HasPrefix(stderr, want) || !strings.HasSuffix(stderr, "govlint: fixed 2 of 3 findings in 1 file\n") {
		t.Errorf("exit %d: %s\nwant %s", code, stderr, want)
	}
	if !strings.HasPrefix(stdout, "q.go:5:12: error: call of five (cname)\n") {
		t.Errorf("left is %s", stdout)
	}
	same(t, "file", read(t, dir, "p.go"), strings.Replace(numbers, "if true { one() }", "if true {\n\t\tfour()\n\t}", 1))
	same(t, "file that would not parse", read(t, dir, "q.go"), moreNumbers)
}

// TestFixUndone checks that a fix after which the package does not compile is
// taken back, and that fixes with which files cannot be parsed never get that
// far.
func TestFixUndone(t *testing.T) {
	dir := write(t, map[string]string{"p.go": numbers})
	rules := []*analyzers.Rule{rewriting("acall", true, map[string]string{"one": "undefined()"})}
	code, stdout, stderr := invokeWith(t, rules, "-C", dir, "-fix")
	if code != exitFindings || !strings.HasPrefix(stderr, "govlint: fixes are undone, because of an error they lead to: example.com/m: ") || !strings.Contains(stderr, "undefined: undefined") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if !strings.HasPrefix(stdout, "p.go:12:12: error: call of one (acall)\n") {
		t.Errorf("left is %s", stdout)
	}
	same(t, "file", read(t, dir, "p.go"), numbers)
}

// TestFixOverlap checks what -diff, which has only one round, says of fixes
// that overlap.
func TestFixOverlap(t *testing.T) {
	dir := write(t, map[string]string{"p.go": numbers})
	rules := []*analyzers.Rule{
		rewriting("acall", true, map[string]string{"one": "two()"}),
		rewriting("bname", false, map[string]string{"one": "three"}),
	}
	code, stdout, stderr := invokeWith(t, rules, "-C", dir, "-diff")
	if code != exitFindings || !strings.Contains(stderr, "not applied: Rewrite (bname): it overlaps another fix at ") || !strings.Contains(stdout, "+\t\ttwo()") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	same(t, "file", read(t, dir, "p.go"), numbers)
}

// TestFixOutput checks the places of a report that is written after fixes.
func TestFixOutput(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	_, stdout, _ := invoke(t, "-C", dir, "-fix")
	for _, want := range []string{"app/app.go:12:31: error: call of bad function BadCall", "note: app/app.go:12:6: in value", "app/app.go:14:6: warning: odd name odd"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%s is missing in\n%s", want, stdout)
		}
	}
}
