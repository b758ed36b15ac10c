package lsp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
)

// request is a call whose response matters.
type request struct {
	method   string
	file     string
	previous string            // result id, as the editor knows it
	ids      map[string]string // of several files, by URI
	folders  []string          // that gopls wants settings of; "" means any
	action   actionParams
}

// own begins the IDs of our own requests.
const own = "govlint:"

func key(from string, id jsonrpc2.ID) string { return fmt.Sprintf("%s %q", from, id) }

// take returns a pending request and forgets it.
func (p *proxy) take(from string, id jsonrpc2.ID) request {
	r := p.pending[key(from, id)]
	delete(p.pending, key(from, id))
	return r
}

// fromEditor is what happens to a message on its way to gopls.
func (p *proxy) fromEditor(body []byte) {
	p.pass(p.gopls, body, func() []byte {
		message, err := jsonrpc2.DecodeMessage(body)
		if err != nil {
			return body // gopls will say what it thinks of it
		}
		switch m := message.(type) {
		case *jsonrpc2.Call:
			return p.call(body, m)
		case *jsonrpc2.Notification:
			p.notification(m.Method(), json.RawMessage(m.Params()))
		case *jsonrpc2.Response:
			if id, ok := m.ID().StringValue(); ok && strings.HasPrefix(id, own) {
				return nil
			}
			p.configured(p.take("gopls", m.ID()), json.RawMessage(m.Result()))
		}
		return body
	})
}

func (p *proxy) call(body []byte, m *jsonrpc2.Call) []byte {
	r := request{method: m.Method()}
	switch r.method {
	case "initialize":
		var params struct {
			Capabilities          clientCapabilities `json:"capabilities"`
			InitializationOptions json.RawMessage    `json:"initializationOptions"`
		}
		_ = json.Unmarshal(m.Params(), &params) // what is unknown is off
		p.client = params.Capabilities
		p.configure("", params.InitializationOptions)
	case "textDocument/codeAction":
		if json.Unmarshal(m.Params(), &r.action) != nil {
			return body
		}
		r.file = fileName(r.action.TextDocument.URI)
	case "textDocument/diagnostic", "workspace/diagnostic":
		r, body = p.pullRequest(body, m)
	case "workspace/executeCommand":
		if p.execute(m) {
			return nil
		}
		return body
	default:
		return body
	}
	r.method = strings.Clone(r.method)
	p.pending[key("editor", m.ID())] = r
	return body
}

func (p *proxy) notification(method string, params json.RawMessage) {
	switch method {
	case "initialized":
		p.watchConfiguration()
	case "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave":
		var d documentParams
		if json.Unmarshal(params, &d) == nil {
			p.edit(method, &d)
		}
	case "workspace/didChangeWatchedFiles":
		p.watched(params)
	}
}

// fromGopls is what happens to a message on its way to the editor.
func (p *proxy) fromGopls(body []byte) {
	p.pass(p.editor, body, func() []byte {
		message, err := jsonrpc2.DecodeMessage(body)
		if err != nil {
			return body
		}
		switch m := message.(type) {
		case *jsonrpc2.Notification:
			if m.Method() == "textDocument/publishDiagnostics" {
				return p.published(body, json.RawMessage(m.Params()))
			}
		case *jsonrpc2.Call:
			if m.Method() == "workspace/configuration" {
				p.pending[key("gopls", m.ID())] = configurationRequest(json.RawMessage(m.Params()))
			}
		case *jsonrpc2.Response:
			return p.response(body, m)
		}
		return body
	})
}

// response extends a response of gopls, or returns it as it is.
func (p *proxy) response(body []byte, m *jsonrpc2.Response) []byte {
	r := p.take("editor", m.ID())
	if m.Err() != nil || r.method == "" {
		return body
	}
	var result any
	switch r.method {
	case "initialize":
		result = p.capabilities(json.RawMessage(m.Result()))
	case "textDocument/codeAction":
		result = p.actions(r, json.RawMessage(m.Result()))
	case "textDocument/diagnostic":
		result = p.answer(r, json.RawMessage(m.Result()))
	case "workspace/diagnostic":
		result = p.answers(r, json.RawMessage(m.Result()))
	}
	if result == nil {
		return body
	}
	extended, err := with(body, map[string]any{"result": result})
	if err != nil {
		return body
	}
	return extended
}

// capabilities adds our commands to what gopls can do. Without a change it
// returns nil.
func (p *proxy) capabilities(result json.RawMessage) any {
	var parsed struct {
		Capabilities struct {
			PositionEncoding       string          `json:"positionEncoding"`
			DiagnosticProvider     json.RawMessage `json:"diagnosticProvider"`
			CodeActionProvider     json.RawMessage `json:"codeActionProvider"`
			ExecuteCommandProvider json.RawMessage `json:"executeCommandProvider"`
		} `json:"capabilities"`
	}
	var whole struct {
		Capabilities json.RawMessage `json:"capabilities"`
	}
	if json.Unmarshal(result, &parsed) != nil || json.Unmarshal(result, &whole) != nil {
		return nil
	}
	c := parsed.Capabilities
	p.utf8 = c.PositionEncoding == "utf-8"
	p.pull = p.client.TextDocument.Diagnostic != nil && len(c.DiagnosticProvider) > 0
	changed := map[string]any{}
	var commands struct {
		Commands []string `json:"commands"`
	}
	if json.Unmarshal(c.ExecuteCommandProvider, &commands) == nil {
		changed["executeCommandProvider"], _ = withRaw(c.ExecuteCommandProvider, "commands", append(commands.Commands, explainCommand))
	}
	var kinds struct {
		Kinds []string `json:"codeActionKinds"`
	}
	if json.Unmarshal(c.CodeActionProvider, &kinds) == nil && len(kinds.Kinds) > 0 {
		changed["codeActionProvider"], _ = withRaw(c.CodeActionProvider, "codeActionKinds", extendKinds(kinds.Kinds))
	}
	capabilities, err := with(whole.Capabilities, changed)
	if err != nil {
		return nil
	}
	extended, err := withRaw(result, "capabilities", json.RawMessage(capabilities))
	if err != nil {
		return nil
	}
	return extended
}

func extendKinds(kinds []string) []string {
	for _, kind := range []string{quickFix, fixAll} {
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func withRaw(object []byte, name string, value any) (json.RawMessage, error) {
	return with(object, map[string]any{name: value})
}
