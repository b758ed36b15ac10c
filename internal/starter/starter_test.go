package starter

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestVersion compares with the example, which e2e/golangci compares with the
// golangci-lint that it runs.
func TestVersion(t *testing.T) {
	text, err := os.ReadFile("../../.custom-gcl.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\nversion: "+Golangci+"\n") {
		t.Errorf("the example is not of golangci-lint %s", Golangci)
	}
}

func TestOwn(t *testing.T) {
	for _, test := range []struct {
		module, required string
		own              bool
	}{
		{"github.com/acme/shop", "github.com/acme/platform/v2", true},
		{"github.com/acme/shop", "github.com/acmetools/platform", false},
		{"github.com/acme/shop", "github.com/other/shop", false},
		{"corp.example/shop", "corp.example/team/platform", true},
		{"corp.example/shop", "github.com/other/shop", false},
		{"shop", "shop/platform", false},
		{"", "github.com/other/shop", false},
	} {
		p := Project{Module: test.module, Requires: []string{"golang.org/x/sync", test.required}}
		if got := slices.Contains(p.Own(), test.required); got != test.own {
			t.Errorf("%s of %s: own is %t", test.required, test.module, got)
		}
	}
}
