package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/govlint/govlint/analyzers"
)

// TestMain makes the test binary the tool itself, so that go vet can run it.
func TestMain(m *testing.M) {
	switch os.Getenv("BE_GOVLINT") {
	case "toys":
		a := &app{rules: toys(), stdout: os.Stdout, stderr: os.Stderr}
		os.Exit(a.run(context.Background(), os.Args[1:]))
	case "slow":
		ctx, stop := interruptible()
		a := &app{rules: append(toys(), slow()), stdout: os.Stdout, stderr: os.Stderr}
		code := a.run(ctx, os.Args[1:])
		stop()
		os.Exit(code)
	case "":
		os.Exit(m.Run())
	default:
		main()
	}
}

// write makes a module of files in a new directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if _, ok := files["go.mod"]; !ok {
		files["go.mod"] = "module example.com/m\n\ngo 1.26\n"
	}
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// shop is a module with findings of the toy rules in two packages.
var shop = map[string]string{
	"lib/lib.go": "package lib\n\nfunc BadCall() int { return 0 }\n\nfunc Good() int { return 1 }\n",
	"app/app.go": `package app

import "example.com/m/lib"

func run() {
	_ = 1
	if true	{	lib.BadCall() }
}

func value() int { return lib.BadCall() }

func odd() {}
`,
	"app/app_test.go": "package app\n\nimport \"example.com/m/lib\"\n\nfunc test() { lib.BadCall() }\n",
}

// invoke runs the program with toy rules, offline.
func invoke(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	return invokeWith(t, toys(), args...)
}

func invokeWith(t *testing.T, rules []*analyzers.Rule, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	if os.Getenv(cacheVariable) == "" {
		t.Setenv(cacheVariable, t.TempDir())
	}
	var out, errs bytes.Buffer
	a := &app{rules: rules, stdout: &out, stderr: &errs}
	code = a.run(context.Background(), args)
	return code, out.String(), errs.String()
}

// read returns the content of a file.
func read(t *testing.T, elem ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// same fails the test if got is not want.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is\n%s\nwant\n%s", what, got, want)
	}
}
