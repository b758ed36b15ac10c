package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/govlint/govlint/internal/report"
)

// place is where a report goes: standard output or a file, which appears under
// its name when it is complete.
type place struct {
	format report.Format
	w      io.Writer
	file   *os.File // nil for standard output
	name   string   // of the file once it is complete, or "" if it is not a regular one
}

// places are those of the reports of one run.
type places []*place

// places opens what the flags name, so that what cannot be written is known
// before anything is analysed.
func (a *app) places(o *options) (_ places, err error) {
	var open places
	defer func() {
		if err != nil {
			open.discard()
		}
	}()
	for i, format := range o.formats {
		p := &place{format: format, w: a.stdout}
		if i < len(o.outputs) && o.outputs[i] != "-" {
			if err := p.open(o.path(o.outputs[i])); err != nil {
				return nil, usagef("-output: %w", err)
			}
		}
		open = append(open, p)
	}
	return open, nil
}

// open prepares to write a file. What is there stays as it is until commit.
func (p *place) open(name string) error {
	if resolved, err := filepath.EvalSymlinks(name); err == nil {
		name = resolved
	}
	mode := os.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode()
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if !mode.IsRegular() {
			p.w, p.file = f, f // a device or a pipe
			return nil
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	tmp := filepath.Join(filepath.Dir(name), ".govlint-"+rand.Text())
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm())
	if err != nil {
		if reason := new(os.PathError); errors.As(err, &reason) {
			err = reason.Err // the name is a temporary one
		}
		return fmt.Errorf("cannot write %s: %w (is there such a directory, and may you write to it?)", name, err)
	}
	p.w, p.file, p.name = f, f, name
	if mode != 0o666 {
		return f.Chmod(mode.Perm()) // as it was, whatever the umask
	}
	return nil
}

// write calls f with each place.
func (ps places) write(f func(*place) error) error {
	for _, p := range ps {
		if err := f(p); err != nil {
			return err
		}
	}
	return ps.commit()
}

// commit gives files their names, when all of them are complete.
func (ps places) commit() error {
	for _, p := range ps {
		if p.file == nil {
			continue
		}
		if err := p.file.Close(); err != nil {
			return err
		}
	}
	for _, p := range ps {
		if p.name == "" {
			continue
		}
		if err := os.Rename(p.file.Name(), p.name); err != nil {
			return err
		}
		p.name = ""
	}
	return nil
}

// discard removes what was not committed.
func (ps places) discard() {
	for _, p := range ps {
		if p.name != "" {
			p.file.Close()           // may be closed already
			os.Remove(p.file.Name()) // best effort
		}
	}
}
