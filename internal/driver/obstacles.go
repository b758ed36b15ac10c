package driver

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/govlint/govlint/internal/report"
)

// nothing returns why there is no package to analyse, or nil if there is one.
func (p *plan) nothing() error {
	var reasons []string
	for _, j := range p.jobs {
		if j.factsOnly {
			continue
		} else if len(j.node.GoFiles) > 0 {
			return nil
		}
		for _, e := range listErrors(j.node) {
			reasons = append(reasons, e.Message)
		}
	}
	if len(reasons) == 0 {
		return errors.New("nothing to analyse: the packages that match have only test files, or are not of this module")
	}
	message := strings.Join(reasons, "; ")
	if strings.Contains(message, "does not contain main module") || strings.Contains(message, "go.mod file not found") {
		message += " (there is no go.mod in this directory or above it)"
	}
	return errors.New(message)
}

// hindrance returns why a package cannot be type-checked, if the list of
// packages and the outcomes of its dependencies say so: the go command found no
// files, or an import is missing or broken.
func (p *plan) hindrance(j *job) []report.Error {
	if errs := listErrors(j.node); len(errs) > 0 {
		return errs
	}
	for _, imported := range j.node.imports {
		if broken := p.byID[imported.ID]; broken != nil && broken.out.broken {
			return []report.Error{{Package: j.node.PkgPath, Message: fmt.Sprintf("not analysed: it imports %s, which has errors", broken.node.PkgPath)}}
		} else if errs := listErrors(imported); len(errs) > 0 {
			return []report.Error{{Package: j.node.PkgPath, Message: errs[0].Message}}
		}
	}
	return nil
}

// importErrors returns why a package's imports have no types: the compiler
// rejects them.
func (w *world) importErrors(n *node) []report.Error {
	for _, imported := range n.imports {
		if _, err := w.load(imported); err != nil {
			return []report.Error{{Package: n.PkgPath, Message: err.Error()}}
		}
	}
	return nil
}

// listErrors returns what the go command says is wrong with a package, other
// than what the compiler says.
func listErrors(n *node) []report.Error {
	var errs []report.Error
	for _, e := range n.Errors {
		if compilerErrors(e) != nil {
			continue // our own type-checking tells more exactly
		} else if e.Pos != "" && e.Pos != "-" {
			e.Msg = e.Pos + ": " + e.Msg
		}
		errs = append(errs, report.Error{Package: n.PkgPath, Message: e.Msg})
	}
	return errs
}

// compileErrors returns what the compiler says is wrong with a package.
func compileErrors(n *node) []report.Error {
	var errs []report.Error
	for _, e := range n.Errors {
		for _, line := range compilerErrors(e) {
			errs = append(errs, report.Error{Package: n.PkgPath, Message: line})
		}
	}
	return errs
}

// compilerErrors returns the lines that the compiler printed, if that is what
// the error is: the go command begins them with a line "# path".
func compilerErrors(e packages.Error) []string {
	header, lines, _ := strings.Cut(strings.TrimSpace(e.Msg), "\n")
	if !strings.HasPrefix(header, "# ") {
		return nil
	}
	return strings.Split(lines, "\n")
}
