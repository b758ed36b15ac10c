package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// usage is what a command cost, with all processes that it started.
type usage struct {
	wall   time.Duration
	cpu    time.Duration // user and system
	memory int64         // peak, in bytes
}

// command is how a tool is run.
type command struct {
	args []string
	env  []string // in addition to that of this process
	exit []int    // codes that are no failure, beside 0
}

// run measures a command in a directory.
func (c *command) run(ctx context.Context, dir string) (usage, error) {
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), c.env...)
	var out strings.Builder
	cmd.Stderr = &limited{&out, 4096}
	own(cmd)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return usage{}, err
	}
	watch := watchMemory(cmd.Process.Pid)
	err := cmd.Wait()
	u := usage{wall: time.Since(start), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	u.memory = max(watch(), peak(cmd.ProcessState))
	if err != nil && !slices.Contains(c.exit, cmd.ProcessState.ExitCode()) {
		return u, fmt.Errorf("%s: %w: %s", strings.Join(c.args, " "), err, strings.TrimSpace(out.String()))
	}
	return u, nil
}

// quiet runs a command whose cost does not matter.
func (b *bench) quiet(ctx context.Context, dir string, env []string, args ...string) error {
	_, err := (&command{args: args, env: env}).run(ctx, dir)
	return err
}

// limited keeps the beginning of what is written to it.
type limited struct {
	text *strings.Builder
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.text.Write(p[:n])
	l.left -= n
	return len(p), nil
}
