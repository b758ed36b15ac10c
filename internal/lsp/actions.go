package lsp

import (
	"cmp"
	"encoding/json"
	"go/scanner"
	"go/token"
	"os"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/govlint/govlint/internal/patch"
	"github.com/govlint/govlint/internal/report"
)

// The kinds of our actions.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll.govlint"
)

// actionParams is what the editor wants actions for.
type actionParams struct {
	TextDocument struct {
		URI string `json:"uri"`
	} `json:"textDocument"`
	Range   textRange `json:"range"`
	Context struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// wants reports whether the editor asks for a kind of actions.
func (a *actionParams) wants(kind string) bool {
	return len(a.Context.Only) == 0 || slices.ContainsFunc(a.Context.Only, func(only string) bool {
		return only == "" || only == kind || strings.HasPrefix(kind, only+".")
	})
}

// actions adds ours to gopls's, or returns nil.
func (p *proxy) actions(r request, result json.RawMessage) any {
	f := p.files[r.file]
	if f == nil || !f.open {
		return nil
	}
	var ours []codeAction
	findings := f.current()
	if r.action.wants(quickFix) {
		for _, s := range findings {
			if s.diagnostic.Range.touches(r.action.Range) {
				ours = append(ours, p.quickFixes(r.file, s)...)
			}
		}
	}
	if r.action.wants(fixAll) {
		ours = append(ours, p.fixAll(r.file, findings)...)
	}
	if len(ours) == 0 {
		return nil
	}
	var theirs []json.RawMessage
	if len(result) > 0 && json.Unmarshal(result, &theirs) != nil {
		return nil
	}
	all := slices.Clone(theirs)
	for _, action := range ours {
		text, err := json.Marshal(action)
		if err != nil {
			return nil
		}
		all = append(all, text)
	}
	return all
}

// quickFixes returns what can be done about one finding.
func (p *proxy) quickFixes(name string, s shown) []codeAction {
	var list []codeAction
	of := []diagnostic{s.diagnostic}
	for _, fix := range s.finding.Fixes {
		single := s.finding
		single.Fixes = []report.Fix{fix}
		edit := p.edits(patch.New([]report.Finding{single}, patch.Options{Unsafe: true, Read: p.read}))
		if edit == nil {
			continue
		}
		title := fix.Message
		if !fix.Safe {
			title += " (suggestion: may change what the code does)"
		}
		list = append(list, codeAction{Title: title, Kind: quickFix, Diagnostics: of, IsPreferred: fix.Safe, Edit: edit})
	}
	if edit := p.suppression(name, s); edit != nil {
		list = append(list, codeAction{Title: "Suppress " + s.finding.Rule + " here", Kind: quickFix, Diagnostics: of, Edit: edit})
	}
	title := "Explain " + s.finding.Rule
	return append(list, codeAction{
		Title: title, Kind: quickFix, Diagnostics: of,
		Command: &command{Title: title, Command: explainCommand, Arguments: []any{s.finding.Rule}},
	})
}

// fixAll returns the action that applies all safe fixes in a file.
func (p *proxy) fixAll(name string, findings []shown) []codeAction {
	var list []report.Finding
	for _, s := range findings {
		list = append(list, s.finding)
	}
	edit := p.edits(patch.New(list, patch.Options{Read: p.read}))
	if edit == nil {
		return nil
	}
	return []codeAction{{Title: "Apply all safe fixes of govlint", Kind: fixAll, Edit: edit}}
}

// read returns what the editor has of a file.
func (p *proxy) read(name string) ([]byte, error) {
	if f := p.files[name]; f != nil && f.open {
		return []byte(f.content), nil
	}
	return os.ReadFile(name)
}

// edits converts a patch, or returns nil if it changes nothing.
func (p *proxy) edits(changes *patch.Patch) *workspaceEdit {
	if len(changes.Changes) == 0 {
		return nil
	}
	e := &workspaceEdit{}
	for _, c := range changes.Changes {
		t := newText(string(c.Old), p.utf8)
		var edits []textEdit
		for _, edit := range udiff.Strings(string(c.Old), string(c.New)) {
			edits = append(edits, textEdit{textRange{t.at(edit.Start), t.at(edit.End)}, edit.New})
		}
		p.add(e, c.File, edits)
	}
	return e
}

// add adds the edits of one file, for its version if the editor knows of that.
func (p *proxy) add(e *workspaceEdit, name string, edits []textEdit) {
	uri, f := uriOf(name), p.files[name]
	if f != nil {
		uri = f.uri
	}
	if !p.client.Workspace.WorkspaceEdit.DocumentChanges {
		if e.Changes == nil {
			e.Changes = map[string][]textEdit{}
		}
		e.Changes[uri] = edits
		return
	}
	d := documentEdit{Edits: edits}
	d.TextDocument.URI = uri
	if f != nil && f.open {
		version := f.version
		d.TextDocument.Version = &version
	}
	e.DocumentChanges = append(e.DocumentChanges, d)
}

// suppression inserts a directive above a finding, unless that line is inside a
// string.
func (p *proxy) suppression(name string, s shown) *workspaceEdit {
	source, err := p.read(name)
	if err != nil {
		return nil
	}
	t := newText(string(source), p.utf8)
	line, start := t.line(s.finding.Start.Line - 1)
	if inString(source, start) {
		return nil
	}
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	at := position{Line: s.finding.Start.Line - 1}
	e := &workspaceEdit{}
	p.add(e, name, []textEdit{{textRange{at, at}, indent + p.config.Ignore(s.finding.Rule) + "\n"}})
	return e
}

// inString reports whether an offset is within a token of several lines.
func inString(source []byte, offset int) bool {
	var s scanner.Scanner
	fset := token.NewFileSet()
	f := fset.AddFile("", -1, len(source))
	s.Init(f, source, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, literal := s.Scan()
		begin := cmp.Compare(f.Offset(pos), offset)
		if tok == token.EOF || begin >= 0 {
			return false
		} else if tok != token.SEMICOLON && f.Offset(pos)+len(literal) > offset {
			return true
		}
	}
}
