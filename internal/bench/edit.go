package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var packageClause = regexp.MustCompile(`(?m)^package .*$`)

// edit adds a line to a package that imports no other of the module and that
// the most depend on, or to one that nobody imports. The function it returns
// undoes that.
func (b *bench) edit(ctx context.Context, step string, run int) (undo func() error, err error) {
	if b.leaf == "" {
		if b.leaf, b.top, err = ends(ctx, b.repo); err != nil {
			return nil, err
		}
	}
	file := b.leaf
	if step == topEdit {
		file = b.top
	}
	before, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	at := packageClause.FindIndex(before)
	if at == nil {
		return nil, fmt.Errorf("%s has no package clause", file)
	}
	line := fmt.Appendf(nil, "\n// Edit %d of %d.", run, b.started.Unix())
	after := slices.Concat(before[:at[1]], line, before[at[1]:])
	return func() error { return os.WriteFile(file, before, 0o666) }, os.WriteFile(file, after, 0o666)
}

// listed is what the go command says of a package.
type listed struct {
	ImportPath, Dir string
	GoFiles         []string
	Deps            []string
}

// ends returns files of two packages: one that imports no other of the module
// and that the most depend on, and one that none depends on.
func ends(ctx context.Context, dir string) (leaf, top string, err error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-json=ImportPath,Dir,GoFiles,Deps", "./...")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return "", "", fmt.Errorf("go list: %w", err)
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return "", "", err
		}
		all = append(all, p)
	}
	return choose(all)
}

func choose(all []listed) (leaf, top string, err error) {
	users := map[string]int{}
	for _, p := range all {
		for _, dep := range p.Deps {
			users[dep]++
		}
	}
	own := func(path string) bool {
		return slices.ContainsFunc(all, func(p listed) bool { return p.ImportPath == path })
	}
	all = slices.DeleteFunc(slices.Clone(all), func(p listed) bool { return len(p.GoFiles) == 0 })
	slices.SortFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(users[b.ImportPath], users[a.ImportPath]), strings.Compare(a.ImportPath, b.ImportPath))
	})
	for _, p := range all {
		file := filepath.Join(p.Dir, p.GoFiles[0])
		if leaf == "" && !slices.ContainsFunc(p.Deps, own) {
			leaf = file
		}
		if users[p.ImportPath] == 0 {
			top = file
		}
	}
	if leaf == "" || top == "" {
		return "", "", errors.New("the module has no package that imports no other, or none that is not imported")
	}
	return leaf, top, nil
}
