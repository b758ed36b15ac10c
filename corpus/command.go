package corpus

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"time"
)

// Output is what a command printed.
type Output struct {
	Stdout   string  `json:"stdout"`
	Stderr   string  `json:"stderr"`
	Exit     int     `json:"exit"`
	TimedOut bool    `json:"timedOut"`
	Seconds  float64 `json:"seconds"`
}

// failed reports whether a linter could not do its work; to find something is
// no failure.
func (o Output) failed() bool { return o.TimedOut || o.Exit > 1 }

// execute runs a command and everything it starts for at most the limit. A
// command that fails is no error; one that cannot be started is.
func execute(ctx context.Context, limit time.Duration, dir string, env []string, name string, args ...string) (Output, error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(limited, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), env...)
	cmd.WaitDelay = 10 * time.Second
	killGroup(cmd)
	start := time.Now()
	err := cmd.Run()
	if ctx.Err() != nil {
		return Output{}, ctx.Err()
	}
	out := Output{Stdout: stdout.String(), Stderr: stderr.String(), Seconds: time.Since(start).Seconds()}
	out.TimedOut = limited.Err() != nil
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		out.Exit = exit.ExitCode()
	} else if err != nil && !out.TimedOut {
		return Output{}, err
	}
	return out, nil
}
