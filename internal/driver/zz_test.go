package driver_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/govlint/govlint/internal/driver"
)

func TestZZ(t *testing.T) {
	cases := map[string]map[string]string{
		"type error": {"a/a.go": "package a\n\nfunc f() { undefined() }\nfunc g() int { return \"\" }\n", "b/b.go": "package b\n\nimport _ \"example.com/m/a\"\n", "d/d.go": "package d\n\nimport _ \"example.com/m/b\"\n", "c/c.go": "package c\n\nfunc MarkF() { MarkF() }\n"},
		"syntax":     {"a/a.go": "package a\n\nfunc f( { undefined() }\n", "b/b.go": "package b\n\nimport _ \"example.com/m/a\"\n"},
		"cycle":      {"a/a.go": "package a\n\nimport _ \"example.com/m/b\"\n", "b/b.go": "package b\n\nimport _ \"example.com/m/a\"\n", "c/c.go": "package c\n"},
		"missing import":      {"a/a.go": "package a\n\nimport _ \"example.com/other/b\"\n",  "c/c.go": "package c\n"},
		"missing pkg":      {"a/a.go": "package a\n\nimport _ \"example.com/m/nope\"\n",  "c/c.go": "package c\n"},
		"embed":      {"a/a.go": "package a\n\nimport _ \"embed\"\n\n//go:embed nope\nvar s string\n",  "c/c.go": "package c\n"},
		"two packages":      {"a/a.go": "package a\n", "a/b.go": "package b\n",  "c/c.go": "package c\n"},
		"excluded":      {"a/a.go": "//go:build nope\n\npackage a\n", "c/c.go": "package c\n"},
		"only excluded":      {"a/a.go": "//go:build nope\n\npackage a\n"},
		"cgo":      {"a/a.go": "package a\n\n// int f(void) { return 1; }\nimport \"C\"\n\nfunc MarkG() int { MarkG(); return int(C.f()) }\n"},
		"bad gomod": {"go.mod": "modul x\n", "a/a.go": "package a\n"},
		"notests": {"a/a_test.go": "package a\n"},
		"compiler only": {"a/a.go": "package a\n\nimport _ \"unsafe\"\n\n//go:embed x\nvar x string\n"},
		"unused": {"a/a.go": "package a\n\nimport \"fmt\"\n"},
	}
	for name, files := range cases {
		c := config(write(t, files))
		result, err := driver.Run(context.Background(), c)
		fmt.Println("==", name, err)
		if err == nil {
			for _, f := range result.Findings { fmt.Println("   F", f.File, f.Start, f.Message) }
			for _, f := range result.Errors { fmt.Println("   E", f.Package, "|", f.Message) }
		}
	}
	c := config(t.TempDir())
	_, err := driver.Run(context.Background(), c)
	fmt.Println("== nomod", err)
	c.Env = append(c.Env, "GOFLAGS=")
	_, err = driver.Run(context.Background(), c)
	fmt.Println("== nomod", err)
	c.Dir = "/nonexistent"
	_, err = driver.Run(context.Background(), c)
	fmt.Println("== nodir", err)
	c = config(write(t, map[string]string{"a/a.go": "package a\n"}))
	for _, p := range []string{"./nope", "./nope/...", "nope.com/x", "fmt", "golang.org/x/tools/...", "-x", "a.go", "a/a.go"} {
		c.Patterns = []string{p}
		result, err := driver.Run(context.Background(), c)
		fmt.Println("== pat", p, err)
		if err == nil {
			for _, f := range result.Errors { fmt.Println("   E", f.Package, "|", f.Message) }
			fmt.Println(result.Packages)
		}
	}
}
