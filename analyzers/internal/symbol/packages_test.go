package symbol_test

import (
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
