package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/driver"
)

// analyze runs the driver with the cache.
func (a *app) analyze(ctx context.Context, o *options, config driver.Config) (*driver.Result, error) {
	done, err := a.useCache(o, &config)
	if err != nil {
		return nil, err
	}
	defer done()
	return a.drive(ctx, o, config)
}

// drive runs the driver, and shows how far it is.
func (a *app) drive(ctx context.Context, o *options, config driver.Config) (*driver.Result, error) {
	if p := a.startProgress(); p != nil {
		config.Progress = p.update
		defer p.stop()
	}
	result, err := driver.Run(ctx, config)
	if err == nil && o.timings {
		a.printTimings(result.Timings)
	}
	return result, err
}

// printTimings says what took how long, longest first.
func (a *app) printTimings(timings []driver.Timing) {
	fmt.Fprintln(a.stderr, "govlint: time spent, summed over packages that were analysed at the same time")
	for _, t := range timings {
		fmt.Fprintf(a.stderr, "%9.3fs  %s\n", t.Spent.Seconds(), a.activity(t))
	}
}

// activity says what a time was spent on.
func (a *app) activity(t driver.Timing) string {
	switch {
	case !t.Analyzer:
		return t.Name
	case slices.ContainsFunc(a.rules, func(r *analyzers.Rule) bool { return r.Name == t.Name }):
		return "rule " + t.Name
	}
	return "shared by rules: " + t.Name
}

// progress is a line of the terminal that says how far a run is.
type progress struct {
	w     io.Writer
	shown time.Time
}

// startProgress shows that packages are being listed, if standard error is a
// terminal.
func (a *app) startProgress() *progress {
	if !terminal(a.stderr) {
		return nil
	}
	p := &progress{w: a.stderr}
	fmt.Fprint(p.w, "listing packages")
	return p
}

// update shows how many packages are done, though not more often than one can
// see.
func (p *progress) update(done, total int) {
	if time.Since(p.shown) < 50*time.Millisecond {
		return
	}
	p.shown = time.Now()
	fmt.Fprintf(p.w, "\r\x1b[K%d/%d packages", done, total)
}

// stop clears the line.
func (p *progress) stop() { fmt.Fprint(p.w, "\r\x1b[K") }
