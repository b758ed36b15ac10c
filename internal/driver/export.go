package driver

import (
	"fmt"
	"go/token"
	"go/types"
	"io"

	"golang.org/x/tools/go/gcexportdata"
)

// readExport reads the export data of a package from a file that the go
// command made. Imports has all packages that it may refer to.
func readExport(file io.Reader, fset *token.FileSet, imports map[string]*types.Package, path string) (*types.Package, error) {
	// The go command of Go 1.26 and 1.27 names archives, in which the export
	// data has to be found first; that is what the deprecated function is for.
	data, err := gcexportdata.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	pkg, err := gcexportdata.Read(data, fset, imports, path)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	return pkg, nil
}
