// Package examples tests that the examples are what their texts say.
package examples

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestShop compares what govlint reports on the shop with the table in the
// shop's README: neither may have a line that the other lacks.
func TestShop(t *testing.T) {
	want := table(t, "shop/README.md")
	have := lint(t, "shop")
	for _, row := range want {
		if !slices.Contains(have, row) {
			t.Errorf("not reported: %s in %s of %s", row.rule, row.function, row.file)
		}
	}
	for _, row := range have {
		if !slices.Contains(want, row) {
			t.Errorf("not in the README: %s in %s of %s", row.rule, row.function, row.file)
		}
	}
	if len(have) != len(want) {
		t.Errorf("%d findings, and %d in the README", len(have), len(want))
	}
}

type row struct{ file, function, rule string }

// table reads the rows of a README's table whose first cell is a Go file.
func table(t *testing.T, file string) []row {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	form := regexp.MustCompile(`(?m)^\| (\S+\.go) \| (\w+) \| (\w+) \|`)
	var rows []row
	for _, m := range form.FindAllStringSubmatch(string(text), -1) {
		rows = append(rows, row{file: m[1], function: m[2], rule: m[3]})
	}
	return rows
}

// TestSample checks the sample in the project's README: each of its paragraphs
// is one that the command prints.
func TestSample(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, sample, _ := strings.Cut(string(text), "<!-- sample output begins -->\n```\n")
	sample, _, found := strings.Cut(sample, "```\n<!-- sample output ends -->")
	if !found {
		t.Fatal("README.md has no sample")
	}
	output := string(govlint(t, "shop", "text"))
	for paragraph := range strings.SplitSeq(sample, "\n\n") {
		if !strings.Contains(output, strings.TrimSpace(paragraph)) {
			t.Errorf("the command does not print this:\n%s", paragraph)
		}
	}
}

// govlint returns what the command prints about a module.
func govlint(t *testing.T, dir, format string) []byte {
	t.Helper()
	cmd := exec.Command("go", "run", "../cmd/govlint", "-C", dir, "-preview", "-format", format, "./...")
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return text
}

// lint returns the command's findings in a module.
func lint(t *testing.T, dir string) []row {
	t.Helper()
	text := govlint(t, dir, "json")
	var output struct {
		Findings []struct {
			Rule, File string
			Start      struct{ Line int }
		}
		Errors []struct{ Package, Message string }
	}
	if err := json.Unmarshal(text, &output); err != nil {
		t.Fatalf("output is not JSON: %v\n%s", err, text)
	}
	for _, e := range output.Errors {
		t.Errorf("%s: %s", e.Package, e.Message)
	}
	var rows []row
	for _, f := range output.Findings {
		rows = append(rows, row{file: f.File, function: function(t, filepath.Join(dir, f.File), f.Start.Line), rule: f.Rule})
	}
	return rows
}

// function returns the name of the declared function around a line.
func function(t *testing.T, file string, line int) string {
	t.Helper()
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range parsed.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if ok && fset.Position(fn.Pos()).Line <= line && line <= fset.Position(fn.End()).Line {
			return fn.Name.Name
		}
	}
	return ""
}
