package corpus

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Mirror is a directory of local clones: owner+name/repo, owner+name or
// owner/name, each bare or with a work tree.
type Mirror string

// gitDir returns the git directory of a repository's clone.
func (m Mirror) gitDir(repo string) (string, error) {
	owner, name, _ := strings.Cut(repo, "/")
	for _, glob := range []string{foldGlob(owner+"+"+name) + "/repo", foldGlob(owner + "+" + name), foldGlob(owner) + "/" + foldGlob(name)} {
		matches, err := filepath.Glob(filepath.Join(string(m), glob))
		if err != nil {
			return "", err
		}
		for _, dir := range matches {
			for _, dir := range []string{dir, filepath.Join(dir, ".git")} {
				if isGitDir(dir) {
					return filepath.Abs(dir)
				}
			}
		}
	}
	return "", fmt.Errorf("no clone of %s in %s", repo, m)
}

// foldGlob returns a pattern that matches name in upper and lower case, since
// GitHub tells repositories apart without it.
func foldGlob(name string) string {
	var b strings.Builder
	for _, r := range name {
		lower, upper := strings.ToLower(string(r)), strings.ToUpper(string(r))
		if lower == upper {
			b.WriteString(lower)
		} else {
			b.WriteString("[" + lower + upper + "]")
		}
	}
	return b.String()
}

func isGitDir(dir string) bool {
	for _, name := range []string{"HEAD", "objects"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}

// has reports whether the clone of a repository has a commit.
func (m Mirror) has(ctx context.Context, repo, commit string) error {
	dir, err := m.gitDir(repo)
	if err != nil {
		return err
	}
	if err := exec.CommandContext(ctx, "git", "--git-dir", dir, "cat-file", "-e", commit+"^{commit}").Run(); err != nil {
		return fmt.Errorf("the clone of %s has no commit %s", repo, commit)
	}
	return nil
}

// file returns a file of a repository, without checking it out.
func (m Mirror) file(ctx context.Context, repo, commit, file string) ([]byte, error) {
	dir, err := m.gitDir(repo)
	if err != nil {
		return nil, err
	}
	src, err := exec.CommandContext(ctx, "git", "--git-dir", dir, "cat-file", "blob", commit+":"+file).Output()
	if err != nil {
		return nil, fmt.Errorf("%s has no file %s at %.10s", repo, file, commit)
	}
	return src, nil
}
