package ir

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/settings"
)

func TestAnalysed(t *testing.T) {
	deep := &settings.Settings{Deep: []string{"corp.example/*"}}
	for _, test := range []struct {
		path, name string
		module     *analysis.Module
		want       bool
	}{
		{"net/http", "http", nil, false},
		{"net/http", "http", &analysis.Module{}, false}, // as golangci-lint has it
		{"example.com/p", "p", nil, true},
		{"main", "main", nil, true},
		{"command-line-arguments", "main", nil, true},
		{"example.com/m/p", "p", &analysis.Module{Path: "example.com/m"}, true},
		{"example.com/lib", "lib", &analysis.Module{Path: "example.com/lib", Version: "v1.0.0"}, false},
		{"corp.example/lib", "lib", &analysis.Module{Path: "corp.example/lib", Version: "v1.0.0"}, true},
	} {
		if got := Analysed(types.NewPackage(test.path, test.name), test.module, deep); got != test.want {
			t.Errorf("Analysed(%s, %v) = %t, want %t", test.path, test.module, got, test.want)
		}
	}
}
