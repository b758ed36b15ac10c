// Package corpus measures govlint on real code: on repositories whose findings
// have been judged (precision), and on historical mistakes with the commits
// that fixed them (recall). It holds facts about that code and none of it; the
// code comes from local clones.
package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
)

var (
	repoForm   = regexp.MustCompile(`^[\w.-]+/[\w.-]+$`)
	commitForm = regexp.MustCompile(`^[0-9a-f]{40}$`)
)

// parse reads a list of entries in YAML. A key that no entry has is an error,
// as are whatever check finds wrong and two entries with one key.
func parse[E fmt.Stringer](text []byte, check func(E) error, key func(E) string) ([]E, error) {
	var entries []E
	err := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField()).Decode(&entries)
	if err != nil && !errors.Is(err, io.EOF) { // EOF: no entries yet
		return nil, err
	}
	var errs []error
	seen := map[string]bool{}
	for i, e := range entries {
		err := check(e)
		if seen[key(e)] {
			err = errors.Join(err, errors.New("repeats an earlier entry"))
		}
		seen[key(e)] = true
		if err != nil {
			errs = append(errs, fmt.Errorf("entry %d (%s): %w", i+1, e, err))
		}
	}
	return entries, errors.Join(errs...)
}

func checkRepo(name string) error {
	if !repoForm.MatchString(name) {
		return fmt.Errorf("repo %q is not owner/name", name)
	}
	return nil
}

func checkCommit(hash string) error {
	if !commitForm.MatchString(hash) {
		return fmt.Errorf("commit %q is not 40 hexadecimal digits", hash)
	}
	return nil
}

// checkDir returns what is wrong with a directory of a repository.
func checkDir(what, dir string) error {
	if dir == "" {
		return fmt.Errorf("%s is missing; the root is \".\"", what)
	}
	if !filepath.IsLocal(dir) || path.Clean(dir) != dir {
		return fmt.Errorf("%s %q is not a clean path inside the repository", what, dir)
	}
	return nil
}

func checkFile(file string) error {
	if !strings.HasSuffix(file, ".go") || !filepath.IsLocal(file) {
		return fmt.Errorf("file %q is not the relative path of a Go file", file)
	}
	return nil
}

func checkLine(what, text string) error {
	if strings.TrimSpace(text) == "" || strings.Contains(strings.TrimSpace(text), "\n") {
		return fmt.Errorf("%s is not one line", what)
	}
	return nil
}
