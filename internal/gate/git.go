package gate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// Repo is the git repository around a directory.
type Repo struct {
	Root string // as seen from the directory, whatever links lead there
	env  []string
}

// OpenRepo returns the repository around a directory.
func OpenRepo(ctx context.Context, dir string) (*Repo, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("the git command is needed, but is not in PATH")
	}
	r := &Repo{Root: dir, env: environment()}
	up, err := r.git(ctx, "rev-parse", "--show-cdup")
	if err != nil {
		return nil, err
	}
	r.Root = filepath.Join(dir, up)
	return r, nil
}

// environment is that of the process without what git tells its hooks about
// one repository: there may be several here, of submodules.
func environment() []string {
	ours := []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
	env := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(ours, name)
	})
	return append(env, "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
}

// git runs git in the root of the repository and returns what it prints.
func (r *Repo) git(ctx context.Context, args ...string) (string, error) {
	out, err := r.command(ctx, nil, args...)
	return strings.TrimRight(string(out), "\n"), err
}

func (r *Repo) command(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Env, cmd.Stdin = r.Root, r.env, bytes.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	} else if err != nil {
		return nil, &gitError{args[0], err, strings.TrimSpace(stderr.String())}
	}
	return stdout.Bytes(), nil
}

// gitError is a git command that failed.
type gitError struct {
	command string
	err     error
	stderr  string
}

func (e *gitError) Error() string {
	if e.stderr == "" {
		return fmt.Sprintf("git %s: %v", e.command, e.err)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.stderr)
}

func (e *gitError) Unwrap() error { return e.err }

// MergeBase returns the last commit that a revision and the current one have
// in common.
func (r *Repo) MergeBase(ctx context.Context, revision string) (string, error) {
	if _, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err != nil {
		return "", r.explain(ctx, err, "there is no commit yet", "")
	}
	if strings.HasPrefix(revision, "-") {
		return "", fmt.Errorf("%s is no revision", revision)
	}
	commit, err := r.git(ctx, "rev-parse", "--verify", "--quiet", revision+"^{commit}")
	if err != nil {
		return "", r.explain(ctx, err, fmt.Sprintf("there is no revision %q", revision), "; git fetch may bring it, and git branch -a lists names")
	}
	base, err := r.git(ctx, "merge-base", "HEAD", commit)
	if err != nil {
		return "", r.explain(ctx, err, fmt.Sprintf("%s and the current commit have no commit in common", revision), "")
	}
	return base, nil
}

// explain returns what it means that git found no commit, and a hint. In a
// shallow clone, it may just not be there.
func (r *Repo) explain(ctx context.Context, err error, message, hint string) error {
	if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != 1 {
		return err
	}
	if shallow, err := r.git(ctx, "rev-parse", "--is-shallow-repository"); err == nil && shallow == "true" {
		return fmt.Errorf("%s in this shallow clone: run git fetch --unshallow, or clone with the whole history (fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 in GitLab)", message)
	}
	return errors.New(message + hint)
}

// Changed returns the lines that differ from a commit, in files that are not
// ignored.
func (r *Repo) Changed(ctx context.Context, commit string) (Lines, error) {
	text, err := r.command(ctx, nil, "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames",
		"--ignore-submodules", "--unified=0", "--src-prefix=a/", "--dst-prefix=b/", commit, "--")
	if err != nil {
		return nil, err
	}
	files, _, err := gitdiff.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("reading git diff: %w", err)
	}
	lines := Lines{}
	for _, f := range files {
		for _, fragment := range f.TextFragments {
			first := int(fragment.NewPosition)
			if n := int(fragment.LinesAdded); n > 0 {
				lines.add(r.abs(f.NewName), span{first, first + n - 1})
			}
		}
	}
	untracked, err := r.untracked(ctx)
	for _, file := range untracked {
		lines.add(file, all)
	}
	return lines, err
}
