package driver

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/packages"
)

func TestAdopt(t *testing.T) {
	for _, test := range []struct{ module, path, dir, want string }{
		{"std", "fmt", "fmt", "std"},
		{"std", "internal/abi", "internal/abi", "std"},
		{"std", "unsafe", "unsafe", ""},
		{"std", "vendor/golang.org/x/net/idna", "vendor/golang.org/x/net/idna", ""},
		{"std", "cmd/go", "cmd/go", ""},
		{"std", "fmt", "../elsewhere/fmt", ""},
		{"cmd", "cmd/go", "go", "cmd"},
		{"cmd", "fmt", "../fmt", ""},
		{"cmd", "cmd/vendor/golang.org/x/mod/modfile", "vendor/golang.org/x/mod/modfile", ""},
		{"example.com/m", "fmt", "fmt", ""},
	} {
		dir := filepath.Join(t.TempDir(), "src")
		below := filepath.Join(dir, "below")
		if err := os.MkdirAll(below, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+test.module+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		p := &packages.Package{PkgPath: test.path, Dir: filepath.Join(dir, test.dir)}
		adopt(below, []*packages.Package{p})
		got := ""
		if p.Module != nil {
			got = p.Module.Path
		}
		if got != test.want {
			t.Errorf("in module %s, package %s in %s belongs to module %q, want %q", test.module, test.path, test.dir, got, test.want)
		}
	}
}
