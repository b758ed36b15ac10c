package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// media is what no Go package needs to compile, and what a clone may lack.
var media = []string{"*.png", "*.gif", "*.mp4", "*.jpg", "*.jpeg", "*.webp", "*.pdf", "*.svg"}

// checkout makes dir a work tree of a commit and nothing else: files of earlier
// runs go. It borrows the objects of the clone in gitDir, which it leaves as it
// is, so it needs no network and no time to copy. It returns the files that the
// clone lacks, media aside.
func checkout(ctx context.Context, gitDir, dir, commit string) (absent []string, err error) {
	if err := borrow(ctx, gitDir, dir); err != nil {
		return nil, err
	}
	patterns := []string{"/*"}
	for _, m := range media {
		patterns = append(patterns, "!"+m)
	}
	err = switchTo(ctx, dir, commit, patterns)
	if err == nil {
		return nil, nil
	}
	absent, listErr := absentFiles(ctx, dir, commit)
	if listErr != nil || len(absent) == 0 {
		return nil, errors.Join(err, listErr)
	}
	for _, file := range absent {
		patterns = append(patterns, "!/"+file)
	}
	return absent, switchTo(ctx, dir, commit, patterns)
}

// borrow makes dir a repository that finds its objects in gitDir.
func borrow(ctx context.Context, gitDir, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if _, err := git(ctx, dir, "init", "-q"); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(dir, ".git", "index.lock")) // of a run that was killed
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	info := filepath.Join(dir, ".git", "objects", "info")
	if err := os.MkdirAll(info, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(info, "alternates"), []byte(filepath.Join(gitDir, "objects")+"\n"), 0o666)
}

// switchTo checks out the files of a commit that the patterns select.
func switchTo(ctx context.Context, dir, commit string, patterns []string) error {
	file := filepath.Join(dir, ".git", "info", "sparse-checkout")
	if err := os.WriteFile(file, []byte(strings.Join(patterns, "\n")+"\n"), 0o666); err != nil {
		return err
	}
	for _, args := range [][]string{
		{"config", "core.sparseCheckout", "true"},
		{"checkout", "--quiet", "--force", "--detach", commit},
		{"clean", "-ffdxq"},
	} {
		if _, err := git(ctx, dir, args...); err != nil {
			return err
		}
	}
	return nil
}

// absentFiles returns the files of a commit whose contents the clone lacks.
func absentFiles(ctx context.Context, dir, commit string) ([]string, error) {
	tree, err := git(ctx, dir, "ls-tree", "-r", "--format=%(objecttype) %(objectname) %(path)", commit)
	if err != nil {
		return nil, err
	}
	names := map[string][]string{}
	var hashes bytes.Buffer
	for line := range strings.Lines(string(tree)) {
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if fields[0] == "blob" { // not a submodule
			names[fields[1]] = append(names[fields[1]], fields[2])
			fmt.Fprintln(&hashes, fields[1])
		}
	}
	cmd := exec.CommandContext(ctx, "git", "cat-file", "--batch-check")
	cmd.Dir, cmd.Stdin = dir, &hashes
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var absent []string
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if hash, ok := strings.CutSuffix(lines.Text(), " missing"); ok {
			absent = append(absent, names[hash]...)
			delete(names, hash)
		}
	}
	return absent, nil
}

// git runs git without hooks, filters of large files or the user's settings.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.hooksPath=/dev/null"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_LFS_SKIP_SMUDGE=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_TERMINAL_PROMPT=0")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("git %s: %s", args[0], lastLine(exit.Stderr))
	}
	return out, err
}

// lastLine returns the last line that is not blank.
func lastLine(text []byte) string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return lines[len(lines)-1]
}
