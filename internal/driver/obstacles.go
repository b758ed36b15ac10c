package driver

import (
	"fmt"

	"golang.org/x/tools/go/packages"

	"github.com/govlint/govlint/internal/report"
)

// obstacles returns why a unit cannot be type-checked, if that is known before
// its files are read: the go command found no files, or an import is missing
// or broken.
func (r *runner) obstacles(u *unit) []report.Error {
	if u.node.cyclic || len(u.Files) == 0 {
		return listErrors(u.node)
	}
	for _, imported := range u.node.imports {
		if _, err := r.graph.load(imported); err == nil {
			continue
		} else if broken, ok := r.byNode[imported]; ok {
			return []report.Error{{Package: u.Path, Message: fmt.Sprintf("not analysed: it imports %s, which has errors", broken.Path)}}
		} else if errs := listErrors(imported); len(errs) > 0 {
			return []report.Error{{Package: u.Path, Message: errs[0].Message}}
		} else {
			return []report.Error{{Package: u.Path, Message: err.Error()}}
		}
	}
	return nil
}

// listErrors returns what the go command says is wrong with a package.
func listErrors(n *node) []report.Error {
	var errs []report.Error
	for _, e := range n.Errors {
		errs = append(errs, report.Error{Package: n.PkgPath, Message: listMessage(e)})
	}
	return errs
}

func listMessage(e packages.Error) string {
	if e.Pos == "" || e.Pos == "-" {
		return e.Msg
	}
	return e.Pos + ": " + e.Msg
}
