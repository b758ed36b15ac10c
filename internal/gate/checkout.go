package gate

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Checkout is a commit in a temporary directory.
type Checkout struct {
	repo *Repo
	root string
}

// Checkout writes a commit to a temporary directory, which Remove removes.
func (r *Repo) Checkout(ctx context.Context, commit string) (*Checkout, error) {
	root, err := os.MkdirTemp("", "govlint-base-")
	if err != nil {
		return nil, err
	}
	c := &Checkout{r, root}
	if err := r.Export(ctx, commit, root); err != nil {
		return nil, errors.Join(err, c.Remove())
	}
	return c, nil
}

// Remove removes the directory.
func (c *Checkout) Remove() error { return os.RemoveAll(c.root) }

// Path returns where a file or directory of the repository is in the checkout;
// others are where they are.
func (c *Checkout) Path(name string) string {
	rel, err := filepath.Rel(c.repo.Root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return name
	}
	return filepath.Join(c.root, rel)
}

// Delete deletes a file of the checkout; others are left alone.
func (c *Checkout) Delete(name string) error {
	if !c.Has(name) {
		return nil
	}
	return os.Remove(name)
}

// Has reports whether a file is in the checkout.
func (c *Checkout) Has(name string) bool {
	rel, err := filepath.Rel(c.root, name)
	return err == nil && filepath.IsLocal(rel)
}

// Supply adds what a build of the packages around a directory needs and git
// ignores: generated source files, workspaces, vendored modules. They are
// those of today; what they were at the time of the commit is not known.
func (c *Checkout) Supply(ctx context.Context, dir string, sources []string) error {
	candidates := slices.Clone(sources)
	for _, d := range c.above(dir) {
		candidates = append(candidates, filepath.Join(d, "go.work"), filepath.Join(d, "go.work.sum"))
	}
	ignored, err := c.repo.Ignored(ctx, candidates)
	if err != nil {
		return err
	}
	for _, name := range ignored {
		if err := c.supply(filepath.Join(c.repo.Root, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	for _, d := range c.above(dir) {
		if err := c.vendor(filepath.Join(d, "vendor")); err != nil {
			return err
		}
	}
	return nil
}

// above returns a directory and those around it, up to the repository's root.
func (c *Checkout) above(dir string) []string {
	list := []string{dir}
	for dir != c.repo.Root && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
		list = append(list, dir)
	}
	return list
}

// supply copies a file unless the commit has it.
func (c *Checkout) supply(name string) error {
	if _, err := os.Lstat(c.Path(name)); err == nil {
		return nil
	}
	return c.Copy(name)
}

// Copy replaces a file of the checkout by that of today, if there is one.
func (c *Checkout) Copy(name string) error {
	src, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) || c.Path(name) == name {
		return nil
	} else if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.Path(name)), 0o777); err != nil {
		return err
	}
	return os.WriteFile(c.Path(name), src, 0o666)
}

// vendor links a directory of vendored modules that the commit lacks.
func (c *Checkout) vendor(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "modules.txt")); err != nil {
		return nil // none
	}
	to := c.Path(dir)
	if _, err := os.Lstat(to); err == nil || to == dir {
		return nil
	}
	if _, err := os.Stat(filepath.Dir(to)); err != nil {
		return nil // the module is new
	}
	return os.Symlink(dir, to)
}
