package schemaconflict

import (
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/catalog"
)

// reader reads schemas in one package.
type reader struct {
	fset *token.FileSet
	sdk  string // version of the SDK's schema
	read bool   // sdk has been looked up
}

// sdkVersion returns the version of the conventions that the SDK's detectors
// follow, or "" if it can not be told.
func (r *reader) sdkVersion(detector *types.Func) string {
	if !r.read {
		r.sdk, r.read = conventions(filepath.Dir(r.fset.Position(detector.Pos()).Filename)), true
	}
	return r.sdk
}

// conventions returns the version of the conventions that the detectors of
// package resource import, given the folder with its source. Types do not tell
// it: nothing that the package exports shows which version it has used.
func conventions(folder string) string {
	if !filepath.IsAbs(folder) {
		return "" // built with -trimpath, or in a sandbox
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, "builtin.go"), nil, parser.ImportsOnly)
	if err != nil {
		return ""
	}
	found := ""
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		version, ok := strings.CutPrefix(path, catalog.Semconv)
		if !ok || strings.Contains(version, "/") {
			continue
		}
		if found != "" {
			return ""
		}
		found = version
	}
	return found
}
