package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRelativeTo lints a module below the root of a repository, with names that
// the repository's server knows.
func TestRelativeTo(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "services", "shop")
	if err := os.CopyFS(dir, os.DirFS(write(t, maps.Clone(shop)))); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"absolute": root, "from -C": "../.."} {
		_, stdout, stderr := invoke(t, "-C", dir, "-relative-to", to)
		if stderr != "" || !strings.Contains(stdout, "services/shop/app/app.go:7:16: error: call of bad function BadCall (badcall)\n") || !strings.Contains(stdout, "lib.BadCall()") {
			t.Errorf("%s: %s%s", name, stdout, stderr)
		}
		if _, stdout, _ := invoke(t, "-C", dir, "-relative-to", to, "-diff"); !strings.HasPrefix(stdout, "--- a/services/shop/app/app.go\n+++ b/services/shop/app/app.go\n") {
			t.Errorf("%s: diff\n%s", name, stdout)
		}
		if _, stdout, _ := invoke(t, "-C", dir, "-relative-to", to, "-format=sarif"); !strings.Contains(stdout, `"uri": "services/shop/app/app.go"`) || !strings.Contains(stdout, filepath.ToSlash(root)+"/\"") || !strings.Contains(stdout, "startColumn") {
			t.Errorf("%s: SARIF\n%s", name, stdout)
		}
	}
	if code, _, stderr := invoke(t, "-C", dir, "-relative-to", "nope"); code != exitUsage || !strings.Contains(stderr, "govlint: -relative-to: stat ") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}
