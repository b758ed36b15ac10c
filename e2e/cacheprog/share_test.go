package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// service has a mistake in one package and a fact in another.
var service = map[string]string{
	"go.mod":      "module example.com/service\n\ngo 1.26\n",
	"lib/lib.go":  "package lib\n\nimport \"context\"\n\nfunc Start(ctx context.Context) context.Context {\n\tctx, _ = context.WithCancel(ctx)\n\treturn ctx\n}\n",
	"app/app.go":  "package app\n\nimport (\n\t\"context\"\n\n\t\"example.com/service/lib\"\n)\n\nfunc Run(ctx context.Context) { lib.Start(ctx) }\n",
	"cmd/main.go": "package main\n\nimport (\n\t\"context\"\n\n\t\"example.com/service/app\"\n)\n\nfunc main() { app.Run(context.Background()) }\n",
}

// build builds a program.
func build(t *testing.T, dir, pkg string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	cmd := exec.Command("go", "build", "-o", program, pkg)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return program
}

// machine is a place of its own: source code, caches, and perhaps a program
// that connects it to others.
type machine struct {
	*testing.T
	dir     string
	govlint string
	env     []string
}

func newMachine(t *testing.T, govlint, cacheprog string) *machine {
	t.Helper()
	m := &machine{T: t, dir: t.TempDir(), govlint: govlint}
	for name, text := range service {
		m.write(name, text)
	}
	m.env = append(os.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=",
		"GOCACHE="+filepath.Join(m.dir, "go"), "GOVLINT_CACHE="+filepath.Join(m.dir, "govlint"))
	if cacheprog != "" {
		m.env = append(m.env, fmt.Sprintf("GOCACHEPROG=%s -local %s", cacheprog, filepath.Join(m.dir, "local")))
	}
	return m
}

func (m *machine) write(name, text string) {
	m.Helper()
	name = filepath.Join(m.dir, "src", name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		m.Fatal(err)
	}
}

// result is the part of a report that is compared, and what took time.
type result struct {
	Findings json.RawMessage
	Errors   []json.RawMessage
	Stats    struct{ Packages, Cached int }
	timings  string
}

// lint runs govlint in the machine's source.
func (m *machine) lint() result {
	m.Helper()
	cmd := exec.Command(m.govlint, "-format=json", "-timings", "-exit-zero")
	cmd.Dir, cmd.Env = filepath.Join(m.dir, "src"), m.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		m.Fatalf("%v\n%s", err, &stderr)
	}
	r := result{timings: stderr.String()}
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
		m.Fatalf("%v\n%s", err, &stdout)
	}
	if len(r.Errors) > 0 || r.Stats.Packages != 3 || !bytes.Contains(r.Findings, []byte("discardedcancel")) {
		m.Fatalf("report is\n%s", &stdout)
	}
	return r
}

// analysed reports whether anything was.
func (r result) analysed() bool { return strings.Contains(r.timings, "type-check") }

// TestShare checks that what one machine has analysed, another one with the
// same code in another place does not analyse again.
func TestShare(t *testing.T) {
	govlint := build(t, filepath.Join("..", ".."), "./cmd/govlint")
	cacheprog := build(t, ".", ".") + " -store " + t.TempDir()

	first := newMachine(t, govlint, cacheprog).lint()
	if first.Stats.Cached != 0 || !first.analysed() {
		t.Errorf("the first machine takes %d packages from an empty store:\n%s", first.Stats.Cached, first.timings)
	}
	m := newMachine(t, govlint, cacheprog)
	second := m.lint()
	if second.Stats.Cached != 3 || second.analysed() {
		t.Errorf("the second machine takes %d packages from the store, want 3:\n%s", second.Stats.Cached, second.timings)
	}
	if !bytes.Equal(first.Findings, second.Findings) {
		t.Errorf("findings are\n%s\nthen\n%s", first.Findings, second.Findings)
	}
	m.write("app/app.go", "// Package app runs.\n"+service["app/app.go"])
	if edited := m.lint(); edited.Stats.Cached != 2 || !edited.analysed() {
		t.Errorf("after an edit, %d packages come from the store, want 2", edited.Stats.Cached)
	}
	if alone := newMachine(t, govlint, "").lint(); alone.Stats.Cached != 0 || !alone.analysed() {
		t.Errorf("a machine of its own takes %d packages from nowhere", alone.Stats.Cached)
	}
}
