package lsp

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
)

// Result ids that the editor sees are gopls's, this mark, and a hash of our
// diagnostics. Gopls sees its own.
const mark = "#govlint:"

// pulled is what gopls last answered in full when a file was asked for.
type pulled struct {
	id    string
	items []json.RawMessage
}

// documentReport is the answer to a pull for one document.
type documentReport struct {
	Kind     string            `json:"kind"`
	URI      string            `json:"uri"` // in workspace reports only
	ResultID string            `json:"resultId"`
	Items    []json.RawMessage `json:"items"`
}

// pullRequest gives gopls its own result ids back.
func (p *proxy) pullRequest(body []byte, m *jsonrpc2.Call) (request, []byte) {
	r := request{method: m.Method()}
	var params struct {
		documentParams
		PreviousResultID  string `json:"previousResultId"`
		PreviousResultIDs []struct {
			URI   string `json:"uri"`
			Value string `json:"value"`
		} `json:"previousResultIds"`
	}
	if json.Unmarshal(m.Params(), &params) != nil {
		return r, body
	}
	r.file, r.previous = fileName(params.TextDocument.URI), params.PreviousResultID
	changed := map[string]any{}
	if theirs, _, ours := strings.Cut(r.previous, mark); ours {
		changed["previousResultId"] = theirs
	}
	if len(params.PreviousResultIDs) > 0 {
		ids := params.PreviousResultIDs
		r.ids = map[string]string{}
		for i := range ids {
			r.ids[ids[i].URI] = ids[i].Value
			ids[i].Value, _, _ = strings.Cut(ids[i].Value, mark)
		}
		changed["previousResultIds"] = ids
	}
	if len(changed) == 0 {
		return r, body
	}
	inner, err := with(m.Params(), changed)
	if err != nil {
		return r, body
	}
	outer, err := withRaw(body, "params", json.RawMessage(inner))
	if err != nil {
		return r, body
	}
	return r, outer
}

// answer adds our diagnostics to gopls's answer about one document, or returns
// nil.
func (p *proxy) answer(r request, result json.RawMessage) any {
	var theirs documentReport
	if r.file == "" || json.Unmarshal(result, &theirs) != nil {
		return nil
	}
	return p.merge(p.file(r.file, uriOf(r.file)), &theirs, result, r.previous)
}

// merge returns a report with our diagnostics, or nil if there is nothing to
// change.
func (p *proxy) merge(f *file, theirs *documentReport, whole json.RawMessage, previous string) any {
	ours := f.raw()
	f.answered = digest(ours)
	full := theirs.Kind != "unchanged" // gopls v0.23 leaves it out
	if full {
		f.pulled = pulled{theirs.ResultID, theirs.Items}
	}
	if theirs.ResultID == "" {
		if !full || len(ours) == 0 {
			return nil
		}
		return extended(whole, map[string]any{"items": join(theirs.Items, ours)})
	}
	id := theirs.ResultID + mark + digest(ours)
	switch {
	case full:
		return extended(whole, map[string]any{"items": join(theirs.Items, ours), "resultId": id})
	case previous == id:
		return extended(whole, map[string]any{"resultId": id})
	case f.pulled.id != theirs.ResultID:
		return nil // cannot be: gopls knows its own answer, and so do we
	}
	return extended(whole, map[string]any{"kind": "full", "items": join(f.pulled.items, ours), "resultId": id})
}

// answers does the same for all documents of a workspace.
func (p *proxy) answers(r request, result json.RawMessage) any {
	var theirs struct {
		Items []json.RawMessage `json:"items"`
	}
	if json.Unmarshal(result, &theirs) != nil {
		return nil
	}
	for i, item := range theirs.Items {
		var one documentReport
		if json.Unmarshal(item, &one) != nil || fileName(one.URI) == "" {
			continue
		}
		if merged, ok := p.merge(p.file(fileName(one.URI), one.URI), &one, item, r.ids[one.URI]).(json.RawMessage); ok {
			theirs.Items[i] = merged
		}
	}
	return extended(result, map[string]any{"items": theirs.Items})
}

func extended(object json.RawMessage, members map[string]any) any {
	changed, err := with(object, members)
	if err != nil {
		return nil
	}
	return json.RawMessage(changed)
}

func join(theirs, ours []json.RawMessage) []json.RawMessage {
	return append(append([]json.RawMessage{}, theirs...), ours...)
}

// digest identifies a list of diagnostics. An empty one has none.
func digest(items []json.RawMessage) string {
	if len(items) == 0 {
		return ""
	}
	h := sha256.New()
	for _, item := range items {
		h.Write(item)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// refresh makes an editor that asks for diagnostics ask again.
func (p *proxy) refresh() {
	if p.client.Workspace.Diagnostics.RefreshSupport {
		p.request("workspace/diagnostic/refresh", nil)
	}
}

// request asks the editor for something, and does not wait for the answer.
func (p *proxy) request(method string, params any) {
	p.requests++
	text, err := json.Marshal(params)
	if err != nil {
		return
	}
	id := jsonrpc2.NewStringID(fmt.Sprint(own, p.requests))
	p.editor.post(jsonrpc2.AppendCall(nil, id, method, text))
}
