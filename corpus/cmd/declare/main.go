// Declare stands in for the Go compiler where only declarations are wanted:
//
//	go list -export -toolexec=declare ./...
//
// then compiles packages without the bodies of their functions, which takes a
// fraction of the time and of the disk. What the go command makes so can be
// linted against, but not linked; it never takes it for what the compiler makes
// of whole packages, since declare changes the version that the compiler tells.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
}

// run does what the go command wants a tool for: the tool's file and its
// arguments.
func run(args []string) error {
	if len(args) == 0 {
		return errors.New("usage: go list -export -toolexec=declare")
	}
	tool, args := args[0], args[1:]
	name := strings.TrimSuffix(filepath.Base(tool), ".exe")
	switch {
	case slices.Contains(args, "-V=full"):
		return version(tool, name, args)
	case name == "compile":
		return compile(tool, args)
	}
	return pass(tool, args)
}

// form changes when what declare writes does.
const form = "declarations-2"

// version prints what a tool prints of its version, and for the compiler that
// it is not the compiler.
func version(tool, name string, args []string) error {
	out, err := exec.Command(tool, args...).Output()
	if err != nil {
		return err
	}
	text := strings.TrimSpace(string(out))
	if name == "compile" {
		// "compile version devel ... buildID=x": the go command looks at the ID alone.
		text += "-" + form
	}
	_, err = fmt.Println(text)
	return err
}

// compile compiles a package without its functions' bodies, or with them where
// that does not work: an unused import that we took for a used one, say.
func compile(tool string, args []string) error {
	if slices.Contains(args, "-std") {
		return pass(tool, args) // the runtime is not like other packages, and is compiled but once
	}
	short, cleanup, err := shorten(args)
	if err != nil {
		return pass(tool, args)
	}
	defer cleanup()
	if exec.Command(tool, short...).Run() == nil {
		return nil
	}
	return pass(tool, args)
}

// pass does what the tool does.
func pass(tool string, args []string) error {
	cmd := exec.Command(tool, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
