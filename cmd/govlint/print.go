package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/govlint/govlint/internal/report"
)

// output calls write with standard output or the file of -output.
func (a *app) output(o *options, write func(io.Writer) error) error {
	if o.output == "" {
		return write(a.stdout)
	}
	f, err := os.Create(o.output)
	if err != nil {
		return usageError{err}
	}
	err = write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

func format(w io.Writer, o *options, r *report.Report) error {
	if o.format == "json" {
		return r.WriteJSON(w)
	}
	text := report.Text{Color: o.colored(w), Read: func(name string) ([]byte, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(o.dir, name)
		}
		return os.ReadFile(name)
	}}
	return text.Write(w, r)
}

// printStats says what the run cost.
func (a *app) printStats(r *report.Report) {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Fprintf(a.stderr, "govlint: %d packages, %d rules, %d findings, %d errors in %.1fs with %d MB of memory\n",
		r.Stats.Packages, r.Stats.Rules, len(r.Findings), len(r.Errors), r.Stats.Seconds, memory.Sys>>20)
}
