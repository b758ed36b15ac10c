// Package sarif checks what govlint writes as SARIF against the schema of OASIS,
// and against the code that it is about.
package sarif

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const shop = "../../examples/shop"

// govlint is the program under test. TestMain builds it.
var govlint string

func TestMain(m *testing.M) {
	code, err := withGovlint(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withGovlint(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "sarif")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	govlint = filepath.Join(dir, "govlint")
	cmd := exec.Command("go", "build", "-o", govlint, "./cmd/govlint")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building govlint: %w\n%s", err, out)
	}
	return m.Run(), nil
}

// lint returns the SARIF of govlint on the packages of a directory.
func lint(t *testing.T, dir string, patterns ...string) []byte {
	t.Helper()
	cmd := exec.Command(govlint, append([]string{"-format", "sarif"}, patterns...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out
}

// validate checks SARIF against the schema.
func validate(t *testing.T, data []byte) {
	t.Helper()
	if err := compare(t, data); err != nil {
		t.Errorf("%#v", err)
	}
}

// compare returns how data differs from the schema.
func compare(t *testing.T, data []byte) error {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return schema.Validate(doc)
}

// TestSchema checks that the schema refuses what is not SARIF.
func TestSchema(t *testing.T) {
	for _, bad := range []string{
		`{"version":"2.1.0"}`,
		`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"columnKind":"bytes"}]}`,
		`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x","informationUri":"%"}}}]}`,
	} {
		if compare(t, []byte(bad)) == nil {
			t.Errorf("%s is valid", bad)
		}
	}
}

func TestShop(t *testing.T) {
	data := lint(t, shop, "./...")
	validate(t, data)
	run := decode(t, data)
	if len(run.Results) < 10 || !run.Invocations[0].ExecutionSuccessful {
		t.Errorf("%d results, invocation %+v", len(run.Results), run.Invocations)
	}
	flows, fixes := 0, 0
	for _, result := range run.Results {
		if id := run.Tool.Driver.Rules[result.RuleIndex].ID; id != result.RuleID {
			t.Errorf("result of %s has the index of %s", result.RuleID, id)
		}
		for _, l := range append(result.Locations, result.RelatedLocations...) {
			if text := l.PhysicalLocation.Region.text(t, l.PhysicalLocation.ArtifactLocation.open(t)); text == "" || text != strings.TrimSpace(text) {
				t.Errorf("a location of %s is %q", result.RuleID, text)
			}
		}
		for _, fix := range result.Fixes {
			fix.apply(t)
			fixes++
		}
		flows += len(result.CodeFlows)
	}
	if flows < 10 || fixes < 5 {
		t.Errorf("%d code flows and %d fixes", flows, fixes)
	}
	for _, rule := range run.Tool.Driver.Rules {
		if !strings.Contains(rule.Help.Markdown, "### Limits\n") || rule.Properties.Group == "" {
			t.Errorf("rule is %+v", rule)
		}
	}
}

func TestClean(t *testing.T) {
	data := lint(t, shop, "./internal/config")
	validate(t, data)
	if run := decode(t, data); len(run.Results) > 0 || len(run.Tool.Driver.Rules) == 0 {
		t.Errorf("SARIF is\n%s", data)
	}
}

// TestGoldens checks reports with what is rare in real ones.
func TestGoldens(t *testing.T) {
	names, err := filepath.Glob("../../internal/report/testdata/*.sarif")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden files (%v)", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, data)
	}
}

// TestBroken checks a module in a directory whose name has to be encoded, with a
// package that does not compile.
func TestBroken(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ein Ort #1", "50%")
	for name, text := range map[string]string{
		"go.mod": "module example.com/m\n\ngo 1.26\n",
		"p.go":   "package p\n\nfunc f() { undefined() }\n",
	} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data := lint(t, dir)
	validate(t, data)
	run := decode(t, data)
	root, err := url.Parse(run.OriginalURIBaseIDs["%SRCROOT%"].URI)
	if err != nil || filepath.Clean(root.Path) != dir {
		t.Errorf("root is %v (%v), want %s", root, err, dir)
	}
	if i := run.Invocations[0]; i.ExecutionSuccessful || !strings.Contains(i.ToolExecutionNotifications[0].Message.Text, "undefined: undefined") {
		t.Errorf("invocation is %+v", i)
	}
}

// open returns the lines of a file in UTF-16.
func (a artifact) open(t *testing.T) [][]uint16 {
	t.Helper()
	name, err := url.PathUnescape(a.URI)
	if err != nil || a.URIBaseID != "%SRCROOT%" {
		t.Fatalf("artifact is %v (%v)", a, err)
	}
	src, err := os.ReadFile(filepath.Join(shop, name))
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]uint16
	for line := range strings.Lines(string(src)) {
		lines = append(lines, utf16.Encode([]rune(line)))
	}
	return lines
}

// text returns what a region covers.
func (r region) text(t *testing.T, lines [][]uint16) string {
	t.Helper()
	if r.StartLine == r.EndLine {
		return string(utf16.Decode(lines[r.StartLine-1][r.StartColumn-1 : r.EndColumn-1]))
	}
	units := lines[r.StartLine-1][r.StartColumn-1:]
	for _, line := range lines[r.StartLine : r.EndLine-1] {
		units = append(units[:len(units):len(units)], line...)
	}
	units = append(units[:len(units):len(units)], lines[r.EndLine-1][:r.EndColumn-1]...)
	return string(utf16.Decode(units))
}

// apply checks that each changed file is valid Go.
func (f fix) apply(t *testing.T) {
	t.Helper()
	for _, change := range f.ArtifactChanges {
		lines := change.ArtifactLocation.open(t)
		end := region{1, 1, len(lines), len(lines[len(lines)-1]) + 1}
		text, at := "", region{1, 1, 1, 1}
		for _, r := range change.Replacements { // sorted, in the example
			d := r.DeletedRegion
			between := region{at.EndLine, at.EndColumn, d.StartLine, d.StartColumn}
			text += between.text(t, lines) + r.InsertedContent.Text
			at = d
		}
		text += region{at.EndLine, at.EndColumn, end.EndLine, end.EndColumn}.text(t, lines)
		if _, err := parser.ParseFile(token.NewFileSet(), change.ArtifactLocation.URI, text, 0); err != nil {
			t.Errorf("%s: %v", f.Description.Text, err)
		}
	}
}

func decode(t *testing.T, data []byte) run {
	t.Helper()
	var log struct{ Runs []run }
	if err := json.Unmarshal(data, &log); err != nil || len(log.Runs) != 1 {
		t.Fatalf("%d runs (%v)", len(log.Runs), err)
	}
	return log.Runs[0]
}
