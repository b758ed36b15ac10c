package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"honnef.co/go/tools/lintcmd/cache"

	"github.com/govlint/govlint/internal/driver"
)

// cacheVariable names the environment variable that moves the cache, or turns
// it off.
const cacheVariable = "GOVLINT_CACHE"

// cacheReadme tells people who find the cache what it is.
const cacheReadme = "This directory holds results of govlint. It is safe to delete; see govlint help.\n"

// cacheCommand prints where the cache is, or empties it.
func (a *app) cacheCommand(args []string) error {
	if len(args) != 1 || args[0] != "dir" && args[0] != "clean" {
		return usagef("usage: govlint cache dir|clean")
	}
	dir, err := cacheDir()
	if err != nil {
		return err
	}
	if args[0] == "clean" {
		return cleanCache(dir)
	}
	_, err = fmt.Fprintln(a.stdout, dir)
	return err
}

// cacheDir returns the directory of the cache, or "off".
func cacheDir() (string, error) {
	dir := os.Getenv(cacheVariable)
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("there is no place for a cache, as %s is not set and %w", cacheVariable, err)
		}
		return filepath.Join(user, "govlint"), nil
	}
	if dir != "off" && !filepath.IsAbs(dir) {
		return "", usagef("%s is %q, want an absolute path, or off", cacheVariable, dir)
	}
	return dir, nil
}

// cleanCache removes what the cache wrote to a directory, and nothing else.
func cleanCache(dir string) error {
	if dir == "off" {
		return nil
	}
	var errs []error
	for _, pattern := range []string{"[0-9a-f][0-9a-f]/*-[ad]", "[0-9a-f][0-9a-f]", "trim.txt", "README"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		errs = append(errs, err)
		for _, name := range names {
			if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}

// useCache makes a run use the cache. What is returned has to be called when
// the run is over.
func (a *app) useCache(o *options, config *driver.Config) (func(), error) {
	nothing := func() {}
	if o.noCache {
		return nothing, nil
	}
	c, err := openCache()
	if err != nil && os.Getenv(cacheVariable) == "" && os.Getenv("GOCACHEPROG") == "" {
		fmt.Fprintf(a.stderr, "govlint: nothing is cached: %v\n", err)
		return nothing, nil
	} else if err != nil || c == nil {
		return nothing, err
	}
	if config.Key, err = programKey(); err != nil {
		return nothing, err
	}
	config.Cache = c
	return func() {
		if err := c.Close(); err != nil {
			fmt.Fprintf(a.stderr, "govlint: closing the cache: %v\n", err)
		}
	}, nil
}

// openCache opens the cache; it is nil if it is turned off. If the go command
// shares its cache through a program, so do we.
func openCache() (cache.Cache, error) {
	dir, err := cacheDir()
	if err != nil || dir == "off" {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, usageError{err}
	}
	readme := filepath.Join(dir, "README")
	if _, err := os.Stat(readme); err != nil {
		if err := os.WriteFile(readme, []byte(cacheReadme), 0o666); err != nil {
			return nil, usageError{err}
		}
	}
	program := strings.Fields(os.Getenv("GOCACHEPROG"))
	if len(program) == 0 {
		return cache.Open(dir)
	}
	if _, err := exec.LookPath(program[0]); err != nil {
		return nil, usagef("GOCACHEPROG: %w", err)
	}
	// The library starts the program only for its default cache, whose
	// directory this variable names.
	if err := os.Setenv("STATICCHECK_CACHE", dir); err != nil {
		return nil, err
	}
	return cache.Default()
}

// programKey returns what identifies this program: another build may have
// other rules.
func programKey() ([]byte, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return nil, err
	}
	return hash.Sum(nil), nil
}
