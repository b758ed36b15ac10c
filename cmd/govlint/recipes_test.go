package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestPreCommit runs the entries of the hooks as pre-commit does, with the
// program that is built of what the hooks' repository holds.
func TestPreCommit(t *testing.T) {
	var hooks []struct {
		ID, Name, Entry, Language, Files string
		Args                             []string
		PassFilenames                    bool `yaml:"pass_filenames"`
	}
	if err := yaml.UnmarshalWithOptions([]byte(read(t, root, ".pre-commit-hooks.yaml")), &hooks); err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(executable(t), filepath.Join(bin, "govlint")); err != nil {
		t.Skip(err)
	}
	for _, hook := range hooks {
		if hook.Language != "golang" || hook.PassFilenames {
			t.Errorf("%s: language %s", hook.ID, hook.Language)
		}
		files := regexp.MustCompile(hook.Files)
		for name, want := range map[string]bool{"a/b.go": true, "go.mod": true, "x/.govlint.yaml": true, "README.md": false, "cargo.mod": false} {
			if files.MatchString(name) != want {
				t.Errorf("%s: files match %s is %t", hook.ID, name, !want)
			}
		}
		dir := write(t, map[string]string{"app/app.go": shop["app/app.go"], "lib/lib.go": shop["lib/lib.go"]})
		words := append(strings.Fields(hook.Entry), hook.Args...)
		cmd := exec.Command(filepath.Join(bin, words[0]), words[1:]...)
		cmd.Dir, cmd.Env = dir, append(asTool("toys"), "GOPROXY=off", "GOWORK=off", cacheVariable+"=off")
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
			t.Fatal(err)
		}
		fixed := strings.Contains(read(t, dir, "app/app.go"), "lib.Good()")
		if code := cmd.ProcessState.ExitCode(); code != exitFindings || fixed != strings.Contains(hook.ID, "fix") || !strings.Contains(out.String(), "odd name odd") {
			t.Errorf("%s: exit %d, fixed is %t\n%s", hook.ID, code, fixed, &out)
		}
		if !strings.Contains(read(t, root, "docs/ci.md"), hook.ID) {
			t.Errorf("docs/ci.md lacks the hook %s", hook.ID)
		}
	}
}

func executable(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return self
}

// TestCommandsOfRecipes runs the calls of govlint that docs/ci.md shows for
// GitLab and Jenkins, and looks for the reports that these read.
func TestCommandsOfRecipes(t *testing.T) {
	page := read(t, root, "docs/ci.md")
	dir := write(t, map[string]string{"app/app.go": shop["app/app.go"], "lib/lib.go": shop["lib/lib.go"]})
	t.Chdir(dir)
	for report, want := range map[string]string{"gl-code-quality-report.json": `"check_name"`, "govlint.xml": "<checkstyle"} {
		match := regexp.MustCompile(`govlint (-.* -output ` + regexp.QuoteMeta(report) + ` \./\.\.\.)`).FindStringSubmatch(page)
		if match == nil {
			t.Errorf("docs/ci.md has no command that writes %s", report)
			continue
		}
		code, stdout, stderr := invoke(t, strings.Fields(match[1])...)
		if code > exitFindings || stderr != "" || !strings.Contains(stdout, "odd name odd") || !strings.Contains(read(t, report), want) {
			t.Errorf("%s: exit %d\n%s%s", match[0], code, stdout, stderr)
		}
		if strings.Count(page, report) < 2 {
			t.Errorf("nobody reads %s", report)
		}
	}
}
