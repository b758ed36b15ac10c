package driver_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestOverlayCached checks that an overlay changes nothing for the packages that
// it leaves alone, whatever they import from the module cache.
func TestOverlayCached(t *testing.T) {
	files := maps.Clone(chained)
	ours, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	require := regexp.MustCompile(`golang\.org/x/mod v\S+`).FindString(string(ours))
	files["go.mod"] = "module example.com/m\n\ngo 1.26\n\nrequire " + require + "\n"
	files["lib/lib.go"] = "package lib\n\nimport \"golang.org/x/mod/semver\"\n\nvar _ = semver.Build\n"
	sum, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	files["go.sum"] = string(sum)
	b := newBench(t, files)
	b.expect("high", "lib", "low", "mid", "side")
	b.config.Overlay = map[string][]byte{filepath.Join(b.config.Dir, "low", "low.go"): []byte("// Package low is low.\n" + files["low/low.go"])}
	b.expect("low")
}
