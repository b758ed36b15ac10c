package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const source = `package p

import (
	"fmt"
	str "strings"
	"net/http"
)

func init() { fmt.Println() }

// F is of use.
func F(r *http.Request) string {
	return str.ToUpper(r.URL.Path)
}

func G[T any](t T) T { return t }

type S[T any] struct{ t T }

func (s S[T]) M() T { return s.t }

var x = func() string { return "kept" }
`

const shortened = `package p

import (
	_ "fmt"
	_ "strings"
	"net/http"
)

func init() {}

// F is of use.
func F(r *http.Request) string 



func G[T any](t T) T { panic(0) }

type S[T any] struct{ t T }

func (s S[T]) M() T { panic(0) }

var x = func() string { return "kept" }
`

func TestCopyShort(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "a.go"), filepath.Join(t.TempDir(), "b.go")
	if err := os.WriteFile(from, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := new(namer).copyShort(from, to); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if want := "//line " + from + ":1\n" + shortened; string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestList has the go command make export data with the tool, of a package that
// does not compile as a whole, since bodies do not matter.
func TestList(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles what the package imports")
	}
	dir := t.TempDir()
	tool := filepath.Join(dir, "declare")
	if out, err := exec.Command("go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	for name, text := range map[string]string{
		"go.mod": "module example.com/p\n\ngo 1.24\n",
		"p.go":   "package p\n\nfunc F() int { return missing }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "list", "-export", "-toolexec="+tool, "-f", "{{.Export}}", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s", out)
	}
	if file := strings.TrimSpace(string(out)); nameIn(file, "example.com/p") != "p" {
		t.Errorf("%s: no export data", file)
	}
}
