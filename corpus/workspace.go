package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Workspace runs tools on commits of repositories and keeps what they printed,
// so that what has been run once is not run again.
type Workspace struct {
	Mirror  Mirror
	Dir     string        // checkouts, tools and results
	Timeout time.Duration // of one command
	Retry   bool          // run again what failed before, say for want of a network
	Others  bool          // ask all rules about bugs, not only those meant to find them
	Declare string        // the tool of corpus/cmd/declare; empty: packages are compiled as a whole

	mu    sync.Mutex
	trees map[string]*tree
}

// tree is the work tree of a repository, which one command uses at a time.
type tree struct {
	mu     sync.Mutex
	commit string   // what is checked out, or ""
	module string   // the module that env is for
	env    []string // with which it loads
}

// recipe changes when modules are made to load in another way, so that earlier
// results no longer count.
const recipe = "3"

// job is one run of a tool.
type job struct {
	Tool   Tool
	Repo   string
	Commit string
	Module string // directory of the module
	Env    []string
	Args   []string
}

// key identifies what the job prints.
func (j job) key() string {
	env := strings.Join(j.Env, "\x01")
	parts := []string{recipe, j.Tool.ID, j.Repo, j.Commit, j.Module, env, strings.Join(j.Args, "\x01")}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// run returns what the job prints, from an earlier run if there was one.
func (w *Workspace) run(ctx context.Context, j job) (Output, error) {
	file := filepath.Join(w.Dir, "results", j.key()+".json")
	if out, ok := recall(file); ok && !(w.Retry && out.failed()) {
		return out, nil
	}
	t := w.tree(j.Repo)
	t.mu.Lock()
	defer t.mu.Unlock()
	dir := filepath.Join(w.Dir, "src", strings.ReplaceAll(j.Repo, "/", "+"))
	if err := w.prepare(ctx, t, dir, j); err != nil {
		return Output{}, err
	}
	env := append(t.env[:len(t.env):len(t.env)], j.Env...)
	out, err := execute(ctx, w.Timeout, filepath.Join(dir, filepath.FromSlash(j.Module)), env, j.Tool.Path, j.Args...)
	if err != nil {
		return Output{}, err
	}
	return out, keep(file, out)
}

func (w *Workspace) tree(repo string) *tree {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.trees == nil {
		w.trees = map[string]*tree{}
	}
	if w.trees[repo] == nil {
		w.trees[repo] = &tree{}
	}
	return w.trees[repo]
}

// prepare checks out the job's commit and makes its module load.
func (w *Workspace) prepare(ctx context.Context, t *tree, dir string, j job) error {
	if t.commit == j.Commit && t.module == j.Module {
		return nil
	}
	t.commit = ""
	gitDir, err := w.Mirror.gitDir(j.Repo)
	if err != nil {
		return err
	}
	absent, err := checkout(ctx, gitDir, dir, j.Commit)
	if err != nil {
		return err
	}
	if t.env, err = w.loadable(ctx, dir, j.Module, absent); err != nil {
		return err
	}
	t.commit, t.module = j.Commit, j.Module
	return nil
}

// recall reads the output of an earlier run.
func recall(file string) (Output, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Output{}, false
	}
	var out Output
	return out, json.Unmarshal(text, &out) == nil
}

// keep writes the output for later runs, all of it or nothing.
func keep(file string, out Output) error {
	text, err := json.Marshal(out)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), "*.part")
	if err != nil {
		return err
	}
	_, err = temporary.Write(text)
	if err = errors.Join(err, temporary.Close()); err != nil {
		return fmt.Errorf("keeping a result: %w", err)
	}
	return os.Rename(temporary.Name(), file)
}
