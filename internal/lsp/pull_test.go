package lsp

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

// TestResultIDs has a gopls that knows result ids, as the real one does not yet:
// what is unchanged for it is not, if ours has changed.
func TestResultIDs(t *testing.T) {
	p, through := relay()
	f := p.file("/m/a.go", "file:///m/a.go")
	f.open, f.known = true, true
	pull := func(previous, answer string) (asked, answered string) {
		t.Helper()
		request := through(p.fromEditor, fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///m/a.go"},"previousResultId":%q}}`, previous))
		var sent struct {
			Params struct{ PreviousResultID string }
		}
		if err := json.Unmarshal([]byte(request), &sent); err != nil {
			t.Fatal(err)
		}
		return sent.Params.PreviousResultID, through(p.fromGopls, `{"jsonrpc":"2.0","id":1,"result":`+answer+`}`)
	}
	id := func(answer string) string {
		var r struct{ Result documentReport }
		if err := json.Unmarshal([]byte(answer), &r); err != nil {
			t.Fatal(err)
		}
		return r.Result.ResultID
	}
	_, first := pull("", `{"kind":"full","resultId":"7","items":[{"message":"theirs"}]}`)
	asked, second := pull(id(first), `{"kind":"unchanged","resultId":"7"}`)
	if asked != "7" || !strings.Contains(second, `"unchanged"`) || id(second) != id(first) {
		t.Errorf("asked for %q, got %s", asked, second)
	}
	f.ours = []shown{{report.Finding{}, diagnostic{Message: "ours"}}}
	asked, third := pull(id(second), `{"kind":"unchanged","resultId":"7"}`)
	if asked != "7" || !strings.Contains(third, `"full"`) || !strings.Contains(third, "theirs") || !strings.Contains(third, "ours") {
		t.Errorf("asked for %q, got %s", asked, third)
	}
	f.known = false
	if _, fourth := pull(id(third), `{"kind":"unchanged","resultId":"7"}`); strings.Contains(fourth, "ours") {
		t.Errorf("a stale finding is in %s", fourth)
	}
}

// TestUntouched checks that what we have nothing to add to stays as it is.
func TestUntouched(t *testing.T) {
	p, through := relay()
	for _, body := range []string{
		`{"id": 3, "jsonrpc":"2.0",  "method":"x/y", "params":{"a":"<é>"} }`, `[]`, `not JSON`,
		`{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"file:///a.go","diagnostics":[ ]}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:1"}}}`,
		`{"jsonrpc":"2.0","id":"x","result":null}`,
	} {
		if got := through(p.fromEditor, body); got != body {
			t.Errorf("to gopls: %s became %s", body, got)
		}
		if got := through(p.fromGopls, body); got != body {
			t.Errorf("to the editor: %s became %s", body, got)
		}
	}
}

// TestPanic checks that a failure of ours leaves a plain proxy, and nothing of
// ours on the screen.
func TestPanic(t *testing.T) {
	p, through := relay()
	f := p.file("/m/a.go", "file:///m/a.go")
	f.ours, f.known = []shown{{report.Finding{}, diagnostic{Message: "ours"}}}, true
	f.visible = true
	got := through(func(body []byte) { p.pass(p.editor, body, func() []byte { panic("ouch") }) }, `{"x":1}`)
	for _, want := range []string{`"diagnostics":[]`, "ouch", `{"x":1}`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if !p.off {
		t.Error("it is still on")
	}
}

// relay returns a proxy, and a function that passes a message and returns what
// arrives on the other side: bodies, one after the other.
func relay() (*proxy, func(func([]byte), string) string) {
	p := newProxy(Config{Ignore: func(rule string) string { return "//ignore " + rule }}, nil)
	return p, func(pass func([]byte), body string) string {
		var arrived strings.Builder
		p.editor, p.gopls = newSink(&arrived), newSink(&arrived)
		pass([]byte(body))
		for _, s := range []*sink{p.editor, p.gopls} {
			s.close()
			<-s.done
		}
		return regexp.MustCompile(`Content-Length: \d+\r\n\r\n`).ReplaceAllString(arrived.String(), "")
	}
}
