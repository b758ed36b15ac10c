// Govlint finds mistakes in microservice code. See govlint help.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/govlint/govlint/analyzers"
)

// The exit codes, which scripts rely on.
const (
	exitClean    = 0
	exitFindings = 1 // at or above -fail-on
	exitUsage    = 2 // wrong flags, names or files
	exitPackages = 3 // packages that could not be loaded, type-checked or fully analysed
)

func main() {
	ctx, stop := interruptible()
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// interruptible returns a context that ends when the program is asked to. Being
// asked again ends the program the hard way.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return (&app{rules: analyzers.Rules(), stdin: os.Stdin, stdout: stdout, stderr: stderr}).run(ctx, args)
}

// app is one invocation of the program.
type app struct {
	rules          []*analyzers.Rule
	stdin          io.Reader
	stdout, stderr io.Writer
}

func (a *app) run(ctx context.Context, args []string) int {
	if vetProtocol(args) {
		return a.vet(ctx, args)
	}
	if len(args) == 0 {
		return a.exit(a.lint(ctx, nil))
	}
	switch args[0] {
	case "rules":
		return a.exit(exitClean, a.listRules(ctx, args[1:]))
	case "explain":
		return a.exit(exitClean, a.explain(args[1:]))
	case "init":
		return a.exit(exitClean, a.initialize(ctx, args[1:]))
	case "diagnose":
		return a.exit(a.diagnose(ctx, args[1:]))
	case "schema":
		return a.exit(exitClean, a.schema(args[1:]))
	case "gopls":
		return a.exit(a.gopls(ctx, args[1:]))
	case "cache":
		return a.exit(exitClean, a.cacheCommand(args[1:]))
	case "version":
		return a.exit(exitClean, a.version(args[1:]))
	case "help", "-h", "-help", "--help":
		return a.exit(exitClean, a.help(args[1:]))
	}
	return a.exit(a.lint(ctx, args))
}

// usageError is a mistake in how the program was called.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// exit prints an error, if there is one, and returns the exit code that goes
// with it.
func (a *app) exit(code int, err error) int {
	if err == nil {
		return code
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	fmt.Fprintf(a.stderr, "govlint: %v\n", err)
	if errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitPackages
}
