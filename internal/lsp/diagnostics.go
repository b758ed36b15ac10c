package lsp

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/govlint/govlint/internal/report"
)

// published adds our diagnostics to those that gopls publishes.
func (p *proxy) published(body []byte, params json.RawMessage) []byte {
	var theirs published
	if json.Unmarshal(params, &theirs) != nil {
		return body
	}
	name := fileName(theirs.URI)
	if name == "" {
		return body
	}
	f := p.file(name, theirs.URI)
	stale := f.open && theirs.Version != nil && *theirs.Version != f.version
	f.uri, f.theirs = theirs.URI, theirs.Diagnostics
	ours := f.raw()
	if stale || !p.pushes(f) || len(ours) == 0 {
		f.visible = false
		return body
	}
	f.visible = true
	all, err := withRaw(params, "diagnostics", append(theirs.Diagnostics[:len(theirs.Diagnostics):len(theirs.Diagnostics)], ours...))
	if err != nil {
		return body
	}
	if body, err = withRaw(body, "params", all); err != nil {
		return body
	}
	return body
}

// pushes reports whether the editor is told our diagnostics of a file, as
// opposed to asking for them.
func (p *proxy) pushes(f *file) bool { return !p.pull || !f.open || !strings.HasSuffix(f.uri, ".go") }

// publish shows what is known of a file now.
func (p *proxy) publish(f *file) {
	var ours []json.RawMessage
	if p.pushes(f) {
		ours = f.raw()
	}
	if len(ours) == 0 && !f.visible {
		return
	}
	f.visible = len(ours) > 0
	all := published{URI: f.uri, Diagnostics: append(append([]json.RawMessage{}, f.theirs...), ours...)}
	if f.open {
		all.Version = &f.version
	}
	p.editor.notify("textDocument/publishDiagnostics", all)
}

// raw returns our diagnostics of a file, if they are about its text.
func (f *file) raw() []json.RawMessage {
	var list []json.RawMessage
	for _, s := range f.current() {
		if text, err := json.Marshal(s.diagnostic); err == nil {
			list = append(list, text)
		}
	}
	return list
}

// texts converts places in files.
type texts struct {
	proxy *proxy
	known map[string]*text
}

func (t *texts) of(name string) *text {
	if known, ok := t.known[name]; ok {
		return known
	}
	content := ""
	if f := t.proxy.files[name]; f != nil && f.open {
		content = f.content
	} else if saved, err := os.ReadFile(name); err == nil {
		content = string(saved)
	}
	converted := newText(content, t.proxy.utf8)
	t.known[name] = converted
	return converted
}

func (p *proxy) texts() *texts { return &texts{p, map[string]*text{}} }

func (t *texts) location(r report.Range) location {
	uri := uriOf(r.File)
	if f := t.proxy.files[r.File]; f != nil {
		uri = f.uri
	}
	return location{uri, t.of(r.File).textRange(r)}
}

// diagnostic converts a finding.
func (t *texts) diagnostic(f report.Finding) diagnostic {
	d := diagnostic{
		Range:           t.of(f.File).textRange(f.Range),
		Severity:        3 - int(f.Severity), // 1 is an error, 3 is information
		Code:            f.Rule,
		CodeDescription: &codeDescription{f.Help},
		Source:          "govlint",
		Message:         f.Message,
	}
	for _, step := range f.Path {
		d.RelatedInformation = append(d.RelatedInformation, related{t.location(step.Range), step.Message})
	}
	fixes := []map[string]any{}
	for _, fix := range f.Fixes {
		fixes = append(fixes, map[string]any{"message": fix.Message, "safe": fix.Safe})
	}
	d.Data = map[string]any{"govlint": map[string]any{"fingerprint": f.Fingerprint, "fixes": fixes}}
	return d
}
