package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

const fixtures = "../../analyzers/testdata"

// TestUnitchecker compares what nogo finds in the fixtures with what govlint's
// own driver does, at one processor and at several.
func TestUnitchecker(t *testing.T) {
	want := own(t)
	for _, procs := range []int{1, 4} {
		t.Run(fmt.Sprintf("GOMAXPROCS=%d", procs), func(t *testing.T) {
			compare(t, vet(t, build(t, procs, fixtureConfig(t)), procs), want)
		})
	}
}

// TestChecker does the same with x/tools' other driver, which runs the rules
// in this process, each package's at the same time, on syntax all the way down.
func TestChecker(t *testing.T) {
	want := own(t)
	if err := configure(fixtureConfig(t)); err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Dir: fixtures, Mode: packages.LoadAllSyntax | packages.NeedModule}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	for _, procs := range []int{1, 4} {
		t.Run(fmt.Sprintf("GOMAXPROCS=%d", procs), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
			graph, err := checker.Analyze(rules, pkgs, &checker.Options{SanityCheck: true})
			if err != nil {
				t.Fatal(err)
			}
			var have []string
			for _, action := range graph.Roots {
				if action.Err != nil {
					t.Errorf("%s: %v", action, action.Err)
				}
				for _, d := range action.Diagnostics {
					have = append(have, describe(t, action, d))
				}
			}
			compare(t, have, want)
		})
	}
}

func compare(t *testing.T, have, want []string) {
	t.Helper()
	slices.Sort(have)
	have = slices.Compact(have) // a package and its variant for tests
	for _, f := range have {
		if _, ok := slices.BinarySearch(want, f); !ok {
			t.Errorf("govlint lacks %s", f)
		}
	}
	for _, f := range want {
		if _, ok := slices.BinarySearch(have, f); !ok {
			t.Errorf("nogo lacks %s", f)
		}
	}
}

// place is a position as drivers of x/tools print it.
type place struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

// diagnostic is what they print of a finding.
type diagnostic struct {
	place
	Related []place `json:"related"`
	Fixes   []struct {
		Message string `json:"message"`
	} `json:"suggested_fixes"`
}

// line describes a finding with its steps and its fix.
func (d diagnostic) line(rule string) string {
	text := rule + ": " + d.text()
	for _, step := range d.Related {
		text += "; " + step.text()
	}
	for _, fix := range d.Fixes {
		text += "; " + fix.Message
	}
	return text
}

func (p place) text() string {
	dir, err := filepath.Abs(fixtures)
	if err != nil {
		panic(err)
	}
	end := p.End[strings.LastIndexByte(p.End[:strings.LastIndexByte(p.End, ':')], ':')+1:]
	return strings.TrimPrefix(filepath.ToSlash(p.Posn), filepath.ToSlash(dir)+"/") + "-" + end + " " + p.Message
}

// describe is line for a diagnostic in memory.
func describe(t *testing.T, action *checker.Action, d analysis.Diagnostic) string {
	t.Helper()
	at := func(pos, end token.Pos, message string) place {
		position := action.Package.Fset.Position
		return place{position(pos).String(), position(cmp.Or(end, pos)).String(), message}
	}
	converted := diagnostic{place: at(d.Pos, d.End, d.Message)}
	for _, step := range d.Related {
		converted.Related = append(converted.Related, at(step.Pos, step.End, step.Message))
	}
	text := converted.line(action.Analyzer.Name)
	for _, fix := range d.SuggestedFixes {
		text += "; " + fix.Message
	}
	return text
}

// fixtureConfig returns the name of a file that tells nogo what the fixtures'
// own configuration says.
func fixtureConfig(t *testing.T) string {
	t.Helper()
	settings, err := os.ReadFile(filepath.Join(fixtures, ".govlint.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{"govlint": map[string]any{"analyzer_flags": map[string]string{"settings": string(settings)}}})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "nogo.json")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestDocumented checks that nogo accepts the configuration which its page
// shows.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/nogo.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "```json\n")
	text, _, found := strings.Cut(text, "```")
	if !found {
		t.Fatal("the page has no configuration")
	}
	for want, text := range map[string]string{"": text, "no such flag": strings.Replace(text, `"settings"`, `"setting"`, 1)} {
		name := filepath.Join(t.TempDir(), "nogo.json")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(build(t, 0, name), "-V=full").CombinedOutput()
		if (err != nil) != (want != "") || !strings.Contains(string(out), want) {
			t.Errorf("%v: %s", err, out)
		}
	}
}

// own returns the findings of govlint's own driver.
func own(t *testing.T) []string {
	t.Helper()
	type span struct {
		File       string
		Start, End struct{ Line, Column int }
		Message    string
	}
	var report struct {
		Findings []struct {
			span
			Rule  string
			Path  []span
			Fixes []struct {
				Message string
				Safe    bool
			}
		}
	}
	if err := json.Unmarshal(govlint(t, "-C", "analyzers/testdata", "-format=json"), &report); err != nil {
		t.Fatal(err)
	}
	at := func(s span) place {
		return place{
			fmt.Sprintf("%s:%d:%d", s.File, s.Start.Line, s.Start.Column),
			fmt.Sprintf("%s:%d:%d", s.File, s.End.Line, s.End.Column), s.Message,
		}
	}
	var list []string
	for _, f := range report.Findings {
		d := diagnostic{place: at(f.span)}
		for _, step := range f.Path {
			d.Related = append(d.Related, at(step))
		}
		text := d.line(f.Rule)
		for _, fix := range f.Fixes {
			if fix.Safe {
				text += "; " + fix.Message
				break
			}
		}
		list = append(list, text)
	}
	for _, want := range []string{"lostresource: lostresource/bad.go:", "earlyregister: earlyregister/bad_private.go:", "deadregister: deadregister/bad_private.go:"} {
		if !slices.ContainsFunc(list, func(line string) bool { return strings.HasPrefix(line, want) }) {
			t.Errorf("nothing about the private libraries begins with %s", want)
		}
	}
	slices.SortFunc(list, cmp.Compare[string])
	return list
}

// build builds nogo. The go command keeps what a tool has found as long as the
// tool is the same, so each variant is another tool.
func build(t *testing.T, variant int, config string) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "nogo")
	cmd := exec.Command("go", "build", "-ldflags", fmt.Sprintf("-X main.variant=%d -X main.config=%s", variant, config), "-o", tool, ".")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return tool
}

func vet(t *testing.T, tool string, procs int) []string {
	t.Helper()
	seeNewFiles(t)
	cmd := exec.Command("go", "vet", "-json", "-vettool="+tool, "./...")
	cmd.Dir, cmd.Env = fixtures, append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", procs))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go vet: %v\n%s", err, &stderr)
	}
	var list []string
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var tree map[string]map[string][]diagnostic
		if err := dec.Decode(&tree); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, byRule := range tree {
			for rule, diagnostics := range byRule {
				for _, d := range diagnostics {
					list = append(list, d.line(rule))
				}
			}
		}
	}
}

// seeNewFiles lists the fixtures, so that the go command does not take the
// result of an earlier test for that of one with more files.
func seeNewFiles(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(fixtures, func(_ string, _ fs.DirEntry, err error) error { return err })
	if err != nil {
		t.Fatal(err)
	}
}
