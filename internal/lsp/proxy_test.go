package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/govlint/govlint/internal/driver"
	"github.com/govlint/govlint/internal/report"
)

// TestBusyEditor has an editor that sends and does not read, as one that is
// single-threaded may do. What it sends arrives.
func TestBusyEditor(t *testing.T) {
	read, write := io.Pipe()
	defer read.Close() // before it, nothing is read
	arrived := make(chan string, 1)
	p := newProxy(Config{Out: write}, writerFunc(func(b []byte) (int, error) { arrived <- string(b); return len(b), nil }))
	f := p.file("/m/a.go", "file:///m/a.go")
	p.mu.Lock()
	for range 3 {
		f.visible = true
		p.publish(f)
	}
	p.mu.Unlock()
	go p.fromEditor([]byte(`{"jsonrpc":"2.0","id":1,"method":"x/y"}`))
	select {
	case got := <-arrived:
		if !strings.HasSuffix(got, `"x/y"}`) {
			t.Errorf("gopls gets %s", got)
		}
	case <-time.After(time.Minute):
		t.Error("gopls gets nothing")
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// TestLatest publishes ours and gopls's diagnostics at the same time, again and
// again. What is shown last is the union of the latest of both.
func TestLatest(t *testing.T) {
	const name, rounds = "/m/a.go", 5
	for range 300 {
		var out bytes.Buffer
		p := newProxy(Config{Out: &out}, io.Discard)
		f := p.file(name, "file://"+name)
		f.open, f.version, f.content = true, 1, "package a\n"
		var both sync.WaitGroup
		both.Go(func() {
			for i := range rounds {
				p.accept(t.Context(), driver.Analysed{Package: driver.Package{Files: []string{name}},
					Result: driver.Result{Findings: []report.Finding{{Rule: "r", Message: fmt.Sprint("ours ", i), Range: report.Range{File: name, Start: report.Position{Line: 1, Column: 1}}}}}})
			}
		})
		both.Go(func() {
			for i := range rounds {
				p.fromGopls(fmt.Appendf(nil, `{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"file:///m/a.go","version":1,"diagnostics":[{"message":"theirs %d"}]}}`, i))
			}
		})
		both.Wait()
		p.editor.close()
		<-p.editor.done
		last := out.String()[strings.LastIndex(out.String(), "Content-Length"):]
		for _, want := range []string{"ours", "theirs"} {
			if !strings.Contains(last, fmt.Sprintf("%s %d\"", want, rounds-1)) {
				t.Fatalf("no %s in %s", want, last)
			}
		}
	}
}

// TestUTF8 speaks with a gopls that counts bytes, as the real one does not yet.
func TestUTF8(t *testing.T) {
	p, through := relay()
	through(p.fromEditor, `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":["utf-8"]}}}}`)
	through(p.fromGopls, `{"jsonrpc":"2.0","id":1,"result":{"capabilities":{"positionEncoding":"utf-8"}}}`)
	const name = "/m/a.go"
	through(p.fromEditor, `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///m/a.go","version":1,"text":"package a\n/*é𝄞*/ var x = y\n"}}}`)
	through(p.fromEditor, `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///m/a.go","version":2},"contentChanges":[{"range":{"start":{"line":1,"character":4},"end":{"line":1,"character":8}},"text":"𝄞é"}]}}`)
	if got, want := p.files[name].content, "package a\n/*é𝄞é*/ var x = y\n"; got != want {
		t.Fatalf("text is %q, want %q", got, want)
	}
	finding := report.Finding{Rule: "r", Range: report.Range{File: name, Start: report.Position{Line: 2, Column: 21}, End: report.Position{Line: 2, Column: 22}}}
	got := p.texts().diagnostic(finding).Range
	if want := (textRange{position{1, 20}, position{1, 21}}); got != want {
		t.Errorf("range is %v, want %v", got, want)
	}
	p.files[name].ours, p.files[name].known = []shown{{finding, p.texts().diagnostic(finding)}}, true
	through(p.fromEditor, `{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///m/a.go"},"range":{"start":{"line":1,"character":20},"end":{"line":1,"character":20}},"context":{}}}`)
	answer := through(p.fromGopls, `{"jsonrpc":"2.0","id":2,"result":[]}`)
	var parsed struct{ Result []codeAction }
	if err := json.Unmarshal([]byte(answer), &parsed); err != nil || len(parsed.Result) != 2 || parsed.Result[0].Edit == nil {
		t.Fatalf("actions are %s (%v)", answer, err)
	}
}

// TestSettings reads what editors send for the folders of a workspace.
func TestSettings(t *testing.T) {
	p, through := relay()
	through(p.fromEditor, `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"initializationOptions":{"build":{"buildFlags":["-tags=a,b"]}}}}`)
	through(p.fromGopls, `{"jsonrpc":"2.0","id":2,"method":"workspace/configuration","params":{"items":[{"scopeUri":"file:///one","section":"gopls"},{"scopeUri":"file:///two","section":"gopls"}]}}`)
	through(p.fromEditor, `{"jsonrpc":"2.0","id":2,"result":[null,{"build.env":{"GOOS":"plan9","N":1},"ui.build.buildFlags":["-tags","c"]}]}`)
	s := snapshot{settings: p.settings}
	for root, want := range map[string]string{"/one/m": "[a b] []", "/two/m/n": "[c] [GOOS=plan9 N=1]", "/three": "[a b] []"} {
		settings := s.settingsOf(root)
		if got := fmt.Sprint(settings.Tags, settings.Env); got != want {
			t.Errorf("%s: %s, want %s", root, got, want)
		}
	}
}
