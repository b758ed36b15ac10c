package editor

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestSame records a session with gopls alone and one through the proxy. What
// gopls answers, publishes and asks is identical but for what is ours; where
// nothing is, byte by byte.
func TestSame(t *testing.T) {
	dir := shop(t)
	alone, through := record(t, dir, gopls(t)), record(t, dir, built.govlint, "gopls")
	if !through.added["diagnostics"] || !through.added["actions"] || !through.added["capabilities"] || !through.added["requests"] {
		t.Errorf("the proxy has added nothing but %v", through.added)
	}
	if len(alone.added) > 0 {
		t.Errorf("gopls itself seems to have added %v", alone.added)
	}
	for i, want := range alone.lines {
		if got := through.lines[i]; got != want {
			t.Errorf("gopls alone:\n%s\nthrough the proxy:\n%s", want, got)
		}
	}
}

// recording is what a server said.
type recording struct {
	lines []string
	added map[string]bool // kinds of what is ours and left out
}

func (r *recording) add(what string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	r.lines = append(r.lines, what+": "+string(text))
}

// askedAt is where the session asks something: in calls, names, types, comments.
var askedAt = []position{{0, 5}, {4, 3}, {8, 20}, {12, 6}, {13, 12}, {13, 20}, {14, 14}, {15, 2}, {16, 14}}

func record(t *testing.T, dir string, command ...string) *recording {
	t.Helper()
	r := &recording{added: map[string]bool{}}
	c := start(t, dir, nil, nil, command...)
	r.add("capabilities", r.strip(c.server))
	api := c.open(apiFile)
	c.open(storeFile)
	r.settle(c, apiFile, "gopls/lostcancel", "gopls/printf")
	r.ask(c, 0)
	c.change(apiFile, strings.Replace(api, "customer)\n	return", "customer)\n	fmt.\n	return", 1),
		map[string]any{"range": span{position{14, 0}, position{14, 0}}, "text": "	fmt.\n"})
	r.lines = append(r.lines, c.answer("textDocument/completion", map[string]any{"textDocument": map[string]any{"uri": c.uri(apiFile)}, "position": position{14, 5}}))
	c.set(apiFile, "// é𝄞\n"+api)
	r.settle(c, apiFile, "gopls/lostcancel", "gopls/printf")
	r.ask(c, 1)
	r.lines = append(r.lines, c.answer("workspace/symbol", map[string]any{"query": "Orders"}), c.answer("no/such/method", nil),
		c.answer("workspace/executeCommand", map[string]any{"command": "gopls.list_imports", "arguments": []any{map[string]any{"URI": c.uri(apiFile)}}}),
		c.answer("workspace/executeCommand", map[string]any{"command": "gopls.no_such_command"}))
	c.close(storeFile)
	r.lines = append(r.lines, c.answer("shutdown", nil))
	c.mu.Lock()
	r.asked(c.requests)
	c.mu.Unlock()
	c.kill()
	return r
}

// ask asks all that can be asked about the file, which begins on a line.
func (r *recording) ask(c *client, first int) {
	document := map[string]any{"uri": c.uri(apiFile)}
	whole := span{position{}, position{18, 0}}
	for _, at := range askedAt {
		at.Line += first
		for _, method := range []string{"hover", "definition", "typeDefinition", "references", "prepareRename", "signatureHelp", "implementation", "rename", "selectionRange", "prepareCallHierarchy"} {
			r.lines = append(r.lines, c.answer("textDocument/"+method, map[string]any{"textDocument": document, "position": at,
				"positions": []any{at}, "newName": "renamed", "context": map[string]any{"includeDeclaration": true}}))
		}
		highlights := c.call("textDocument/documentHighlight", map[string]any{"textDocument": document, "position": at})
		r.lines = append(r.lines, inOrder(highlights))
		r.add("actions", r.strip(c.call("textDocument/codeAction", map[string]any{"textDocument": document, "range": span{at, at}, "context": map[string]any{"diagnostics": []any{}}})))
	}
	for _, method := range []string{"documentSymbol", "foldingRange", "formatting", "documentLink", "codeLens", "inlayHint", "semanticTokens/full", "semanticTokens/range"} {
		r.lines = append(r.lines, c.answer("textDocument/"+method, map[string]any{"textDocument": document, "range": whole, "options": map[string]any{"tabSize": 4}}))
	}
}

// inOrder sorts a list, which gopls gives in an order of the moment.
func inOrder(text json.RawMessage) string {
	var list []json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		panic(err)
	}
	slices.SortFunc(list, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	return fmt.Sprintf("%s", list)
}

// settle waits for what gopls publishes about a file, and for ours if there is a
// proxy.
func (r *recording) settle(c *client, name string, want ...string) {
	c.Helper()
	if c.cmd.Path == built.govlint {
		want = append([]string{"discardedcancel"}, want...)
	}
	p := c.expect(name, want...)
	if slices.ContainsFunc(p.Diagnostics, func(d diagnostic) bool { return d.Source == "govlint" }) {
		r.added["diagnostics"] = true
	}
	c.mu.Lock()
	raw := c.raw[c.uri(name)]
	c.mu.Unlock()
	r.add("published", r.strip(raw))
}

// asked notes what the server asked for, in whatever order. Requests of ours have
// an ID that says so.
func (r *recording) asked(requests map[string]string) {
	count := map[string]int{}
	for id, method := range requests {
		if strings.Contains(id, "govlint:") {
			r.added["requests"] = true
		} else {
			count[method]++
		}
	}
	r.add("asked", count)
}

// strip returns a value without what is ours.
func (r *recording) strip(text json.RawMessage) any {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		panic(err)
	}
	return r.without(value)
}

func (r *recording) without(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			v[name] = r.without(inner)
		}
	case []any:
		kept := []any{}
		for _, item := range v {
			if what := ours(item); what != "" {
				r.added[what] = true
			} else {
				kept = append(kept, r.without(item))
			}
		}
		return kept
	}
	return value
}

// ours says what an element of a list is, if it is ours.
func ours(item any) string {
	if s, ok := item.(string); ok && (s == "govlint.explain" || s == "source.fixAll.govlint") {
		return "capabilities"
	}
	m, _ := item.(map[string]any)
	if m["source"] == "govlint" {
		return "diagnostics"
	}
	if list, ok := m["diagnostics"].([]any); ok && len(list) == 1 && ours(list[0]) != "" || strings.HasSuffix(fmt.Sprint(m["kind"]), ".govlint") {
		return "actions"
	}
	return ""
}

// TestWithout checks the comparison itself.
func TestWithout(t *testing.T) {
	r := &recording{added: map[string]bool{}}
	got := r.strip(json.RawMessage(`{"items":[{"source":"govlint"},{"source":"x","n":1}],"other":["quickfix","source.fixAll.govlint"]}`))
	want := map[string]any{"items": []any{map[string]any{"source": "x", "n": 1.0}}, "other": []any{"quickfix"}}
	if !reflect.DeepEqual(got, want) || !r.added["diagnostics"] || !r.added["capabilities"] {
		t.Errorf("got %v, added %v", got, r.added)
	}
}
