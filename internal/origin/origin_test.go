package origin_test

import (
	"path/filepath"
	"testing"

	"github.com/govlint/govlint/internal/origin"
)

func TestAtHand(t *testing.T) {
	root := t.TempDir()
	for path, want := range map[string]bool{
		filepath.Join(root, "services", "shared"):                           true,
		filepath.Join(root, "mod", "example.com", "lib@v1.2.3", "sub"):      false,
		filepath.Join(root, "shop", "vendor", "example.com", "lib", "a.go"): false,
		filepath.Join("external", "lib"):                                    false,
		"":                                                                  false,
	} {
		if got := origin.AtHand(path); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
}
