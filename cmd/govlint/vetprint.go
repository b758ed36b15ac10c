package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/report"
)

// vetTree is the JSON that go vet reads: from package to analyzer to a list of
// diagnostics, or to an error.
type vetTree map[string]map[string]any

type vetDiagnostic struct {
	Posn    string       `json:"posn"`
	End     string       `json:"end"`
	Message string       `json:"message"`
	Fixes   []vetFix     `json:"suggested_fixes,omitempty"`
	Related []vetRelated `json:"related,omitempty"`
}

type vetFix struct {
	Message string    `json:"message"`
	Edits   []vetEdit `json:"edits"`
}

// vetEdit replaces the bytes from Start to End, counted from 0.
type vetEdit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

type vetRelated struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

type vetError struct {
	Err string `json:"error"`
}

func (t vetTree) of(id string) map[string]any {
	if t[id] == nil {
		t[id] = map[string]any{}
	}
	return t[id]
}

func (t vetTree) add(id, analyzer string, d vetDiagnostic) {
	list, _ := t.of(id)[analyzer].([]vetDiagnostic)
	t.of(id)[analyzer] = append(list, d)
}

func (t vetTree) fail(id string, e report.Error) {
	t.of(id)[cmp.Or(e.Rule, "govlint")] = vetError{e.Message}
}

func (t vetTree) print(w io.Writer) error {
	data, err := json.MarshalIndent(t, "", "\t")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", data)
	return err
}

func vetDiagnosticOf(fset *token.FileSet, d analysis.Diagnostic) vetDiagnostic {
	converted := vetDiagnostic{
		Posn:    fset.Position(d.Pos).String(),
		End:     fset.Position(max(d.Pos, d.End)).String(),
		Message: d.Message,
	}
	for _, fix := range d.SuggestedFixes {
		converted.Fixes = append(converted.Fixes, vetFixOf(fset, fix))
	}
	for _, r := range d.Related {
		converted.Related = append(converted.Related, vetRelated{
			Posn:    fset.Position(r.Pos).String(),
			End:     fset.Position(max(r.Pos, r.End)).String(),
			Message: r.Message,
		})
	}
	return converted
}

func vetFixOf(fset *token.FileSet, fix analysis.SuggestedFix) vetFix {
	converted := vetFix{Message: fix.Message}
	for _, edit := range fix.TextEdits {
		start, end := fset.Position(edit.Pos), fset.Position(max(edit.Pos, edit.End))
		converted.Edits = append(converted.Edits, vetEdit{
			Filename: start.Filename,
			Start:    start.Offset,
			End:      end.Offset,
			New:      string(edit.NewText),
		})
	}
	return converted
}

// plainDiagnostic returns a diagnostic as go vet prints it, with the lines
// around it if context is not negative.
func plainDiagnostic(fset *token.FileSet, d analysis.Diagnostic, context int) string {
	var b strings.Builder
	plainLine(&b, fset, d.Pos, d.End, d.Message, context)
	for _, r := range d.Related {
		plainLine(&b, fset, r.Pos, r.End, "\t"+r.Message, context)
	}
	return b.String()
}

func plainLine(b *strings.Builder, fset *token.FileSet, pos, end token.Pos, message string, context int) {
	from, to := fset.Position(pos), fset.Position(max(pos, end))
	fmt.Fprintf(b, "%s: %s\n", from, message)
	if context < 0 {
		return
	}
	src, err := os.ReadFile(from.Filename)
	if err != nil {
		return // no context then
	}
	lines := strings.Split(string(src), "\n")
	for i := max(from.Line-context, 1); i <= min(to.Line+context, len(lines)); i++ {
		fmt.Fprintf(b, "%d\t%s\n", i, lines[i-1])
	}
}
