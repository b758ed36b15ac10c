package lsp

import (
	"encoding/json"
	"os"
	"path/filepath"

	"go.lsp.dev/jsonrpc2"
)

// explainCommand opens the text about a rule.
const explainCommand = "govlint.explain"

// execute answers a call of our command. It reports false if it is of gopls.
func (p *proxy) execute(m *jsonrpc2.Call) bool {
	var params struct {
		Command   string   `json:"command"`
		Arguments []string `json:"arguments"`
	}
	if json.Unmarshal(m.Params(), &params) != nil || params.Command != explainCommand {
		return false
	}
	var failure error
	if len(params.Arguments) != 1 {
		failure = jsonrpc2.NewError(jsonrpc2.InvalidParams, explainCommand+" wants the name of a rule")
	} else if err := p.explain(params.Arguments[0]); err != nil {
		failure = jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	p.editor.post(jsonrpc2.AppendResponse(nil, m.ID(), jsonrpc2.RawMessage("null"), failure))
	return true
}

// explain shows the text about a rule: in a document, if the editor can open
// one.
func (p *proxy) explain(rule string) error {
	text, err := p.config.Explain(rule)
	if err != nil {
		return err
	}
	if !p.client.Window.ShowDocument.Support {
		p.editor.notify("window/showMessage", map[string]any{"type": 3, "message": text})
		return nil
	}
	if p.explained == "" {
		if p.explained, err = os.MkdirTemp("", "govlint-explain-"); err != nil {
			return err
		}
	}
	name := filepath.Join(p.explained, rule+".md")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		return err
	}
	p.request("window/showDocument", map[string]any{"uri": uriOf(name), "takeFocus": true})
	return nil
}
