package symbol_test

import (
	"go/types"
	"slices"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

func TestPackages(t *testing.T) {
	got := symbol.Packages(symbol.Of("net/http.Error", "(*net/http.Server).Serve"), symbol.Of("(error).Error", "context.WithCancel", "corp.example/a.b/c.Get[T]"))
	if want := []string{"context", "corp.example/a.b/c", "net/http"}; !slices.Equal(got, want) {
		t.Errorf("packages %q, want %q", got, want)
	}
}

func TestMentions(t *testing.T) {
	for name, want := range map[string]bool{"SaveWithRetry": true, "DLQ": true, "Save": false, "": false} {
		if got := symbol.Mentions(name, "retr", "dlq"); got != want {
			t.Errorf("%q: %t", name, got)
		}
	}
	if symbol.Mentions("Save") {
		t.Error("a name mentions none of no words")
	}
}

func TestSameProject(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"example.com/shop/orders", "example.com/shop/orders", true},
		{"example.com/shop/orders", "example.com/shop/internal/store", true},
		{"example.com/shop", "example.com/bank", false},
		{"shop/orders", "shop/store", true},
		{"shop/orders", "shop", true},
		{"shop/orders", "context", false},
		{"example.com/shop", "context", false},
	} {
		if got := symbol.SameProject(types.NewPackage(test.a, "a"), types.NewPackage(test.b, "b")); got != test.want {
			t.Errorf("%s and %s: %t", test.a, test.b, got)
		}
	}
	if symbol.SameProject(types.NewPackage("a", "a"), nil) || symbol.SameProject(nil, nil) {
		t.Error("no package is of no project")
	}
}
