package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// step is one of a composite action, or of a job.
type step struct {
	Name, ID, Uses, Run, Shell, If string
	Env, With                      map[string]string
}

// action is the content of action.yml.
type action struct {
	Inputs  map[string]struct{ Default string }
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

func parseAction(t *testing.T) *action {
	t.Helper()
	a := &action{}
	if err := yaml.UnmarshalWithOptions([]byte(read(t, root, "action.yml")), a); err != nil {
		t.Fatal(err)
	}
	return a
}

// step returns the step of an id.
func (a *action) step(t *testing.T, id string) step {
	t.Helper()
	i := slices.IndexFunc(a.Runs.Steps, func(s step) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("the action has no step %s", id)
	}
	return a.Runs.Steps[i]
}

// runner stands in for the machine that runs an action.
type runner struct {
	dir    string // of the files below
	env    []string
	inputs map[string]string
}

func newRunner(t *testing.T, workspace string) *runner {
	t.Helper()
	checkout, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{dir: t.TempDir(), inputs: map[string]string{}}
	r.empty(t, "path")
	r.empty(t, "output")
	r.env = append(os.Environ(), "GITHUB_ACTION_PATH="+checkout, "GITHUB_WORKSPACE="+workspace, "RUNNER_TEMP="+r.dir,
		"GITHUB_PATH="+filepath.Join(r.dir, "path"), "GITHUB_OUTPUT="+filepath.Join(r.dir, "output"), "PWD="+workspace)
	return r
}

// empty makes a file empty in which steps leave something.
func (r *runner) empty(t *testing.T, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), nil, 0o666); err != nil {
		t.Fatal(err)
	}
}

// evaluate replaces the expressions that the action's environment uses.
func (r *runner) evaluate(t *testing.T, text string) string {
	t.Helper()
	return regexp.MustCompile(`\$\{\{ *([\w.-]+) *\}\}`).ReplaceAllStringFunc(text, func(expression string) string {
		name := strings.Trim(expression, "${} ")
		if name == "runner.temp" {
			return r.dir
		}
		input, ok := strings.CutPrefix(name, "inputs.")
		value, known := r.inputs[input]
		if !ok || !known {
			t.Fatalf("%s is not known", expression)
		}
		return value
	})
}

// run runs the script of a step as GitHub does, and returns its exit code.
func (r *runner) run(t *testing.T, workspace string, s step) (code int, output string) {
	t.Helper()
	path, err := os.ReadFile(filepath.Join(r.dir, "path"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	cmd.Dir = workspace
	cmd.Env = append(r.env, "PATH="+strings.TrimSpace(string(path))+string(filepath.ListSeparator)+os.Getenv("PATH"))
	for name, value := range s.Env {
		cmd.Env = append(cmd.Env, name+"="+r.evaluate(t, value))
	}
	out, err := cmd.CombinedOutput()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// outputs returns what steps have written to $GITHUB_OUTPUT.
func (r *runner) outputs(t *testing.T) map[string]string {
	t.Helper()
	values := map[string]string{}
	for line := range strings.Lines(read(t, r.dir, "output")) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values[name] = value
	}
	return values
}

// TestAction runs the scripts of the action on the example, which is a module
// below the root of a repository.
func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	workspace, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	r := newRunner(t, workspace)
	a := parseAction(t)
	for _, s := range a.Runs.Steps {
		if s.Run != "" && s.ID == "" {
			if code, output := r.run(t, workspace, s); code != 0 {
				t.Fatalf("%s: exit %d:\n%s", s.Name, code, output)
			}
		}
	}
	for _, test := range []struct {
		name, directory, args, packages string
		code                            int
		sarif                           bool
	}{
		{"findings", "examples/shop", "", "./...", exitFindings, true},
		{"some packages", "examples/shop", "-only lostspan\n-fail-on error", "./internal/orders\n./internal/config\n", exitFindings, true},
		{"no findings", "examples/shop", "-disable=all", "./...", exitClean, true},
		{"wrong flag", "examples/shop", "-nope", "./...", exitUsage, false},
		{"no module", "docs", "-only lostspan", "./none", exitPackages, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, input := range a.Inputs {
				r.inputs[name] = input.Default
			}
			r.inputs["directory"], r.inputs["args"], r.inputs["packages"] = test.directory, test.args, test.packages
			r.empty(t, "output")
			code, output := r.run(t, workspace, a.step(t, "lint"))
			if code != test.code {
				t.Fatalf("exit %d, want %d:\n%s", code, test.code, output)
			}
			checkAction(t, r, test.sarif, test.directory, code, output)
		})
	}
}

// checkAction looks at what a run of the action leaves.
func checkAction(t *testing.T, r *runner, sarif bool, directory string, code int, output string) {
	t.Helper()
	outputs := r.outputs(t)
	if outputs["exit-code"] != string(rune('0'+code)) || (outputs["sarif"] != "") != sarif {
		t.Fatalf("outputs are %q", outputs)
	}
	if !sarif {
		return
	}
	var log struct {
		Runs []struct {
			Results []struct {
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(read(t, outputs["sarif"])), &log); err != nil || len(log.Runs) != 1 {
		t.Fatalf("%v: %d runs", err, len(log.Runs))
	}
	results := log.Runs[0].Results
	if (len(results) > 0) != (code == exitFindings) {
		t.Errorf("%d results, exit %d", len(results), code)
	}
	for _, result := range results {
		if uri := result.Locations[0].PhysicalLocation.ArtifactLocation.URI; !strings.HasPrefix(uri, directory+"/") {
			t.Errorf("GitHub does not know the file %s", uri)
		}
	}
	if annotations := strings.Count(output, "file="+directory+"/"); annotations != len(results) {
		t.Errorf("%d annotations of files that GitHub knows, want %d:\n%s", annotations, len(results), output)
	}
}

// TestActionText checks what only GitHub can run: that expressions name inputs
// and steps which exist, and that the actions it uses have versions.
func TestActionText(t *testing.T) {
	a := parseAction(t)
	if a.Runs.Using != "composite" {
		t.Errorf("the action is %q", a.Runs.Using)
	}
	ids := map[string]bool{}
	for _, s := range a.Runs.Steps {
		ids[s.ID] = true
		if s.Run != "" && s.Shell != "bash" {
			t.Errorf("the shell of %s is %q", s.Name, s.Shell)
		}
		if s.Uses != "" && !regexp.MustCompile(`^[\w./-]+@v\d+$`).MatchString(s.Uses) {
			t.Errorf("%q has no version", s.Uses)
		}
	}
	text := read(t, root, "action.yml")
	for _, match := range regexp.MustCompile(`\binputs\.([\w-]+)`).FindAllStringSubmatch(text, -1) {
		if _, ok := a.Inputs[match[1]]; !ok {
			t.Errorf("there is no input %s", match[1])
		}
	}
	for _, match := range regexp.MustCompile(`\bsteps\.([\w-]+)\.outputs\.([\w-]+)`).FindAllStringSubmatch(text, -1) {
		if !ids[match[1]] || !strings.Contains(text, `echo "`+match[2]+`=`) {
			t.Errorf("there is no %s", match[0])
		}
	}
	page := read(t, root, "docs/ci.md")
	for name := range a.Inputs {
		if !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("docs/ci.md lacks the input %s", name)
		}
	}
	for name := range a.Outputs {
		if !strings.Contains(page, "`"+name+"`") {
			t.Errorf("docs/ci.md lacks the output %s", name)
		}
	}
}
