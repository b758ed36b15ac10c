// Package process runs a part of a test in a process that is stopped by a signal.
package process

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

const variable = "FIXTURE_PROCESS"

// Is reports whether the test runs in the process of that name.
func Is(name string) bool { return os.Getenv(variable) == name }

// Stopped runs a test of this binary in a process of its own, ends that with
// SIGTERM when it has printed the line "serving", and returns what it prints from
// then on.
func Stopped(t *testing.T, test, name string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$")
	cmd.Env = append(os.Environ(), variable+"="+name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if line, err := lines.ReadString('\n'); line != "serving\n" {
		t.Fatalf("%q, error %v", line, err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the signal ends it, or its test does
	return string(rest)
}
