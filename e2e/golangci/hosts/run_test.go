package hosts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The programs under test. TestMain builds them.
var govlintTool, golangciTool string

// withTools builds both programs as their users do, and runs the tests.
func withTools(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "hosts")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	govlintTool = filepath.Join(dir, "govlint")
	golangciTool = filepath.Join(dir, "golangci-lint")
	for tool, source := range map[string]string{govlintTool: "../../../cmd/govlint", golangciTool: ".."} {
		cmd := exec.Command("go", "build", "-o", tool, ".")
		cmd.Dir = source
		if out, err := cmd.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("building %s: %w\n%s", source, err, out)
		}
	}
	// Nothing may come from a cache that an earlier build has filled.
	if err := os.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(dir, "cache")); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// result is how a program ended.
type result struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, dir, program string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// must fails the test unless the program ended with one of the codes.
func (r result) must(t *testing.T, codes ...int) result {
	t.Helper()
	for _, code := range codes {
		if r.code == code {
			return r
		}
	}
	t.Fatalf("exit %d, want %d:\n%s%s", r.code, codes, r.stdout, r.stderr)
	return r
}

// rule is one that is on by default.
type rule struct{ Name, Group string }

// rules returns what "govlint rules" lists.
func rules(t *testing.T) []rule {
	t.Helper()
	var list []rule
	for line := range strings.Lines(run(t, ".", govlintTool, "rules").must(t, 0).stdout) {
		fields := strings.Fields(line)
		if fields[3] == "stable" {
			list = append(list, rule{fields[0], fields[1]})
		}
	}
	return list
}

// command returns what the command reports on a module.
func command(t *testing.T, module string, tests bool) []finding {
	t.Helper()
	r := run(t, module, govlintTool, "-format", "json", fmt.Sprintf("-tests=%t", tests), "./...").must(t, 0, 1)
	var report struct {
		Findings []struct {
			Rule, Message, File string
			Start               struct{ Line, Column int }
		}
		Errors []json.RawMessage
	}
	if err := json.Unmarshal([]byte(r.stdout), &report); err != nil || len(report.Errors) > 0 {
		t.Fatalf("govlint: %v %s\n%s", err, report.Errors, r.stderr)
	}
	var list []finding
	for _, f := range report.Findings {
		list = append(list, finding{File: f.File, Line: f.Start.Line, Column: f.Start.Column, Rule: f.Rule, Message: f.Message})
	}
	return list
}

// vet returns what go vet reports on a module with the command as its tool.
func vet(t *testing.T, module string, tests bool) []finding {
	t.Helper()
	r := run(t, module, "go", "vet", "-vettool="+govlintTool, "-json", fmt.Sprintf("-tests=%t", tests), "./...").must(t, 0)
	var list []finding
	dec := json.NewDecoder(strings.NewReader(r.stdout))
	for {
		var units map[string]map[string][]struct{ Posn, Message string }
		if err := dec.Decode(&units); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatalf("go vet: %v\n%s%s", err, r.stdout, r.stderr)
		}
		for _, unit := range units {
			for name, diagnostics := range unit {
				for _, d := range diagnostics {
					f := position(t, module, d.Posn)
					f.Rule, f.Message = name, withoutRule(t, d.Message, name)
					list = append(list, f)
				}
			}
		}
	}
}

// position splits file:line:column.
func position(t *testing.T, module, posn string) finding {
	t.Helper()
	rest, column, _ := cutLast(posn)
	file, line, _ := cutLast(rest)
	f := finding{File: relative(t, module, file)}
	var err1, err2 error
	f.Line, err1 = strconv.Atoi(line)
	f.Column, err2 = strconv.Atoi(column)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatalf("position %s: %v", posn, err)
	}
	return f
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndex(s, ":")
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// withoutRule cuts the rule's name off the end of a message, where hosts have
// it that may not print it elsewhere.
func withoutRule(t *testing.T, message, name string) string {
	t.Helper()
	text, ok := strings.CutSuffix(message, " ("+name+")")
	if !ok {
		t.Errorf("%q does not end with the rule %s", message, name)
	}
	return text
}
