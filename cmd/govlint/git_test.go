package main

import (
	"maps"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// git runs git in a directory, without anyone's configuration.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func commit(t *testing.T, dir string) {
	t.Helper()
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "work")
}

// committed makes a repository of files, with one commit on the branch main.
func committed(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := write(t, maps.Clone(files))
	git(t, dir, "init", "-q", "-b", "main")
	commit(t, dir)
	return dir
}

// checkFindings compares the beginnings of findings.
func checkFindings(t *testing.T, stdout string, want []string) {
	t.Helper()
	if n := strings.Count(stdout, ": error: ") + strings.Count(stdout, ": warning: "); n != len(want) {
		t.Errorf("%d findings, want %d:\n%s", n, len(want), stdout)
	}
	for _, w := range want {
		if !strings.Contains("\n"+stdout, "\n"+w) {
			t.Errorf("not found: %s in\n%s", w, stdout)
		}
	}
}
