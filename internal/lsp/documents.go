package lsp

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/report"
)

// file is what we know of one file.
type file struct {
	uri     string
	open    bool
	version int    // 0 unless it is open
	content string // if it is open

	theirs  []json.RawMessage // diagnostics of gopls
	ours    []shown           // those of the analysis
	known   bool              // ours is about the text as it is
	visible bool              // the editor was shown some of ours

	pulled   pulled
	answered string // digest of ours when the editor asked last, or ""
}

// shown is a finding, and how the editor sees it.
type shown struct {
	finding    report.Finding
	diagnostic diagnostic
}

// file returns the state of a file, which may be new.
func (p *proxy) file(name, uri string) *file {
	f := p.files[name]
	if f == nil {
		f = &file{uri: strings.Clone(uri)}
		p.files[name] = f
	}
	return f
}

// current returns our findings if they are about the text that the editor has.
func (f *file) current() []shown {
	if !f.known {
		return nil
	}
	return f.ours
}

// edit follows what the editor does to a document.
func (p *proxy) edit(method string, d *documentParams) {
	name := fileName(d.TextDocument.URI)
	if name == "" {
		return
	}
	f := p.file(name, d.TextDocument.URI)
	switch method {
	case "textDocument/didOpen":
		p.opened(f, name, d)
	case "textDocument/didChange":
		for _, change := range d.ContentChanges {
			t := newText(f.content, p.utf8)
			f.shift(change.Range, change.Text)
			f.content = t.replace(change.Range, change.Text)
		}
		f.version, f.known = d.TextDocument.Version, false
	case "textDocument/didClose":
		f.open, f.version, f.content, f.known = false, 0, "", false
		p.retract(name)
	}
	if isConfiguration(name) || strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".mod") {
		p.schedule(name)
	}
}

func isConfiguration(name string) bool { return filepath.Base(name) == config.Name }

// opened begins to follow a document. If it is as it was on disk, what is known of
// it stays true.
func (p *proxy) opened(f *file, name string, d *documentParams) {
	f.uri, f.open, f.version, f.content = d.TextDocument.URI, true, d.TextDocument.Version, d.TextDocument.Text
	saved, err := os.ReadFile(name)
	f.known = f.known && err == nil && string(saved) == f.content
	if p.pull && f.visible { // it will be asked for
		p.publish(f)
	}
}

// retract takes back what is shown of packages of which no file is open.
func (p *proxy) retract(name string) {
	dir := filepath.Dir(name)
	for other, f := range p.files {
		if f.open && filepath.Dir(other) == dir {
			return
		}
	}
	for _, other := range slices.Sorted(maps.Keys(p.files)) {
		if f := p.files[other]; filepath.Dir(other) == dir && f.ours != nil && !isConfiguration(other) {
			f.ours, f.known = nil, false
			p.publish(f)
		}
	}
}

// schedule has a file's package analysed soon, and ends an analysis that does
// not know of the change.
func (p *proxy) schedule(name string) {
	p.changed[name] = true
	p.lastEdit = time.Now()
	if p.interrupt != nil {
		p.interrupt()
	}
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// shift moves gopls's diagnostics as the editor does with a change, until gopls
// sends new ones. One that is changed itself is dropped.
func (f *file) shift(r *textRange, by string) {
	var kept []json.RawMessage
	for _, item := range f.theirs {
		var d struct {
			Range textRange `json:"range"`
		}
		if r == nil || json.Unmarshal(item, &d) != nil || r.Start.before(d.Range.End) && d.Range.Start.before(r.End) {
			continue
		}
		if !d.Range.Start.before(r.End) {
			moved, err := withRaw(item, "range", textRange{d.Range.Start.moved(*r, by), d.Range.End.moved(*r, by)})
			if err != nil {
				continue
			}
			item = moved
		}
		kept = append(kept, item)
	}
	f.theirs = kept
}

// moved returns where a position is after a range before it was replaced.
func (p position) moved(r textRange, by string) position {
	lines := strings.Count(by, "\n")
	if p.Line == r.End.Line {
		p.Character -= r.End.Character
		if lines == 0 {
			p.Character += r.Start.Character
		}
		for _, c := range by[strings.LastIndexByte(by, '\n')+1:] {
			p.Character += width(c)
		}
	}
	p.Line += lines - (r.End.Line - r.Start.Line)
	return p
}
